"""Generated from altsports/task/v1/notices.proto: edit the proto and run `make proto`."""

from altsports.contract.model import Int32, NoticeMessage, Text
from pydantic import Field


class RunFailed(NoticeMessage):
    """A run of a user failed for good. If the user starts it again and it fails again, that is another notice."""

    run_id: Text = Field(
        description="The run.",
        min_length=1,
        examples=['957b72d3-886b-4c37-a14c-fec625b438cb'],
    )
    title: Text = Field(
        description="What it was meant to do.",
        min_length=1,
        examples=['Deep analysis of Pro Disc Golf Tour'],
    )
    error: Text = Field(
        description="Why it failed.",
        min_length=1,
        examples=['The league has no data sources'],
    )
    recovery: list[Text] = Field(
        default_factory=list,
        description="What the user can do now.",
        examples=[['Add a data source, and start the run again']],
    )
    fence: Int32 | None = Field(
        default=None,
        description="Which start of the run failed.",
        examples=[3],
    )


class RunCompleted(NoticeMessage):
    """A run of a user completed, after it took long enough to be forgotten."""

    run_id: Text = Field(
        description="The run.",
        min_length=1,
        examples=['957b72d3-886b-4c37-a14c-fec625b438cb'],
    )
    title: Text = Field(
        description="What it did.",
        min_length=1,
        examples=['Deep analysis of Pro Disc Golf Tour'],
    )
    duration: Text = Field(
        description="How long it took, for people.",
        min_length=1,
        examples=['4 minutes'],
    )
