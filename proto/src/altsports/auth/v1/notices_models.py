"""Generated from altsports/auth/v1/notices.proto: edit the proto and run `make proto`."""

from altsports.contract.model import NoticeMessage, Text
from pydantic import Field


class AccountChanged(NoticeMessage):
    """Something changed that protects an account, such as its password."""

    change_id: Text = Field(
        description="The change, a UUID.",
        min_length=1,
        examples=['2f0c9e6e-1f53-4d11-9d52-f4d7c8a55f10'],
    )
    title: Text = Field(
        description="What changed, in a few words.",
        min_length=1,
        examples=['Your password was changed'],
    )
    sentence: Text = Field(
        description="What happened.",
        min_length=1,
        examples=['The password of your account was changed.'],
    )


class AddressRefused(NoticeMessage):
    """The mail server of a user refused their address."""

    address: Text = Field(
        description="The address.",
        min_length=1,
        examples=['dana@altsports.example'],
    )
    day: Text = Field(
        description="The day, so that a user is reminded no more than once a day.",
        min_length=1,
        examples=['2026-03-01'],
    )
