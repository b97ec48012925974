"""Generated from altsports/ai/v1/memories.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated

from altsports.contract.model import Message, Text
from altsports.ai.v1.books_models import Book
from pydantic import Field


class ListMemoriesRequest(Message):
    """Whose memories."""

    expert_id: Text = Field(
        description="The expert.",
        min_length=1,
        max_length=64,
        examples=['the-gambler'],
    )
    limit: Annotated[int, Field(ge=1, le=100)] | None = Field(
        default=20,
        description="Memories at most.",
    )
    offset: Annotated[int, Field(ge=0)] | None = Field(
        default=0,
        description="Memories to leave out.",
    )
    importance_min: Annotated[float, Field(ge=0.0, le=1.0)] | None = Field(
        default=None,
        description="Memories of at least this importance.",
    )
    season: Annotated[int, Field(ge=1920, le=2100)] | None = Field(
        default=None,
        description="The season by its first year; the current one when it is left out.",
        examples=[2025],
    )
    replay: Text = Field(
        default='',
        description="The id of a replay; empty for live.",
        max_length=64,
    )


class Memory(Message):
    """Something an expert remembers."""

    memory_id: Text = Field(
        default="",
        description="The memory.",
        examples=['mem_456'],
    )
    game_id: Text = Field(
        default="",
        description="The game it is of.",
        examples=['2023_03_BUF_MIA'],
    )
    memory_type: Text = Field(
        default="",
        description="lesson_learned, surprise, streak and their like.",
        examples=['lesson_learned'],
    )
    content: Text = Field(
        default="",
        description="What is remembered, in words.",
    )
    emotional_valence: float = Field(
        default=0.0,
        description="How it felt, -1 to 1.",
        examples=[-0.7],
    )
    importance_score: float = Field(
        default=0.0,
        description="How much it matters, 0 to 1.",
        examples=[0.85],
    )
    recalled_count: int = Field(
        default=0,
        description="How often a similar game brought it back.",
        examples=[3],
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was formed.",
    )


class MemoryPagination(Message):
    """Where a part of a list is."""

    offset: int = Field(
        default=0,
        description="Memories left out before it.",
    )
    limit: int = Field(
        default=0,
        description="Memories at most.",
    )
    has_more: bool = Field(
        default=False,
        description="Whether more follow.",
    )


class ListMemoriesResponse(Message):
    """Memories of an expert."""

    expert_id: Text = Field(
        default="",
        description="The expert.",
    )
    memories: list[Memory] = Field(
        default_factory=list,
        description="The memories, newest first.",
    )
    total_count: int = Field(
        default=0,
        description="How many there are.",
    )
    pagination: MemoryPagination | None = Field(
        default=None,
        description="Where this part is.",
    )
    book: Book | None = Field(
        default=None,
        description="The world and season it is of.",
    )
