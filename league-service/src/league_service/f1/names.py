"""The names of grands prix, circuits and constructors in other sources, and the time zones of circuits."""

from collections.abc import Iterable
from functools import cache

from league_service.competition.names.teams import TeamBook, TeamEra
from league_service.competition.names.venues import VenueInfo
from league_service.core.packaged import read_table
from league_service.core.text import normalise, slug
from league_service.f1.domain import SPORT

_FOLDER = "f1"
_FIRST_SEASON = 1950
_CODE_LENGTH = 3


def grand_prix_named(name: str) -> str:
    """The key of a grand prix by its name, such as "British Grand Prix"; a new one gets a key of its own."""
    return _grands_prix().get(normalise(name)) or slug(name.lower().removesuffix("grand prix"), "-")


@cache
def _grands_prix() -> dict[str, str]:
    rows = read_table(_FOLDER, "grands_prix.csv")
    names = {normalise(row["also"]): row["grand_prix"] for row in rows if row["also"]}
    return names | {normalise(row["name"]): row["grand_prix"] for row in rows}


def grand_prix_name(key: str) -> str:
    """The name of a grand prix; made from its key if it is new."""
    return _names().get(key) or f"{key.replace('-', ' ').title()} Grand Prix"


@cache
def _names() -> dict[str, str]:
    return {row["grand_prix"]: row["name"] for row in read_table(_FOLDER, "grands_prix.csv")}


def circuit_of(ergast: str) -> str:
    """The key of a circuit by its Ergast id."""
    return {row["ergast"]: row["circuit"] for row in _circuits()}.get(ergast) or ergast.replace("_", "-")


def zone_of(circuit: str) -> str:
    """The time zone of a circuit; empty if it is unknown."""
    return {row["circuit"]: row["zone"] for row in _circuits()}.get(circuit, "")


def venue_of(grand_prix: str, circuit: str = "") -> VenueInfo | None:
    """The circuit of a grand prix, or another one, by its key or name; None if it is unknown."""
    wanted = normalise(circuit) if circuit else normalise(_homes().get(grand_prix, ""))
    for row in _circuits():
        if wanted in (normalise(row["circuit"]), normalise(row["name"])):
            return VenueInfo(
                f"circuit:{row['circuit']}", row["name"], row["city"], row["country"], row["zone"]
            )
    return None


@cache
def _homes() -> dict[str, str]:
    return {row["grand_prix"]: row["circuit"] for row in read_table(_FOLDER, "grands_prix.csv")}


@cache
def _circuits() -> list[dict[str, str]]:
    return read_table(_FOLDER, "circuits.csv")


def constructor_of(ergast: str, season: int) -> str:
    """The key of a constructor by its Ergast id, which outlives a change of the name."""
    for row in _constructors():
        last = int(row["last_season"] or season)
        if row["ergast"] == ergast and int(row["first_season"]) <= season <= last:
            return row["constructor"]
    return ergast.replace("_", "-")


@cache
def _constructors() -> list[dict[str, str]]:
    return read_table(_FOLDER, "constructors.csv")


def constructor(key: str, name: str) -> TeamEra:
    """A constructor of a source."""
    code = _codes().get(key) or slug(name, "")[:_CODE_LENGTH].upper()
    return TeamEra(SPORT, key, _FIRST_SEASON, None, code, nickname=name)


def constructors(names: Iterable[tuple[str, str]]) -> TeamBook:
    """The constructors of a source, given as (key, name)."""
    return TeamBook(constructor(key, name) for key, name in names)


@cache
def _codes() -> dict[str, str]:
    return {row["constructor"]: row["code"] for row in _constructors()}
