"""Generated from altsports/ai/v1/texts.proto: edit the proto and run `make proto`."""

from typing import Annotated

from altsports.contract.model import Message, Prose, Range32, TextLine
from altsports.ai.v1.streams_models import StreamEvent, StreamResult
from pydantic import Field


class GenerateTextRequest(Message):
    """What to write."""

    prompt: Prose = Field(
        description="What to ask the model.",
        min_length=1,
        max_length=20000,
        examples=['Describe the league in one sentence.'],
    )
    system: Prose = Field(
        default="",
        description="What the model has to know or obey beforehand.",
        max_length=8000,
    )
    task: TextLine = Field(
        default='chat',
        description="The task, which decides which providers are asked, such as business_analysis, chat or summary.",
        min_length=1,
        max_length=64,
    )
    provider: TextLine = Field(
        default="",
        description="The only provider to ask, such as openai. Empty: all, in the order of the task.",
        max_length=64,
    )
    max_tokens: Annotated[int, Field(ge=1, le=8000), Range32] | None = Field(
        default=1000,
        description="The most tokens of the text.",
    )
    temperature: Annotated[float, Field(ge=0.0, le=2.0)] | None = Field(
        default=0.7,
        description="How freely the model chooses its words.",
    )


class GenerateTextResponse(Message):
    """The text."""

    result: StreamResult | None = Field(
        default=None,
        description="The text, who wrote it, and what it cost.",
    )


class StreamTextRequest(Message):
    """What to write, or which stream to resume."""

    prompt: Prose = Field(
        description="What to ask the model.",
        min_length=1,
        max_length=20000,
    )
    system: Prose = Field(
        default="",
        description="What the model has to know or obey beforehand.",
        max_length=8000,
    )
    task: TextLine = Field(
        default='chat',
        description="The task, which decides which providers are asked.",
        min_length=1,
        max_length=64,
    )
    provider: TextLine = Field(
        default="",
        description="The only provider to ask. Empty: all, in the order of the task.",
        max_length=64,
    )
    max_tokens: Annotated[int, Field(ge=1, le=8000), Range32] | None = Field(
        default=1000,
        description="The most tokens of the text.",
    )
    temperature: Annotated[float, Field(ge=0.0, le=2.0)] | None = Field(
        default=0.7,
        description="How freely the model chooses its words.",
    )
    last_event_id: TextLine = Field(
        default="",
        description="The id of the last event that the client has. Defaults to the header Last-Event-ID.",
        max_length=80,
    )


class StreamTextResponse(Message):
    """The next event of the text."""

    event: StreamEvent | None = Field(
        default=None,
        description="The event.",
    )
