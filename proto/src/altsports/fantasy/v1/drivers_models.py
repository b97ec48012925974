"""Generated from altsports/fantasy/v1/drivers.proto: edit the proto and run `make proto`."""

from typing import Annotated, Literal

from altsports.contract.model import Day, Int32, Message, OneLine, Range32, Text, TextLine, says
from pydantic import Field


class FantasyConstructor(Message):
    """A constructor."""

    id: Text = Field(
        default="",
        description="The id.",
    )
    key: Text = Field(
        default="",
        description="The key, such as red-bull.",
    )
    code: Text = Field(
        default="",
        description="The code.",
    )
    name: Text = Field(
        default="",
        description="The name.",
    )


class FantasyDriverStatistics(Message):
    """The results of a driver in a season, as known at the time of the request."""

    rank: Int32 | None = Field(
        default=None,
        description="The place in the championship. Absent before the first result.",
    )
    points: Text = Field(
        default="",
        description="The points of races and sprints.",
        examples=['12.5'],
    )
    starts: Int32 = Field(
        default=0,
        description="The number of races started.",
    )
    wins: Int32 = Field(
        default=0,
        description="Races won.",
    )
    podiums: Int32 = Field(
        default=0,
        description="Races among the first three.",
    )
    poles: Int32 = Field(
        default=0,
        description="Qualifying sessions won.",
    )
    fastest_laps: Int32 = Field(
        default=0,
        description="Races with the fastest lap.",
    )
    retirements: Int32 = Field(
        default=0,
        description="Races started but not classified.",
    )
    best_rank: Int32 | None = Field(
        default=None,
        description="The best place in a race. Absent without one.",
    )
    sprint_wins: Int32 = Field(
        default=0,
        description="Sprints won.",
    )


class FantasyDriver(Message):
    """A driver in one season."""

    id: Text = Field(
        default="",
        description="The id.",
    )
    key: Text = Field(
        default="",
        description="The key under which the driver was first stored, such as f1db:max-verstappen.",
    )
    code: Text = Field(
        default="",
        description="The three letters shown on timing screens.",
    )
    name: Text = Field(
        default="",
        description="The name.",
    )
    number: Int32 | None = Field(
        default=None,
        description="The number in the driver's newest entry. Absent if it is unknown.",
    )
    nationality: Text = Field(
        default="",
        description="The nationality. Empty if it is unknown.",
    )
    born: Text | None = Field(
        default=None,
        description="The date of birth. Absent if it is unknown.",
    )
    racing_team: FantasyConstructor | None = Field(
        default=None,
        description="The constructor in the race of the request, or in the newest entry. Absent if it is unknown.",
    )
    entered: bool = Field(
        default=False,
        description="True if the driver is entered in the race of the request, or in the next race of the season.",
    )
    statistics: FantasyDriverStatistics | None = Field(
        default=None,
        description="What the driver has achieved in the season.",
    )
    price: Text = Field(
        default="",
        description="What the driver costs today in a fantasy team: 8.0 + 1.5 times the mean points of the last five rounds, at most 36.0. It changes with the first result of each race.",
        examples=['22.4'],
    )


class FantasyListDriversRequest(Message):
    """Which drivers to list."""

    season: Int32 | None = Field(
        default=None,
        description="The season. Defaults to the current one.",
    )
    race: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only drivers entered in this race, by id or key.",
    )
    query: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="Only drivers with this number, code, name or id, whatever the accents and case.",
    )
    sort: Literal["points", "name", "price"] | None = Field(
        default='points',
        description="The order.",
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="The statistics at this time (ISO 8601). Defaults to now.",
    )
    replay: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="A replay of Formula 1: its season as known at its time. `season` is ignored.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=100,
        description="The number of drivers per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class FantasyListDriversResponse(Message):
    """The drivers."""

    drivers: list[FantasyDriver] = Field(
        default_factory=list,
        description="The drivers.",
    )
    season: Int32 = Field(
        default=0,
        description="The season.",
    )
    simulated: bool = Field(
        default=False,
        description="True for the simulated season of the demo.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last one.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of drivers on all pages.",
    )


