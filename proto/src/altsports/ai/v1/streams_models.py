"""Generated from altsports/ai/v1/streams.proto: edit the proto and run `make proto`."""

from typing import Any

from altsports.contract.model import Int32, Message, Text, TextLine, says
from pydantic import Field


class FollowStreamRequest(Message):
    """Which stream to follow, and from where."""

    stream_id: TextLine = Field(
        description="The stream: the part of an event's id before the dot.",
        min_length=1,
        max_length=64,
    )
    last_event_id: TextLine = Field(
        default="",
        description="The id of the last event that the client has. Defaults to the header Last-Event-ID; empty: from the beginning.",
        max_length=80,
    )


class StreamAttempt(Message):
    """A request to a provider."""

    number: Int32 = Field(
        default=0,
        description="The number of the attempt, counted from 1.",
    )
    provider: Text = Field(
        default="",
        description="The provider, such as anthropic; local if no language model takes part.",
    )
    model: Text = Field(
        default="",
        description="The model.",
    )


class StreamRestart(Message):
    """The failure of an attempt in the middle of its text."""

    next_attempt: Int32 = Field(
        default=0,
        description="The number of the attempt that follows.",
    )
    reason: Text = Field(
        default="",
        description="What happened, such as PROVIDER_OVERLOADED.",
    )


class StreamUsage(Message):
    """Tokens of one answer."""

    input_tokens: Int32 = Field(
        default=0,
        description="The tokens of the prompt.",
    )
    output_tokens: Int32 = Field(
        default=0,
        description="The tokens of the text.",
    )
    estimated: bool = Field(
        default=False,
        description="True if the provider reported no usage, or an impossible one, and the numbers are estimates.",
    )


class StreamAttemptOutcome(Message):
    """The outcome of one attempt."""

    number: Int32 = Field(
        default=0,
        description="The number of the attempt, counted from 1.",
    )
    provider: Text = Field(
        default="",
        description="The provider.",
    )
    model: Text = Field(
        default="",
        description="The model.",
    )
    error: Text = Field(
        default="",
        description="The reason of the failure. Empty if the attempt succeeded.",
    )
    paid_by: Text = Field(
        default="",
        description="Who pays: user or platform.",
    )
    duration_ms: Int32 = Field(
        default=0,
        description="How long it took, in milliseconds.",
    )


class StreamResult(Message):
    """The end of a stream that succeeded."""

    text: Text = Field(
        default="",
        description="The whole text.",
    )
    provider: Text = Field(
        default="",
        description="The provider that answered.",
    )
    model: Text = Field(
        default="",
        description="The model that the provider says it used.",
    )
    usage: StreamUsage | None = Field(
        default=None,
        description="The tokens that the caller pays for.",
    )
    cost_usd: Text = Field(
        default="",
        description="What the caller pays, in US dollars, as a decimal number.",
    )
    attempts: list[StreamAttemptOutcome] = Field(
        default_factory=list,
        description="Every attempt, failed ones too; those are paid by the platform.",
    )
    details: dict[str, Any] | None = Field(
        default=None,
        description="What the product adds, such as the id of the stored analysis.",
    )


class StreamEvent(Message):
    """One event of a stream: (attempt delta* restart)* attempt delta* done, or an error in place of the rest."""

    event_id: Text = Field(
        default="",
        description="The id of the event: the stream and the number of the event, such as \"4f6c0d1e.7\".",
    )
    event_type: Text = Field(
        default="",
        description="attempt, delta, restart or done. An error is the error of the call and, over HTTP, an event of the type error.",
    )
    attempt: StreamAttempt | None = Field(
        default=None,
        description="Of attempt: who is asked.",
    )
    text: Text | None = Field(
        default=None,
        description="Of delta: a part of the text, to append to what this attempt wrote so far.",
    )
    restart: StreamRestart | None = Field(
        default=None,
        description="Of restart: why the attempt failed. The client drops its text; another attempt follows.",
    )
    result: StreamResult | None = Field(
        default=None,
        description="Of done: the whole answer and what it cost.",
    )


class FollowStreamResponse(Message):
    """The next event of the stream."""

    event: StreamEvent | None = Field(
        default=None,
        description="The event.",
    )
