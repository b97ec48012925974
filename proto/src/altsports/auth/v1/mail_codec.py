"""Generated from altsports/auth/v1/mail.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.auth.v1 import mail_pb2 as pb


def send_mail_request_to_json(message: pb.SendMailRequest) -> dict[str, Any]:
    return {
        "mail_id": message.mail_id,
        "user_id": message.user_id,
        "subject": message.subject,
        "text": message.text,
        "html": message.html,
        "unsubscribe_url": message.unsubscribe_url,
    }


def send_mail_response_to_json(message: pb.SendMailResponse) -> dict[str, Any]:
    return {
        "status": message.status,
    }


def get_mailbox_request_to_json(message: pb.GetMailboxRequest) -> dict[str, Any]:
    return {
        "user_id": message.user_id,
    }


def get_mailbox_response_to_json(message: pb.GetMailboxResponse) -> dict[str, Any]:
    return {
        "address": message.address,
        "status": message.status,
        "timezone": message.timezone,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "SendMailRequest": send_mail_request_to_json,
    "SendMailResponse": send_mail_response_to_json,
    "GetMailboxRequest": get_mailbox_request_to_json,
    "GetMailboxResponse": get_mailbox_response_to_json,
}
