"""Generated from altsports/football/v1/event.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, NoNul, Text
from pydantic import Field


class FootballEvent(Message):
    """A competition: a league, a cup, a tournament, a series of friendly matches, or a camp."""

    id: Text = Field(
        description="The event.",
        min_length=1,
        examples=['6a228d71-1ec0-5a70-978a-49510773d27c'],
    )
    version: Int32 = Field(
        default=0,
        description="How often the event has been changed, beginning with 1. The header ETag begins with it.",
        examples=[1],
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was stored.",
    )
    updated_at: datetime | None = Field(
        default=None,
        description="When it last changed.",
    )
    archived_at: datetime | None = Field(
        default=None,
        description="When it was archived. Archived rows are left out of lists, and new rows cannot name them.",
    )
    name: Text = Field(
        description="The name.",
        min_length=1,
        max_length=200,
        examples=['Northern League'],
    )
    kind: Literal["league", "cup", "tournament", "friendly", "camp"] = Field(
        default='league',
        description="What it is.",
        examples=['league'],
    )
    season: Annotated[str, Field(max_length=20), NoNul] | None = Field(
        default=None,
        description="The season, as the organiser writes it.",
        examples=['2026/27'],
    )
    starts_on: Text | None = Field(
        default=None,
        description="The first day.",
        examples=['2026-08-15'],
    )
    ends_on: Text | None = Field(
        default=None,
        description="The last day.",
        examples=['2027-05-22'],
    )
    competition: Annotated[str, Field(max_length=200), NoNul] | None = Field(
        default=None,
        description="The competition as its organiser calls it, if the name is one of the club's own.",
        examples=["Northern Women's League, Division 2"],
    )
    rules: Annotated[str, Field(max_length=5000), NoNul] | None = Field(
        default=None,
        description="What is special about its rules, such as unlimited substitutions.",
        examples=['Five substitutions, in at most three breaks.'],
    )
