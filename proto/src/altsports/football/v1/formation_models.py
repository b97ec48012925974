"""Generated from altsports/football/v1/formation.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated

from altsports.contract.model import Int32, Message, Text, TextLine
from pydantic import Field


class FootballFormationSlot(Message):
    """The place of one player in a formation."""

    position: TextLine = Field(
        description="The position, such as GK or LW.",
        min_length=1,
        max_length=10,
        examples=['GK'],
    )
    x: Annotated[float, Field(ge=0.0, le=105.0)] | None = Field(
        description="Metres from the own goal line, on a pitch of 105 by 68 metres.",
        examples=[5.5],
    )
    y: Annotated[float, Field(ge=0.0, le=68.0)] | None = Field(
        description="Metres from the left touchline, as the team attacks.",
        examples=[34],
    )


class FootballFormation(Message):
    """A formation: the lines of a team from the defence to the attack, and where each player stands."""

    id: Text = Field(
        description="The formation.",
        min_length=1,
        examples=['4f179da2-7a69-53aa-901f-41d53a0a19f4'],
    )
    version: Int32 = Field(
        default=0,
        description="How often the formation has been changed, beginning with 1. The header ETag begins with it.",
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
        examples=['High press'],
    )
    shape: Text = Field(
        description="The outfield players in each line, from the defence to the attack.",
        min_length=1,
        max_length=9,
        pattern='^[1-9](-[1-9]){1,4}$',
        examples=['4-3-3'],
    )
    slots: list[FootballFormationSlot] = Field(
        default_factory=list,
        description="Where the players stand: none, or one slot for the goalkeeper and each outfield player.",
        max_length=11,
    )
