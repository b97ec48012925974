"""Generated from altsports/ai/v1/memories.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated

from altsports.contract.model import Int32, Message, Range32, Text, TextLine
from altsports.ai.v1.books_models import Book
from pydantic import Field


class ListMemoriesRequest(Message):
    """Whose memories to list."""

    expert_id: TextLine = Field(
        description="The expert.",
        min_length=1,
        max_length=64,
        examples=['the-gambler'],
    )
    limit: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The maximum number of memories to return.",
    )
    offset: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=0,
        description="The number of memories to skip.",
    )
    importance_min: Annotated[float, Field(ge=0.0, le=1.0)] | None = Field(
        default=None,
        description="Only memories of at least this importance.",
    )
    season: Annotated[int, Field(ge=1920, le=2100), Range32] | None = Field(
        default=None,
        description="The season, named by the year in which it starts. Defaults to the current season.",
        examples=[2025],
    )
    replay: TextLine = Field(
        default='',
        description="The id of a replay. Empty for live data.",
        max_length=64,
    )


class Memory(Message):
    """A memory of an expert."""

    memory_id: Text = Field(
        default="",
        description="The memory.",
        examples=['mem_456'],
    )
    game_id: Text = Field(
        default="",
        description="The game that the memory is about.",
        examples=['2023_03_BUF_MIA'],
    )
    memory_type: Text = Field(
        default="",
        description="The kind of memory, such as lesson_learned, surprise or streak.",
        examples=['lesson_learned'],
    )
    content: Text = Field(
        default="",
        description="The memory in words.",
    )
    emotional_valence: float = Field(
        default=0.0,
        description="The emotional valence, from -1 (bad) to 1 (good).",
        examples=[-0.7],
    )
    importance_score: float = Field(
        default=0.0,
        description="The importance, from 0 to 1.",
        examples=[0.85],
    )
    recalled_count: Int32 = Field(
        default=0,
        description="How often a similar game recalled the memory.",
        examples=[3],
    )
    created_at: datetime | None = Field(
        default=None,
        description="When the memory was formed.",
    )


class MemoryPagination(Message):
    """The position of a page in a list."""

    offset: Int32 = Field(
        default=0,
        description="The number of memories skipped.",
    )
    limit: Int32 = Field(
        default=0,
        description="The maximum number of memories to return.",
    )
    has_more: bool = Field(
        default=False,
        description="Whether there are more memories.",
    )


class ListMemoriesResponse(Message):
    """The memories of an expert."""

    expert_id: Text = Field(
        default="",
        description="The expert.",
    )
    memories: list[Memory] = Field(
        default_factory=list,
        description="The memories, newest first.",
    )
    total_count: Int32 = Field(
        default=0,
        description="The total number on all pages.",
    )
    pagination: MemoryPagination | None = Field(
        default=None,
        description="The position of this page in the list.",
    )
    book: Book | None = Field(
        default=None,
        description="The book that the data belongs to.",
    )
