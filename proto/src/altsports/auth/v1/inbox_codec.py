"""Generated from altsports/auth/v1/inbox.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.auth.v1 import inbox_pb2 as pb


def mail_to_json(message: pb.Mail) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "to": message.to,
        "subject": message.subject,
        "text": message.text,
        "kind": message.kind,
        "link_token": message.link_token if has("link_token") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "html": message.html if has("html") else None,
        "unsubscribe_url": message.unsubscribe_url if has("unsubscribe_url") else None,
    }


def list_mail_request_to_json(message: pb.ListMailRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "to": message.to if has("to") else None,
        "kind": message.kind if has("kind") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def list_mail_response_to_json(message: pb.ListMailResponse) -> dict[str, Any]:
    return {
        "mails": [mail_to_json(item) for item in message.mails] if message.mails else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Mail": mail_to_json,
    "ListMailRequest": list_mail_request_to_json,
    "ListMailResponse": list_mail_response_to_json,
}
