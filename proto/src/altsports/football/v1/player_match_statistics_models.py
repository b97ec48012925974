"""Generated from altsports/football/v1/player_match_statistics.proto: edit the proto and run `make proto`."""

from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine, Time, Uuid, UuidFormat
from altsports.football.v1.player_match_statistic_models import FootballPlayerMatchStatistic
from pydantic import Field


class FootballListPlayerMatchStatisticsRequest(Message):
    """Which player match statistics to list. Every field is optional and narrows the list."""

    match_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="Only rows with this match id.",
        examples=['65f0e239-ebc8-5c03-ac47-8b9f7e1394de'],
    )
    player_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="Only rows with this player id.",
        examples=['e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'],
    )
    source: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="Only rows with this source.",
        examples=['staff'],
    )
    order: Literal["-created_at", "created_at", "rating", "-rating", "updated_at", "-updated_at"] | None = Field(
        default='-created_at',
        description="The order of the rows. A minus sign reverses it.",
    )
    include_archived: bool | None = Field(
        default=None,
        description="Whether archived rows are listed as well.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of rows per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class FootballListPlayerMatchStatisticsResponse(Message):
    """A page of player match statistics."""

    player_match_statistics: list[FootballPlayerMatchStatistic] = Field(
        default_factory=list,
        description="The rows.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of rows on all pages.",
    )


class FootballGetPlayerMatchStatisticRequest(Message):
    """Which player match statistic to get."""

    player_match_statistic_id: TextLine = Field(
        description="The player match statistic.",
        min_length=1,
        max_length=64,
        examples=['afffdb2d-16ac-527b-a751-90f381ce7f47'],
    )


class FootballGetPlayerMatchStatisticResponse(Message):
    """One player match statistic."""

    player_match_statistic: FootballPlayerMatchStatistic | None = Field(
        default=None,
        description="The row.",
    )


class FootballCreatePlayerMatchStatisticRequest(Message):
    """The facts of a new player match statistic."""

    match_id: Uuid = Field(
        description="The match.",
        min_length=1,
        max_length=36,
        examples=['65f0e239-ebc8-5c03-ac47-8b9f7e1394de'],
    )
    player_id: Uuid = Field(
        description="The player.",
        min_length=1,
        max_length=36,
        examples=['e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'],
    )
    rating: Annotated[float, Field(ge=0.0, le=10.0)] | None = Field(
        default=None,
        description="The rating that staff gave, from 0 to 10. Nothing fills it in by itself.",
        examples=[7.5],
    )
    goals: Annotated[int, Field(ge=0, le=50), Range32] | None = Field(
        default=None,
        description="The goals, without own goals and those of a shoot-out.",
        examples=[1],
    )
    assists: Annotated[int, Field(ge=0, le=50), Range32] | None = Field(
        default=None,
        description="The assists.",
    )
    shots: Annotated[int, Field(ge=0, le=200), Range32] | None = Field(
        default=None,
        description="The shots, goals included.",
        examples=[1],
    )
    xg: Annotated[float, Field(ge=0.0, le=50.0)] | None = Field(
        default=None,
        description="The expected goals.",
    )
    passes: Annotated[int, Field(ge=0, le=1000), Range32] | None = Field(
        default=None,
        description="The passes.",
    )
    passes_completed: Annotated[int, Field(ge=0, le=1000), Range32] | None = Field(
        default=None,
        description="The passes that arrived.",
    )
    pressures: Annotated[int, Field(ge=0, le=1000), Range32] | None = Field(
        default=None,
        description="The pressures on opponents.",
    )
    tackles: Annotated[int, Field(ge=0, le=1000), Range32] | None = Field(
        default=None,
        description="The tackles.",
    )
    distance_m: Annotated[float, Field(ge=0.0, le=30000.0)] | None = Field(
        default=None,
        description="The distance covered, in metres.",
        examples=[9800],
    )
    high_speed_m: Annotated[float, Field(ge=0.0, le=15000.0)] | None = Field(
        default=None,
        description="The distance at high speed, in metres.",
    )
    sprint_m: Annotated[float, Field(ge=0.0, le=10000.0)] | None = Field(
        default=None,
        description="The distance in sprints, in metres.",
    )
    sprint_count: Annotated[int, Field(ge=0, le=500), Range32] | None = Field(
        default=None,
        description="The number of sprints.",
    )
    max_speed_kmh: Annotated[float, Field(ge=0.0, le=50.0)] | None = Field(
        default=None,
        description="The highest speed, in kilometres per hour.",
    )
    source: TextLine = Field(
        default='staff',
        description="Where the figures come from: staff, or the kind of file.",
        min_length=1,
        max_length=40,
        examples=['staff'],
    )
    request_id: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="A key chosen by the client that makes the call safe to repeat.",
    )


