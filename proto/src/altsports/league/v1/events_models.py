"""Generated from altsports/league/v1/events.proto: edit the proto and run `make proto`."""

from altsports.contract.model import EventMessage, Text
from pydantic import Field


class LeagueCreated(EventMessage):
    """A league was created."""

    league_id: Text = Field(
        description="The league.",
        min_length=1,
    )
    name: Text = Field(
        description="Its name.",
        min_length=1,
    )
    sport: Text = Field(
        description="Its sport.",
        min_length=1,
    )


class LeagueUpdated(EventMessage):
    """A league was changed."""

    league_id: Text = Field(
        description="The league.",
        min_length=1,
    )
    name: Text = Field(
        description="Its name.",
        min_length=1,
    )
    sport: Text = Field(
        description="Its sport.",
        min_length=1,
    )


class LeagueDeleted(EventMessage):
    """A league was deleted."""

    league_id: Text = Field(
        description="The league.",
        min_length=1,
    )
    name: Text = Field(
        description="Its name.",
        min_length=1,
    )
    sport: Text = Field(
        description="Its sport.",
        min_length=1,
    )


class LeaguesImported(EventMessage):
    """An import created or changed leagues. A large import is reported in several events."""

    league_ids: list[Text] = Field(
        default_factory=list,
        description="The leagues.",
    )
    sources: list[Text] = Field(
        default_factory=list,
        description="The sources that the import read.",
    )


class SeasonImported(EventMessage):
    """An import changed facts of a season. A large import is reported in several events."""

    competition: Text = Field(
        description="The key of the competition.",
        min_length=1,
    )
    season: int = Field(
        description="The year in which the season starts.",
    )
    simulated: bool = Field(
        description="True where the competition is generated.",
    )
    event_ids: list[Text] = Field(
        default_factory=list,
        description="The changed events that were there before.",
    )
    game_ids: list[Text] = Field(
        default_factory=list,
        description="Their ids in the competition.",
    )


class ResultRecorded(EventMessage):
    """A revision of a result was recorded."""

    competition: Text = Field(
        description="The key of the competition.",
        min_length=1,
    )
    season: int = Field(
        description="The year in which the season starts.",
    )
    simulated: bool = Field(
        description="True where the competition is generated.",
    )
    event_id: Text = Field(
        description="The event.",
        min_length=1,
    )
    game_id: Text = Field(
        description="Its id in the competition.",
        min_length=1,
    )
    revision: int = Field(
        description="1 for the first revision.",
    )
    status: Text = Field(
        description="provisional, verified, official, corrected or quarantined.",
        min_length=1,
    )


class LineRecorded(EventMessage):
    """A quote of a betting line was recorded."""

    competition: Text = Field(
        description="The key of the competition.",
        min_length=1,
    )
    season: int = Field(
        description="The year in which the season starts.",
    )
    simulated: bool = Field(
        description="True where the competition is generated.",
    )
    event_id: Text = Field(
        description="The event.",
        min_length=1,
    )
    game_id: Text = Field(
        description="Its id in the competition.",
        min_length=1,
    )
    market: Text = Field(
        description="spread, total or moneyline.",
        min_length=1,
    )