class FantasyGetDriverRequest(Message):
    """Which driver to get."""

    driver_id: TextLine = Field(
        description="The id or the key of the driver.",
        min_length=1,
        max_length=100,
    )
    season: Int32 | None = Field(
        default=None,
        description="The season. Defaults to the current one.",
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="The statistics at this time (ISO 8601). Defaults to now.",
    )
    replay: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="A replay of Formula 1: its season as known at its time. `season` is ignored.",
    )


class FantasyGetDriverResponse(Message):
    """One driver."""

    driver: FantasyDriver | None = Field(
        default=None,
        description="The driver.",
    )
    season: Int32 = Field(
        default=0,
        description="The season.",
    )
    simulated: bool = Field(
        default=False,
        description="True for the simulated season of the demo.",
    )


class FantasyCreateDriverRequest(Message):
    """The driver to add."""

    name: TextLine = Field(
        description="The name.",
        min_length=1,
        max_length=100,
    )
    code: Annotated[TextLine, says('A code has three capital letters, such as HAM')] = Field(
        description="The three letters shown on timing screens.",
        min_length=1,
        pattern='^[A-Z]{3}$',
    )
    number: Annotated[int, Field(ge=0, le=99), Range32] | None = Field(
        default=None,
        description="The number of the car.",
    )
    nationality: TextLine = Field(
        default="",
        description="The nationality.",
        max_length=60,
    )
    born: Day | None = Field(
        default=None,
        description="The date of birth. With the code it identifies the driver in later imports.",
    )
    racing_team: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The id or the key of the constructor, such as red-bull.",
    )
    season: Int32 | None = Field(
        default=None,
        description="The season. Defaults to the current one.",
    )
    first_race: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The first race in which the driver is entered, by id or key. Defaults to the next race.",
    )


class FantasyCreateDriverResponse(Message):
    """The added driver."""

    driver: FantasyDriver | None = Field(
        default=None,
        description="The driver.",
    )


class FantasyUpdateDriverRequest(Message):
    """What to change. Fields that are absent stay as they are."""

    driver_id: TextLine = Field(
        description="The id or the key of the driver.",
        min_length=1,
        max_length=100,
    )
    name: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="The name.",
    )
    code: Annotated[str, Field(pattern='^([A-Z]{3})?$'), OneLine, says('A code has three capital letters, such as HAM')] | None = Field(
        default=None,
        description="The three letters shown on timing screens.",
    )
    nationality: Annotated[str, Field(max_length=60), OneLine] | None = Field(
        default=None,
        description="The nationality.",
    )
    born: Day | None = Field(
        default=None,
        description="The date of birth.",
    )
    number: Annotated[int, Field(ge=0, le=99), Range32] | None = Field(
        default=None,
        description="The number of the car, in the races concerned.",
    )
    racing_team: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The id or the key of the constructor, in the races concerned.",
    )
    entered: bool | None = Field(
        default=None,
        description="Whether the driver takes part in the races concerned. Without it, nobody is entered who was not.",
    )
    season: Int32 | None = Field(
        default=None,
        description="The season. Defaults to the current one.",
    )
    first_race: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The first race concerned, by id or key. Defaults to the next race.",
    )
    last_race: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The last race concerned, by id or key. Defaults to the last race of the season.",
    )


class FantasyUpdateDriverResponse(Message):
    """The changed driver."""

    driver: FantasyDriver | None = Field(
        default=None,
        description="The driver.",
    )


class FantasyDeleteDriverRequest(Message):
    """Which driver to delete."""

    driver_id: TextLine = Field(
        description="The id or the key of the driver.",
        min_length=1,
        max_length=100,
    )