class FootballCreatePlayerMatchStatisticResponse(Message):
    """The new player match statistic."""

    player_match_statistic: FootballPlayerMatchStatistic | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballUpdatePlayerMatchStatisticRequest(Message):
    """The fields to change. Omitted fields keep their values."""

    player_match_statistic_id: TextLine = Field(
        description="The player match statistic.",
        min_length=1,
        max_length=64,
        examples=['afffdb2d-16ac-527b-a751-90f381ce7f47'],
    )
    rating: Annotated[float, Field(ge=0.0, le=10.0)] | None = Field(
        default=None,
        description="The rating that staff gave, from 0 to 10. Nothing fills it in by itself.",
        examples=[7.5],
    )
    goals: Annotated[int, Field(ge=0, le=50), Range32] | None = Field(
        default=None,
        description="The goals, without own goals and those of a shoot-out.",
        examples=[1],
    )
    assists: Annotated[int, Field(ge=0, le=50), Range32] | None = Field(
        default=None,
        description="The assists.",
    )
    shots: Annotated[int, Field(ge=0, le=200), Range32] | None = Field(
        default=None,
        description="The shots, goals included.",
        examples=[1],
    )
    xg: Annotated[float, Field(ge=0.0, le=50.0)] | None = Field(
        default=None,
        description="The expected goals.",
    )
    passes: Annotated[int, Field(ge=0, le=1000), Range32] | None = Field(
        default=None,
        description="The passes.",
    )
    passes_completed: Annotated[int, Field(ge=0, le=1000), Range32] | None = Field(
        default=None,
        description="The passes that arrived.",
    )
    pressures: Annotated[int, Field(ge=0, le=1000), Range32] | None = Field(
        default=None,
        description="The pressures on opponents.",
    )
    tackles: Annotated[int, Field(ge=0, le=1000), Range32] | None = Field(
        default=None,
        description="The tackles.",
    )
    distance_m: Annotated[float, Field(ge=0.0, le=30000.0)] | None = Field(
        default=None,
        description="The distance covered, in metres.",
        examples=[9800],
    )
    high_speed_m: Annotated[float, Field(ge=0.0, le=15000.0)] | None = Field(
        default=None,
        description="The distance at high speed, in metres.",
    )
    sprint_m: Annotated[float, Field(ge=0.0, le=10000.0)] | None = Field(
        default=None,
        description="The distance in sprints, in metres.",
    )
    sprint_count: Annotated[int, Field(ge=0, le=500), Range32] | None = Field(
        default=None,
        description="The number of sprints.",
    )
    max_speed_kmh: Annotated[float, Field(ge=0.0, le=50.0)] | None = Field(
        default=None,
        description="The highest speed, in kilometres per hour.",
    )
    source: Annotated[str, Field(min_length=1, max_length=40), OneLine] | None = Field(
        default=None,
        description="Where the figures come from: staff, or the kind of file.",
        examples=['staff'],
    )
    version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version of the row on which the change is based, like `expected_version`.",
    )
    id: Annotated[str, Field(max_length=500), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The row. A change accepts only the value that is stored.",
    )
    created_at: Time | None = Field(
        default=None,
        description="When it was stored. A change accepts only the value that is stored.",
    )
    updated_at: Time | None = Field(
        default=None,
        description="When it last changed. A change accepts only the value that is stored.",
    )
    archived_at: Time | None = Field(
        default=None,
        description="When it was archived. Archived rows are left out of lists, and new rows cannot name them. A change accepts only the value that is stored.",
    )
    match_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The match. A change accepts only the value that is stored.",
    )
    player_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The player. A change accepts only the value that is stored.",
    )
    minutes_played: Int32 | None = Field(
        default=None,
        description="The minutes on the clock, derived from line-up and events. Absent while they cannot be derived. A change accepts only the value that is stored.",
    )
    sprint_intensity: float | None = Field(
        default=None,
        description="The sprint metres a minute played. Absent without sprint_m, or without minutes. A change accepts only the value that is stored.",
    )
    player_name: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The name of the player, which stays readable here after the player has left the team. A change accepts only the value that is stored.",
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, the answer is 412. The header If-Match states the same.",
    )
    archived: bool | None = Field(
        default=None,
        description="Whether the row is archived: left out of lists, and closed to new references.",
    )
    clear: list[Literal["rating", "goals", "assists", "shots", "xg", "passes", "passes_completed", "pressures", "tackles", "distance_m", "high_speed_m", "sprint_m", "sprint_count", "max_speed_kmh", "source", "archived_at", "minutes_played", "sprint_intensity", "player_name"]] = Field(
        default_factory=list,
        description="The fields to clear. In JSON, a field that is null is cleared as well.",
    )


