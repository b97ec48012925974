"""Generated from altsports/fantasy/v1/prices.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.fantasy.v1 import prices_pb2 as pb


def fantasy_driver_price_to_json(message: pb.DriverPrice) -> dict[str, Any]:
    return {
        "driver_id": message.driver_id,
        "race_id": message.race_id,
        "price": message.price,
    }


def fantasy_set_price_request_to_json(message: pb.SetPriceRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "driver_id": message.driver_id,
        "race": message.race,
        "price": message.price,
        "season": message.season if has("season") else None,
    }


def fantasy_set_price_response_to_json(message: pb.SetPriceResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "price": fantasy_driver_price_to_json(message.price) if has("price") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "DriverPrice": fantasy_driver_price_to_json,
    "SetPriceRequest": fantasy_set_price_request_to_json,
    "SetPriceResponse": fantasy_set_price_response_to_json,
}
