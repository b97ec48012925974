"""Generated from altsports/ai/v1/user_memories.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated

from altsports.contract.model import Int32, Message, NoNul, OneLine, Prose, Range32, Text, TextLine
from pydantic import Field


class StoreMemoryRequest(Message):
    """What to remember."""

    content: Prose = Field(
        description="The text to remember.",
        min_length=1,
        max_length=2000,
        examples=['The board wants a broadcaster before the 2027 season'],
    )
    league_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The league that it is about. Omit it for a memory that concerns all leagues.",
    )
    importance: Annotated[float, Field(ge=0.0, le=1.0)] | None = Field(
        default=0.5,
        description="The importance, from 0 to 1.",
    )


class UserMemory(Message):
    """A memory of a user."""

    id: Text = Field(
        default="",
        description="The memory.",
    )
    content: Text = Field(
        default="",
        description="The text.",
    )
    league_id: Text | None = Field(
        default=None,
        description="The league that it is about. Null if it concerns all leagues.",
    )
    importance: float = Field(
        default=0.0,
        description="The importance, from 0 to 1.",
        ge=0.0,
        le=1.0,
    )
    score: Annotated[float, Field(ge=0.0, le=1.0)] | None = Field(
        default=None,
        description="How well the memory fits the question, from 0 to 1. Null without a question.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was stored.",
    )
    updated_at: datetime | None = Field(
        default=None,
        description="When it was last stored again.",
    )


class StoreMemoryResponse(Message):
    """The stored memory."""

    memory: UserMemory | None = Field(
        default=None,
        description="The memory.",
    )


class RecallMemoriesRequest(Message):
    """What to recall."""

    query: Annotated[str, Field(max_length=500), NoNul] | None = Field(
        default=None,
        description="The question, or words that the memory contains. Omit it to list all memories, newest first.",
        examples=['venue partners'],
    )
    league_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only memories about this league, and those that concern all leagues.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The maximum number of memories to return.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class RecallMemoriesResponse(Message):
    """A page of memories."""

    memories: list[UserMemory] = Field(
        default_factory=list,
        description="The memories, best first; without a question, newest first.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of memories on all pages.",
    )


class ForgetMemoryRequest(Message):
    """Which memory to forget."""

    memory_id: TextLine = Field(
        description="The memory.",
        min_length=1,
        max_length=64,
    )


class ForgetMemoriesRequest(Message):
    """Which memories to forget."""

    league_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only memories about this league. Omit it to forget all.",
    )


class ForgetMemoriesResponse(Message):
    """What was forgotten."""

    forgotten: Int32 = Field(
        default=0,
        description="The number of memories that were forgotten.",
    )
