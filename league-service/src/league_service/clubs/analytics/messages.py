"""Rankings as messages, and the sentence that the tactical memory keeps."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final, Protocol

from altsports.football.v1 import analytics_pb2 as pb
from league_service.clubs.analytics.domain import TIES, Excluded, Ranking, Row
from service_kit.timestamps import time_to_pb

RULES: Final[dict[str, tuple[str, str]]] = {
    "improving_players": (
        "least-squares slope of sprint metres a minute played over the last 6 matches of 20 minutes or more"
        " with a sprint distance, at least 3, without those that state another sprint threshold;"
        " only players who improve",
        "metres a minute, a match",
    ),
    "player_ratings": ("mean rating of the last rated matches, weighted by minutes played", "points of 10"),
    "pressing_formations": (
        "pressures in 90 minutes in force, at least 45 minutes",
        "pressures in 90 minutes",
    ),
}
"""The rule and the unit of each ranking."""


class Wanted(Protocol):
    """What a ranking was asked for."""

    @property
    def kind(self) -> str: ...
    @property
    def since(self) -> date | None: ...
    @property
    def until(self) -> date | None: ...
    @property
    def limit(self) -> int: ...
    @property
    def matches(self) -> int | None: ...


def ranking_to_pb(
    asked: Wanted, teams: Sequence[str], ranking: Ranking, version: str, names: Mapping[str, str]
) -> pb.Ranking:
    rule, unit = RULES[asked.kind]
    return pb.Ranking(
        kind=asked.kind,
        rule=rule,
        ties=TIES,
        unit=unit,
        team_ids=teams,
        since=asked.since.isoformat() if asked.since else None,
        until=asked.until.isoformat() if asked.until else None,
        matches=asked.matches,
        limit=asked.limit,
        data_version=version,
        rows=[_row_to_pb(row, names) for row in ranking.rows[: asked.limit]],
        total_rows=len(ranking.rows),
        excluded=map(_excluded_to_pb, ranking.excluded),
    )


def _row_to_pb(row: Row, names: Mapping[str, str]) -> pb.RankingRow:
    interval = row.interval
    return pb.RankingRow(
        rank=row.rank,
        subject=row.subject,
        name=names.get(row.subject, row.subject),
        value=row.value,
        n=row.n,
        minutes=row.minutes,
        interval=None if interval is None else pb.RankingInterval(low=interval.low, high=interval.high),
        match_ids=row.match_ids,
        first_match_at=time_to_pb(row.first_match_at),
        last_match_at=time_to_pb(row.last_match_at),
        excluded=map(_excluded_to_pb, row.excluded),
    )


def _excluded_to_pb(excluded: Excluded) -> pb.RankingExclusion:
    return pb.RankingExclusion(
        subject=excluded.subject, match_id=excluded.match_id or None, reason=excluded.reason
    )


def _summary(what: str) -> Callable[[pb.Ranking], str]:
    def summary(ranking: pb.Ranking) -> str:
        if not ranking.rows:
            return f"{what}: no row, {len(ranking.excluded)} excluded."
        best = ranking.rows[0]
        shown = f"{best.value:g} {ranking.unit} in {best.n} matches"
        return f"{what}: {ranking.total_rows} rows; first is {best.subject} with {shown}."

    return summary


SUMMARIES: Final[dict[str, Callable[[pb.Ranking], str]]] = {
    "improving_players": _summary("Players who improve by the trend of their sprint intensity"),
    "player_ratings": _summary("Players by their average rating"),
    "pressing_formations": _summary("Formations by pressures"),
}
"""The outcome in a sentence, without names of people."""
