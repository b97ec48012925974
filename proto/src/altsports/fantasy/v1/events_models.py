"""Generated from altsports/fantasy/v1/events.proto: edit the proto and run `make proto`."""

from datetime import datetime

from altsports.contract.model import EventMessage, Int32, Text
from pydantic import Field


class FantasyF1ScoresPublished(EventMessage):
    """The scores of a race were published for the first time, completed by another session, or corrected."""

    race_id: Text = Field(
        description="The race weekend.",
        min_length=1,
        examples=['05428cae-aeaa-57dd-926a-cb7710ce1a48'],
    )
    race_key: Text = Field(
        description="The season and the grand prix.",
        min_length=1,
        examples=['2026_monaco'],
    )
    season_id: Text = Field(
        description="The season.",
        min_length=1,
        examples=['3b2ec6e5-bb50-5197-b86b-d6d030f5dfee'],
    )
    kind: Text = Field(
        description="first, completed or corrected.",
        min_length=1,
        examples=['corrected'],
    )
    teams: Int32 = Field(
        description="The number of teams that have a score.",
        ge=0,
        examples=[812],
    )
    timestamp: datetime = Field(
        description="When it was published.",
        examples=['2026-06-07T15:00:00Z'],
    )
    simulated: bool | None = Field(
        default=None,
        description="True for the simulated season of the demo.",
    )


class FantasyF1TeamsLeft(EventMessage):
    """Teams were deleted, or the accounts of their owners were closed."""

    season_id: Text = Field(
        description="The season.",
        min_length=1,
    )
    team_ids: list[Text] = Field(
        default_factory=list,
        description="The teams.",
    )
