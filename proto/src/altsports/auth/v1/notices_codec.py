"""Generated from altsports/auth/v1/notices.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.auth.v1 import notices_pb2 as pb


def account_changed_to_json(message: pb.AccountChanged) -> dict[str, Any]:
    return {
        "change_id": message.change_id,
        "title": message.title,
        "sentence": message.sentence,
    }


def address_refused_to_json(message: pb.AddressRefused) -> dict[str, Any]:
    return {
        "address": message.address,
        "day": message.day,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "AccountChanged": account_changed_to_json,
    "AddressRefused": address_refused_to_json,
}
