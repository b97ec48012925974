"""Generated from altsports/auth/v1/inbox.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Range32, Text
from pydantic import Field


class Mail(Message):
    """An e-mail."""

    id: Text = Field(
        description="The id of the e-mail, a UUID.",
        min_length=1,
    )
    to: Text = Field(
        default="",
        description="The address of the recipient.",
        examples=['demo@altsports.example'],
    )
    subject: Text = Field(
        default="",
        description="The subject.",
        examples=['Confirm your e-mail address'],
    )
    text: Text = Field(
        default="",
        description="The text.",
    )
    kind: Literal["verify_email", "reset_password", "change_email", "invitation", "notice", "notification"] = Field(
        description="The kind of e-mail.",
    )
    link_token: Text | None = Field(
        default=None,
        description="The token of the link in the e-mail, if it has one.",
        repr=False,
    )
    created_at: datetime | None = Field(
        default=None,
        description="When the e-mail was written.",
    )
    html: Text | None = Field(
        default=None,
        description="The same text as HTML, if the e-mail has it.",
    )
    unsubscribe_url: Text | None = Field(
        default=None,
        description="Where a mail program unsubscribes with one click, if the e-mail can be switched off.",
    )


class ListMailRequest(Message):
    """Which e-mails to list."""

    to: Annotated[str, Field(max_length=254), OneLine] | None = Field(
        default=None,
        description="Only e-mails to this address.",
        examples=['demo@altsports.example'],
    )
    kind: Literal["verify_email", "reset_password", "change_email", "invitation", "notice", "notification"] | None = Field(
        default=None,
        description="Only e-mails of this kind.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of e-mails per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class ListMailResponse(Message):
    """A page of e-mails."""

    mails: list[Mail] = Field(
        default_factory=list,
        description="The e-mails.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of e-mails on all pages.",
    )