class FootballUpdatePlayerMatchStatisticResponse(Message):
    """The changed player match statistic."""

    player_match_statistic: FootballPlayerMatchStatistic | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballReplacePlayerMatchStatisticRequest(Message):
    """All facts of the player match statistic. Optional fields that are omitted are cleared."""

    player_match_statistic_id: TextLine = Field(
        description="The player match statistic.",
        min_length=1,
        max_length=64,
        examples=['afffdb2d-16ac-527b-a751-90f381ce7f47'],
    )
    rating: Annotated[float, Field(ge=0.0, le=10.0)] | None = Field(
        default=None,
        description="The rating that staff gave, from 0 to 10. Nothing fills it in by itself.",
        examples=[7.5],
    )
    goals: Annotated[int, Field(ge=0, le=50), Range32] | None = Field(
        default=None,
        description="The goals, without own goals and those of a shoot-out.",
        examples=[1],
    )
    assists: Annotated[int, Field(ge=0, le=50), Range32] | None = Field(
        default=None,
        description="The assists.",
    )
    shots: Annotated[int, Field(ge=0, le=200), Range32] | None = Field(
        default=None,
        description="The shots, goals included.",
        examples=[1],
    )
    xg: Annotated[float, Field(ge=0.0, le=50.0)] | None = Field(
        default=None,
        description="The expected goals.",
    )
    passes: Annotated[int, Field(ge=0, le=1000), Range32] | None = Field(
        default=None,
        description="The passes.",
    )
    passes_completed: Annotated[int, Field(ge=0, le=1000), Range32] | None = Field(
        default=None,
        description="The passes that arrived.",
    )
    pressures: Annotated[int, Field(ge=0, le=1000), Range32] | None = Field(
        default=None,
        description="The pressures on opponents.",
    )
    tackles: Annotated[int, Field(ge=0, le=1000), Range32] | None = Field(
        default=None,
        description="The tackles.",
    )
    distance_m: Annotated[float, Field(ge=0.0, le=30000.0)] | None = Field(
        default=None,
        description="The distance covered, in metres.",
        examples=[9800],
    )
    high_speed_m: Annotated[float, Field(ge=0.0, le=15000.0)] | None = Field(
        default=None,
        description="The distance at high speed, in metres.",
    )
    sprint_m: Annotated[float, Field(ge=0.0, le=10000.0)] | None = Field(
        default=None,
        description="The distance in sprints, in metres.",
    )
    sprint_count: Annotated[int, Field(ge=0, le=500), Range32] | None = Field(
        default=None,
        description="The number of sprints.",
    )
    max_speed_kmh: Annotated[float, Field(ge=0.0, le=50.0)] | None = Field(
        default=None,
        description="The highest speed, in kilometres per hour.",
    )
    source: TextLine = Field(
        default='staff',
        description="Where the figures come from: staff, or the kind of file.",
        min_length=1,
        max_length=40,
        examples=['staff'],
    )
    version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version of the row on which the change is based, like `expected_version`.",
    )
    id: Annotated[str, Field(max_length=500), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The row. A change accepts only the value that is stored.",
    )
    created_at: Time | None = Field(
        default=None,
        description="When it was stored. A change accepts only the value that is stored.",
    )
    updated_at: Time | None = Field(
        default=None,
        description="When it last changed. A change accepts only the value that is stored.",
    )
    archived_at: Time | None = Field(
        default=None,
        description="When it was archived. Archived rows are left out of lists, and new rows cannot name them. A change accepts only the value that is stored.",
    )
    match_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The match. A change accepts only the value that is stored.",
    )
    player_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The player. A change accepts only the value that is stored.",
    )
    minutes_played: Int32 | None = Field(
        default=None,
        description="The minutes on the clock, derived from line-up and events. Absent while they cannot be derived. A change accepts only the value that is stored.",
    )
    sprint_intensity: float | None = Field(
        default=None,
        description="The sprint metres a minute played. Absent without sprint_m, or without minutes. A change accepts only the value that is stored.",
    )
    player_name: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The name of the player, which stays readable here after the player has left the team. A change accepts only the value that is stored.",
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, the answer is 412. The header If-Match states the same.",
    )


class FootballReplacePlayerMatchStatisticResponse(Message):
    """The replaced player match statistic."""

    player_match_statistic: FootballPlayerMatchStatistic | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballDeletePlayerMatchStatisticRequest(Message):
    """Which player match statistic to delete."""

    player_match_statistic_id: TextLine = Field(
        description="The player match statistic.",
        min_length=1,
        max_length=64,
        examples=['afffdb2d-16ac-527b-a751-90f381ce7f47'],
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, the answer is 412. The header If-Match states the same.",
    )
