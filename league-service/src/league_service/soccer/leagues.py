"""The leagues that are known: their country, time zone, and how each separates teams with equal points.

A league of a known country that is not in the table has the usual rules: goal difference, then goals.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from league_service.core.packaged import read_table
from league_service.core.text import normalise

_KEY: Final = re.compile(r"[a-z]{2,4}[.][a-z0-9]{1,8}([.][a-z0-9]{1,8})?")
_USUAL: Final = ("difference", "goals")


@dataclass(frozen=True, slots=True)
class League:
    """A league or cup. `ties` are the criteria for equal points, the first one first."""

    key: str
    country: str
    zone: ZoneInfo
    name: str = ""
    ties: tuple[str, ...] = _USUAL


def league_by_key(key: str) -> League | None:
    """The league of a key such as "en.1"; None if the key or its country is unknown."""
    known = _leagues().get(key)
    if known is not None:
        return known
    country = key.split(".")[0]
    if not _KEY.fullmatch(key) or country not in _countries():
        return None
    return League(key, country, ZoneInfo(_countries()[country]["zone"]))


def league_by_title(title: str) -> League | None:
    """The league of a title without the season, such as "English Premier League"."""
    return next((league for titles, league in _titles() if normalise(title) in titles), None)


def known_leagues() -> str:
    """The keys of the leagues in the table, as text."""
    return ", ".join(_leagues())


def country_of(fifa: str) -> str:
    """The country of a FIFA code such as "ENG"; empty if it is unknown."""
    return next((code for code, row in _countries().items() if row["fifa"] == fifa), "")


@cache
def _leagues() -> dict[str, League]:
    return {row["league"]: _league(row) for row in read_table("soccer", "leagues.csv")}


def _league(row: dict[str, str]) -> League:
    zone = ZoneInfo(_countries()[row["country"]]["zone"])
    return League(row["league"], row["country"], zone, row["name"], tuple(row["ties"].split()))


@cache
def _titles() -> list[tuple[set[str], League]]:
    rows = read_table("soccer", "leagues.csv")
    return [({normalise(title) for title in row["titles"].split("|")}, _league(row)) for row in rows]


@cache
def _countries() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in read_table("soccer", "countries.csv")}
