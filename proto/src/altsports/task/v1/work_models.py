"""Generated from altsports/task/v1/work.proto: edit the proto and run `make proto`."""

from altsports.contract.model import Int32, Message, Text, TextLine
from pydantic import Field


class CarryOutRequest(Message):
    """One attempt at a run, or that a state of it is stored."""

    run_id: TextLine = Field(
        description="The run, a UUID.",
        min_length=1,
        max_length=64,
    )
    kind: TextLine = Field(
        description="The kind of work.",
        min_length=1,
        max_length=100,
    )
    params: bytes = Field(
        default=b"",
        description="What to do, as a JSON object.",
    )
    saved: bytes = Field(
        default=b"",
        description="The state that the last attempt saved, as a JSON object.",
    )
    attempt: Int32 = Field(
        default=0,
        description="The number of this attempt, from 1.",
    )
    fence: Int32 = Field(
        default=0,
        description="A number that grows with every start of the run.",
    )
    user_id: TextLine = Field(
        default="",
        description="Whose run it is. Empty for work that nobody asked for.",
    )
    organisation_id: TextLine = Field(
        default="",
        description="The organisation that shares the run. Empty if none does.",
    )
    stored: Int32 = Field(
        default=0,
        description="How many of the saved states are stored. 0 in the first message.",
        ge=0,
    )


class WorkStarted(Message):
    """The work has started."""


class WorkProgress(Message):
    """The progress of the work."""

    percent: float = Field(
        default=0.0,
        description="From 0 to 100.",
    )
    message: Text = Field(
        default="",
        description="What is being done, in a few words for the user.",
    )
    partial: bytes | None = Field(
        default=None,
        description="The part of the result that exists, as a JSON object.",
    )


class CarryOutResponse(Message):
    """What the work reports."""

    started: WorkStarted | None = Field(
        default=None,
        description="The work has started.",
    )
    progress: WorkProgress | None = Field(
        default=None,
        description="The progress of the work.",
    )
    saved: bytes | None = Field(
        default=None,
        description="The state from which another attempt continues, as a JSON object.",
    )
    result: bytes | None = Field(
        default=None,
        description="The result, as a JSON object. The last message.",
    )
