"""Generated from altsports/fantasy/v1/championships.proto: edit the proto and run `make proto`."""

from typing import Annotated

from altsports.contract.model import Int32, Message, OneLine, Text
from pydantic import Field


class FantasyGetStandingsRequest(Message):
    """Which tables to get."""

    season: Int32 | None = Field(
        default=None,
        description="The season. Defaults to the current one.",
    )
    race: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The tables after this race, by id or key. Defaults to the last race with a result.",
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="The results at this time (ISO 8601). Defaults to now.",
    )
    replay: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="A replay of Formula 1: its season as known at its time. `season` is ignored.",
    )


class FantasyChampionshipPlace(Message):
    """A place in a championship table."""

    rank: Int32 = Field(
        default=0,
        description="The place. Equal records share it.",
    )
    id: Text = Field(
        default="",
        description="The id of the driver or the constructor.",
    )
    code: Text = Field(
        default="",
        description="The code.",
    )
    name: Text = Field(
        default="",
        description="The name.",
    )
    points: Text = Field(
        default="",
        description="The points of races and sprints.",
        examples=['25'],
    )
    wins: Int32 = Field(
        default=0,
        description="Races won.",
    )
    podiums: Int32 = Field(
        default=0,
        description="Races among the first three.",
    )


class FantasyChampionshipTables(Message):
    """The two championship tables, the leaders first."""

    drivers: list[FantasyChampionshipPlace] = Field(
        default_factory=list,
        description="The drivers' table.",
    )
    constructors: list[FantasyChampionshipPlace] = Field(
        default_factory=list,
        description="The constructors' table.",
    )


class FantasyGetStandingsResponse(Message):
    """The championship tables."""

    standings: FantasyChampionshipTables | None = Field(
        default=None,
        description="The tables.",
    )
    season: Int32 = Field(
        default=0,
        description="The season.",
    )
    after_race: Text = Field(
        default="",
        description="The key of the last race that counts. Empty before the first result.",
    )
    simulated: bool = Field(
        default=False,
        description="True for the simulated season of the demo.",
    )
