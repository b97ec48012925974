"""Generated from altsports/auth/v1/mail.proto: edit the proto and run `make proto`."""

from typing import Literal

from altsports.contract.model import Message, Prose, Text, TextLine, Uuid
from pydantic import Field


class SendMailRequest(Message):
    """The e-mail to accept."""

    mail_id: Uuid = Field(
        description="The id, a UUID.",
        min_length=1,
        max_length=36,
    )
    user_id: TextLine = Field(
        description="The account.",
        min_length=1,
        max_length=64,
    )
    subject: TextLine = Field(
        description="The subject.",
        min_length=1,
        max_length=500,
    )
    text: Prose = Field(
        description="The plain text.",
        min_length=1,
        max_length=200000,
    )
    html: Prose = Field(
        default="",
        description="The same as HTML. Its author has escaped what people entered.",
        max_length=400000,
    )
    unsubscribe_url: TextLine = Field(
        default="",
        description="Where a mail program unsubscribes with one click (RFC 8058). Empty for e-mails that cannot be switched off.",
        max_length=1000,
    )


class SendMailResponse(Message):
    """What happens to the e-mail."""

    status: Literal["accepted", "no_account", "unverified", "refused"] = Field(
        description="accepted, no_account, unverified or refused.",
    )


class GetMailboxRequest(Message):
    """Whose mailbox to get."""

    user_id: TextLine = Field(
        description="The account.",
        min_length=1,
        max_length=64,
    )


class GetMailboxResponse(Message):
    """Where e-mails go."""

    address: Text = Field(
        default="",
        description="The address.",
    )
    status: Literal["ok", "unverified", "refused"] = Field(
        description="ok, unverified or refused.",
    )
    timezone: Text = Field(
        default="",
        description="The time zone of the account. Empty if its owner did not state one.",
    )
