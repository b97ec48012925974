"""Generated from altsports/football/v1/team.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import HttpAddress, Int32, Message, NoNul, OneLine, Range32, Text
from pydantic import Field


class FootballTeam(Message):
    """A team of the club, or an opponent."""

    id: Text = Field(
        description="The team.",
        min_length=1,
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    version: Int32 = Field(
        default=0,
        description="How often the team has been changed, beginning with 1. The header ETag begins with it.",
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
        max_length=100,
        examples=['Harbour Rovers Women'],
    )
    kind: Literal["own", "opponent"] = Field(
        default='own',
        description="Whether it belongs to the club: own or opponent.",
        examples=['own'],
    )
    age_group: Annotated[str, Field(max_length=20), NoNul] | None = Field(
        default=None,
        description="The age group, such as U16 or senior.",
        examples=['senior'],
    )
    gender: Literal["women", "men", "mixed"] | None = Field(
        default=None,
        description="Who plays: women, men or mixed.",
        examples=['women'],
    )
    format: Annotated[int, Field(ge=5, le=11), Range32] | None = Field(
        default=None,
        description="The number of players on the pitch: 5, 7, 8, 9 or 11.",
        examples=[11],
    )
    season: Annotated[str, Field(max_length=20), NoNul] | None = Field(
        default=None,
        description="The season, as the club writes it.",
        examples=['2026/27'],
    )
    home_ground: Annotated[str, Field(max_length=100), NoNul] | None = Field(
        default=None,
        description="Where the team plays at home.",
        examples=['Harbour Park'],
    )
    time_zone: Annotated[str, Field(max_length=64), NoNul] | None = Field(
        default=None,
        description="The time zone of its home ground, as in the IANA database.",
        examples=['Europe/Dublin'],
    )
    crest_url: Annotated[str, Field(max_length=500), OneLine, HttpAddress] | None = Field(
        default=None,
        description="The address of its crest.",
        examples=['https://harbour-rovers.example/crest.png'],
    )
