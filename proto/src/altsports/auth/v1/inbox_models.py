"""Generated from altsports/auth/v1/inbox.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Message, NoNul, Text
from pydantic import Field


class Mail(Message):
    """A mail."""

    id: Text = Field(
        description="The mail, a UUID.",
        min_length=1,
    )
    to: Text = Field(
        default="",
        description="Who it is for.",
        examples=['demo@altsports.example'],
    )
    subject: Text = Field(
        default="",
        description="What it is about.",
        examples=['Confirm your e-mail address'],
    )
    text: Text = Field(
        default="",
        description="What it says.",
    )
    kind: Literal["verify_email", "reset_password", "change_email", "invitation", "notice"] = Field(
        description="The kind of mail.",
    )
    link_token: Text | None = Field(
        default=None,
        description="The token of its link, where it has one.",
        repr=False,
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was written.",
    )


class ListMailRequest(Message):
    """Which mails to list."""

    to: Annotated[str, Field(max_length=254), NoNul] | None = Field(
        default=None,
        description="Only mails to this address.",
        examples=['demo@altsports.example'],
    )
    kind: Literal["verify_email", "reset_password", "change_email", "invitation", "notice"] | None = Field(
        default=None,
        description="Only mails of this kind.",
    )
    page_size: Annotated[int, Field(ge=1, le=100)] | None = Field(
        default=20,
        description="Mails a page.",
    )
    page_token: Annotated[str, Field(max_length=500), NoNul] | None = Field(
        default=None,
        description="Where to go on: next_page_token of the page before.",
    )


class ListMailResponse(Message):
    """A page of mails."""

    mails: list[Mail] = Field(
        default_factory=list,
        description="The mails.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page; empty on the last.",
    )
    total_size: int = Field(
        default=0,
        description="How many mails there are on all pages.",
    )
