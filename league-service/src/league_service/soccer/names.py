"""Recognises teams by name: "Liverpool FC" and "Liverpool" are one team, "Everton" of Chile is another one.

A team is known by its country and by its name without the form of the club and years ("1. FC Köln" is
"koln"). Two names that differ only in the form, such as Vitória SC and Vitória FC, are two teams.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from league_service.competition.names.teams import TeamBook, TeamEra
from league_service.core.packaged import read_table
from league_service.core.text import normalise
from league_service.soccer.domain import SPORT

_FORM_WORDS: Final = (
    "ac acf afc as bc bk bsc ca cd cf cfc cr ec fc fk fr fsv hsc if ogc osc rc rcd sc se sk sl ss ssc sv tsg"
    " tsv ud us vfb vfl"
)
_FORMS: Final = frozenset(_FORM_WORDS.split())
_LONGEST: Final = 60
_FIRST_SEASON: Final = 1857


def team_key(country: str, name: str) -> str:
    """The key of a team, such as "en-liverpool"."""
    return f"{country}-{plain_name(country, name)}"


def plain_name(country: str, name: str) -> str:
    """The name as a slug, without the form of the club and years, under the alias that we use."""
    plain = _without_forms(name)
    return _slug(_aliases().get((country, plain), plain))


def names_apart(country: str, names: Iterable[str]) -> Mapping[str, str]:
    """The key of each name of a league, which are apart where only the forms of two clubs differ."""
    by_plain: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_plain[plain_name(country, name)].append(name)
    found: dict[str, str] = {}
    for plain, alike in by_plain.items():
        forms = [_forms(name) for name in alike]
        is_one = all(one <= other or other <= one for one in forms for other in forms)
        for name in alike:
            found[name] = f"{country}-{plain if is_one else _slug(normalise(name))}"
    return found


def team(key: str, name: str) -> TeamEra:
    """A team of a file."""
    return TeamEra(SPORT, key, _FIRST_SEASON, None, code_of(key), nickname=name)


def teams(names: Mapping[str, str]) -> TeamBook:
    """The teams of a file, given as the key of each name."""
    spellings: dict[str, list[str]] = defaultdict(list)
    for name, key in names.items():
        spellings[key].append(name)
    return TeamBook((team(key, found[0]) for key, found in spellings.items()), spellings)


def code_of(key: str) -> str:
    """The code of a team in tables: its key without the country."""
    return key.split("-", 1)[1]


def _without_forms(name: str) -> str:
    words = normalise(name).split()
    kept = [word for word in words if word not in _FORMS and not word.isdigit()]
    return " ".join(kept or words)


def _forms(name: str) -> frozenset[str]:
    return frozenset(normalise(name).split()) & _FORMS


def _slug(plain: str) -> str:
    return plain.replace(" ", "-")[:_LONGEST].strip("-")


@cache
def _aliases() -> dict[tuple[str, str], str]:
    return {
        (row["country"], _without_forms(row["name"])): _without_forms(row["team"])
        for row in read_table("soccer", "aliases.csv")
    }
