"""Deductions of points, with the reason and who decided it: data beside the ledger, in deductions.csv."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Final

from league_service.competition.rules.standings import Deduction
from league_service.core.ids import team_id
from league_service.core.packaged import read_table
from league_service.soccer.domain import SPORT
from league_service.soccer.leagues import league_by_key
from league_service.soccer.names import team_key

_FOREVER: Final = datetime.max.replace(tzinfo=UTC)


def deductions(league: str, season: int, at: datetime) -> Mapping[str, Sequence[Deduction]]:
    """The deductions in force at a time, by the id of the team."""
    found: dict[str, list[Deduction]] = defaultdict(list)
    for row in _rows():
        if (row["league"], row["season"]) == (league, str(season)) and _is_in_force(row, at):
            deduction = Deduction(int(row["points"]), row["from"], row["reason"], row["source"])
            found[_team(row)].append(deduction)
    return found


def _is_in_force(row: Mapping[str, str], at: datetime) -> bool:
    until = _start_of(row["until"]) if row["until"] else _FOREVER
    return _start_of(row["from"]) <= at < until


def _start_of(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def _team(row: Mapping[str, str]) -> str:
    league = league_by_key(row["league"])
    if league is None:
        raise ValueError(f"deductions.csv names the unknown league {row['league']}")
    return team_id(SPORT, team_key(league.country, row["team"]))


@cache
def _rows() -> list[dict[str, str]]:
    return read_table("soccer", "deductions.csv")
