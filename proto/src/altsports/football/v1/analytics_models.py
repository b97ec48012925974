"""Generated from altsports/football/v1/analytics.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated

from altsports.contract.model import Day, Int32, Message, OneLine, Range32, Text, UuidFormat
from pydantic import Field


class FootballRankImprovingPlayersRequest(Message):
    """Which matches count."""

    team_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="Only matches of this team. By default, matches of all teams that the caller sees.",
    )
    since: Day | None = Field(
        default=None,
        description="Only matches from this day on, by their date in UTC.",
        examples=['2026-08-01'],
    )
    until: Day | None = Field(
        default=None,
        description="Only matches up to this day.",
        examples=['2027-06-30'],
    )
    limit: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=10,
        description="The most rows to return.",
    )


class FootballRankingInterval(Message):
    """An interval of values."""

    low: float = Field(
        default=0.0,
        description="The lower end.",
    )
    high: float = Field(
        default=0.0,
        description="The upper end.",
    )


class FootballRankingExclusion(Message):
    """What does not count, and why."""

    subject: Text = Field(
        default="",
        description="The id of the player, or the formation.",
    )
    match_id: Text | None = Field(
        default=None,
        description="The match. Absent if it is the player or formation as a whole.",
    )
    reason: Text = Field(
        default="",
        description="Why.",
    )


class FootballRankingRow(Message):
    """A player or a formation in a ranking."""

    rank: Int32 = Field(
        default=0,
        description="The position, beginning with 1.",
    )
    subject: Text = Field(
        default="",
        description="The id of the player, or the formation.",
    )
    name: Text = Field(
        default="",
        description="The name of the player, or the formation.",
    )
    value: float = Field(
        default=0.0,
        description="The value, with four digits after the point.",
    )
    n: Int32 = Field(
        default=0,
        description="The number of matches that count.",
    )
    minutes: float = Field(
        default=0.0,
        description="The minutes in these matches.",
    )
    interval: FootballRankingInterval | None = Field(
        default=None,
        description="Where the true value lies with 95 % confidence, if matches vary at random. Absent if there are too few matches.",
    )
    match_ids: list[Text] = Field(
        default_factory=list,
        description="The matches that count, the oldest first.",
    )
    first_match_at: datetime | None = Field(
        default=None,
        description="When the first of them kicked off.",
    )
    last_match_at: datetime | None = Field(
        default=None,
        description="When the last of them kicked off.",
    )
    excluded: list[FootballRankingExclusion] = Field(
        default_factory=list,
        description="Matches in this time that do not count, and why.",
    )


class FootballRanking(Message):
    """An outcome: rows, what they leave out, and what they rest on."""

    kind: Text = Field(
        default="",
        description="improving_players, player_ratings or pressing_formations.",
    )
    rule: Text = Field(
        default="",
        description="The rule by which the value is computed.",
    )
    ties: Text = Field(
        default="",
        description="How rows of the same value are ordered.",
    )
    unit: Text = Field(
        default="",
        description="The unit of the value.",
    )
    team_ids: list[Text] = Field(
        default_factory=list,
        description="The teams of the club whose matches count.",
    )
    since: Text | None = Field(
        default=None,
        description="The first day. Absent for no limit.",
    )
    until: Text | None = Field(
        default=None,
        description="The last day. Absent for no limit.",
    )
    matches: Int32 | None = Field(
        default=None,
        description="How many matches of a player count at most. Absent if all count.",
    )
    limit: Int32 = Field(
        default=0,
        description="The most rows.",
    )
    data_version: Text = Field(
        default="",
        description="The version of the figures: it changes if and only if a figure changes that the ranking reads.",
    )
    rows: list[FootballRankingRow] = Field(
        default_factory=list,
        description="The rows, best first.",
    )
    total_rows: Int32 = Field(
        default=0,
        description="The number of rows without the limit.",
    )
    excluded: list[FootballRankingExclusion] = Field(
        default_factory=list,
        description="Players or formations without a row, and why.",
    )


class FootballRankImprovingPlayersResponse(Message):
    """A ranking."""

    ranking: FootballRanking | None = Field(
        default=None,
        description="The ranking.",
    )


class FootballRankPlayerRatingsRequest(Message):
    """Which matches count."""

    team_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="Only matches of this team. By default, matches of all teams that the caller sees.",
    )
    since: Day | None = Field(
        default=None,
        description="Only matches from this day on, by their date in UTC.",
        examples=['2026-08-01'],
    )
    until: Day | None = Field(
        default=None,
        description="Only matches up to this day.",
        examples=['2027-06-30'],
    )
    limit: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=10,
        description="The most rows to return.",
    )
    matches: Annotated[int, Field(ge=1, le=50), Range32] | None = Field(
        default=5,
        description="How many of a player's last rated matches count.",
    )


class FootballRankPlayerRatingsResponse(Message):
    """A ranking."""

    ranking: FootballRanking | None = Field(
        default=None,
        description="The ranking.",
    )


class FootballRankPressingFormationsRequest(Message):
    """Which matches count."""

    team_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="Only matches of this team. By default, matches of all teams that the caller sees.",
    )
    since: Day | None = Field(
        default=None,
        description="Only matches from this day on, by their date in UTC.",
        examples=['2026-08-01'],
    )
    until: Day | None = Field(
        default=None,
        description="Only matches up to this day.",
        examples=['2027-06-30'],
    )
    limit: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=10,
        description="The most rows to return.",
    )


class FootballRankPressingFormationsResponse(Message):
    """A ranking."""

    ranking: FootballRanking | None = Field(
        default=None,
        description="The ranking.",
    )
