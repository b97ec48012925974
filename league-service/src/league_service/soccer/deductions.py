"""Deductions of points, with the reason and who decided it: data beside the ledger, in deductions.csv."""

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from league_service.competition.rules.standings import Deduction
from league_service.core.ids import team_id
from league_service.core.packaged import read_table
from league_service.soccer.domain import SPORT
from league_service.soccer.leagues import league_by_key
from league_service.soccer.names import team_key

_COLUMNS: Final = ("league", "season", "team", "points", "from", "reason", "source")
_FOREVER: Final = datetime.max.replace(tzinfo=UTC)


class InvalidDeductions(ValueError):
    """The file of deductions cannot be used; the message names the line and what is wrong."""


@dataclass(frozen=True)
class Deductions:
    """Which points are deducted: the packaged rows, and those of a file of the operator."""

    rows: Sequence[Mapping[str, str]]

    @classmethod
    def with_file(cls, path: str = "") -> "Deductions":
        """The packaged rows and those of a CSV file with the same columns. Raises InvalidDeductions."""
        packaged = read_table("soccer", "deductions.csv")
        return cls([*packaged, *(_read(Path(path)) if path else [])])

    def __call__(self, league: str, season: int, at: datetime) -> Mapping[str, Sequence[Deduction]]:
        """The deductions in force at a time, by the id of the team."""
        found: dict[str, list[Deduction]] = defaultdict(list)
        for row in self.rows:
            if (row["league"], row["season"]) == (league, str(season)) and _is_in_force(row, at):
                deduction = Deduction(int(row["points"]), row["from"], row["reason"], row["source"])
                found[_team(row)].append(deduction)
        return found


def _read(path: Path) -> list[dict[str, str]]:
    try:
        rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidDeductions(f"SOCCER_DEDUCTIONS_FILE: {path} cannot be read: {error}") from error
    for line, row in enumerate(rows, start=2):
        try:
            _check(row)
        except (KeyError, TypeError, ValueError) as error:
            raise InvalidDeductions(f"SOCCER_DEDUCTIONS_FILE: {path}, line {line}: {error}") from error
    return rows


def _check(row: Mapping[str, str]) -> None:
    if missing := [name for name in _COLUMNS if not row.get(name)]:
        raise ValueError(f"{', '.join(missing)} must be stated")
    if int(row["points"]) <= 0 or int(row["season"]) <= 0:
        raise ValueError("points and season must be greater than 0")
    _start_of(row["from"])
    if row.get("until") and _start_of(row["until"]) <= _start_of(row["from"]):
        raise ValueError("until must be after from")
    _team(row)


def _is_in_force(row: Mapping[str, str], at: datetime) -> bool:
    until = _start_of(row["until"]) if row.get("until") else _FOREVER
    return _start_of(row["from"]) <= at < until


def _start_of(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def _team(row: Mapping[str, str]) -> str:
    league = league_by_key(row["league"])
    if league is None:
        raise ValueError(f"the league {row['league']} is unknown")
    return team_id(SPORT, team_key(league.country, row["team"]))
