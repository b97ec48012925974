"""Points of a session, derived from its classification. The schemes are data in CSV files beside this one.

A shortened race is a row with its source, because no rule by distance fits all of them: one lap of 44 gave
half points in Belgium 2021, and 28 of 53 gave full points in Japan 2022.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from league_service.competition.ledger.domain import ResultLine
from league_service.core.packaged import read_table
from league_service.f1.domain import SCORING

FASTEST_LAP: Final = "fastest_lap"
"""The attribute of the line of the driver with the fastest lap: SCORES if the season's rules reward it."""

SCORES: Final = "scores"
UNREWARDED: Final = "no points"

_NOTHING: Final = Decimal(0)
_FOLDER: Final = "f1"


@dataclass(frozen=True, slots=True)
class Scheme:
    """Points by rank, and for the fastest lap of a driver ranked within some places."""

    points: tuple[Decimal, ...]
    fastest_lap: Decimal
    fastest_lap_within: int
    source: str

    def of(self, line: ResultLine) -> Decimal:
        """The points of one line. Only classified drivers, who have a rank, score."""
        if line.rank is None:
            return _NOTHING
        won = self.points[line.rank - 1] if line.rank <= len(self.points) else _NOTHING
        is_fastest = has_fastest_lap(line) and line.rank <= self.fastest_lap_within
        return won + (self.fastest_lap if is_fastest else _NOTHING)

    def rule(self, line: ResultLine) -> str:
        """The rule that gives the line its points, in words."""
        if line.rank is None:
            return "not classified: no points"
        if line.rank > len(self.points):
            return f"rank {line.rank}: no points"
        fastest = f" + {self.fastest_lap} for the fastest lap"
        has_fastest = self.of(line) > self.points[line.rank - 1]
        return f"rank {line.rank}: {self.points[line.rank - 1]}{fastest if has_fastest else ''}"


def has_fastest_lap(line: ResultLine) -> bool:
    """Whether the driver has a fastest lap that the rules reward."""
    return line.attributes.get(FASTEST_LAP) == SCORES


def fastest_lap(season: int, grand_prix: str, session: str) -> str:
    """The value of the attribute of the fastest lap of a session."""
    scheme = scheme_of(season, grand_prix, session)
    return SCORES if scheme is not None and scheme.fastest_lap else UNREWARDED


@cache
def scheme_of(season: int, grand_prix: str, session: str) -> Scheme | None:
    """The scheme of a session; None if it gives no points, or if its season's scheme is unknown."""
    for row in read_table(_FOLDER, "exceptions.csv"):
        if (row["season"], row["grand_prix"], row["session"]) == (str(season), grand_prix, session):
            return _scheme(row)
    for row in read_table(_FOLDER, "schemes.csv"):
        last = int(row["last_season"] or season)
        if row["session"] == session and int(row["first_season"]) <= season <= last:
            return _scheme(row)
    return None


def exceptions_of(season: int) -> list[tuple[str, str, Scheme]]:
    """The session, the grand prix and the scheme of each race of a season that gave other points."""
    rows = read_table(_FOLDER, "exceptions.csv")
    return [(row["session"], row["grand_prix"], _scheme(row)) for row in rows if row["season"] == str(season)]


def is_known(season: int) -> bool:
    """Whether the points of a season can be derived."""
    return scheme_of(season, "", "race") is not None


def derived_points(
    season: int, grand_prix: str, session: str, lines: Sequence[ResultLine]
) -> Mapping[int, Decimal]:
    """The points of each competitor, by position in the event. Empty if the session gives none."""
    scheme = scheme_of(season, grand_prix, session) if session in SCORING else None
    return {} if scheme is None else {line.position: scheme.of(line) for line in lines}


def contradictions(stated: Sequence[ResultLine], derived: Mapping[int, Decimal]) -> list[ResultLine]:
    """The lines whose stated points differ from the derived ones. Points left empty contradict nothing."""
    return [line for line in stated if line.points is not None and line.points != derived[line.position]]


def _scheme(row: Mapping[str, str]) -> Scheme:
    return Scheme(
        tuple(Decimal(points) for points in row["points"].split()),
        Decimal(row["fastest_lap"]),
        int(row["fastest_lap_within"]),
        row["source"],
    )
