"""Searches leagues by words, filters, or both."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from altsports.league.v1 import leagues_pb2 as pb
from league_service.catalogue.leagues.repository import location_pattern
from league_service.catalogue.leagues.search_sql import BY_FILTER, BY_WORDS
from league_service.catalogue.leagues.search_terms import FIELDS
from league_service.core.paging import Position
from league_service.core.text import near_forms, normalise, trigrams
from league_service.core.vocabulary.domain import Sport
from service_kit.db.connection import Connection
from service_kit.rpc.plain import Row, from_row

_GENERAL = {
    *("and", "cup", "de", "for", "in", "la", "league", "leagues", "liga", "of", "season", "seasons", "sport"),
    *("the", "tour"),
}
_GENERAL_WEIGHT = 0.25
_MOST_WORDS = 12
_LONGEST_PHRASE = 6
_META = 12  # number of columns before those of the league


@dataclass(frozen=True, slots=True)
class Search:
    """The query of a search. `sports` None, and empty `level` or `location`, mean all.

    `named_sport` is the sport whose name or other name the words are.
    """

    words: str = ""
    named_sport: Sport | None = None
    sports: Sequence[str] | None = None
    level: str | None = None
    location: str = ""
    sort: str = "relevance"


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits as rows of pb.League, and the counts over all hits."""

    rows: list[Row]
    matches: list[pb.LeagueMatch]
    facets: pb.LeagueFacets
    total: int
    next_position: Position | None

    @property
    def leagues(self) -> list[pb.League]:
        """The hits as messages."""
        return [from_row(pb.League, row) for row in self.rows]


async def search_leagues(
    connection: Connection, search: Search, *, limit: int, after: Position | None
) -> Found:
    """Returns the hits after a position, best first or in the requested order; ties by name, then by id."""
    query = normalise(search.words)
    if search.words.strip() and not query:  # neither letters nor digits
        return Found([], [], pb.LeagueFacets(), 0, None)
    statement = (BY_WORDS if query else BY_FILTER)[search.sort]
    key, second, sort_name, league_id = after or (0, 0, "", "")
    parameters = {
        "sports": None if search.sports is None else list(search.sports),
        "level": search.level,
        "location": location_pattern(search.location),
        "resumed": after is not None,
        "key": key,
        "second": second,
        "sort_name": sort_name,
        "id": league_id,
        "limit": limit + 1,
    }
    if query:
        parameters |= _tokens(query)
        named = search.named_sport
        parameters |= {"named_sport": named and named.key, "sport_name": named and named.name}
    rows = await (await connection.execute(statement, parameters)).fetchall()
    return _found(rows, limit)


def _tokens(query: str) -> dict[str, Any]:
    words = list(dict.fromkeys(query.split()))[:_MOST_WORDS]
    weights = [_GENERAL_WEIGHT if word in _GENERAL or word.isdigit() else 1.0 for word in words]
    if max(weights) < 1:
        weights = [1.0] * len(words)
    phrases = _phrases(query.split(), words)
    return {
        "tight": query.replace(" ", ""),
        "words": words,
        "weights": weights,
        "near": [",".join(near_forms(word)) for word in words],
        "grams": [",".join(trigrams(word)) for word in words],
        "phrases": list(phrases),
        "covers": [",".join(map(str, covers)) for covers in phrases.values()],
        "total_weight": sum(weights),
        "required": [at for at, weight in enumerate(weights, start=1) if weight >= 1],
    }


def _phrases(query: Sequence[str], words: Sequence[str]) -> dict[str, list[int]]:
    """Each run of words without spaces, and the numbers of its words."""
    numbers = {word: at for at, word in enumerate(words, start=1)}
    known = [word for word in query if word in numbers][: 2 * _MOST_WORDS]
    runs = (
        known[start : start + length]
        for length in range(1, _LONGEST_PHRASE + 1)
        for start in range(len(known) - length + 1)
    )
    return {"".join(run): sorted({numbers[word] for word in run}) for run in runs}


def _found(rows: list[Any], limit: int) -> Found:
    total, sports, levels, countries = rows[0][:4]
    hits = [row for row in rows if row[4] is not None]
    following: Position | None = None
    if len(hits) > limit:
        last = hits[limit - 1]
        following = [last[9], last[10], last[11], last[4]]
    hits = hits[:limit]
    return Found(
        rows=[row[_META:] for row in hits],
        matches=[_match_to_pb(row) for row in hits],
        facets=pb.LeagueFacets(sport=sports, level=levels, country=countries),
        total=total,
        next_position=following,
    )


def _match_to_pb(row: Sequence[Any]) -> pb.LeagueMatch:
    field = "" if row[6] is None else FIELDS[int(row[6])]
    return pb.LeagueMatch(league_id=row[4], score=row[5], field=field, text=row[7], kind=row[8])
