"""Generated from altsports/fantasy/v1/events.proto: edit the proto and run `make proto`."""

from altsports.contract.model import EventMessage, Text
from pydantic import Field


class FantasyF1LeagueChanged(EventMessage):
    """The members of a league changed, or it was deleted. Only for services: who is in a private league is nobody's
business."""

    league_id: Text = Field(
        description="The league.",
        min_length=1,
    )
