"""The search index of leagues, written with every change of a league."""

from collections.abc import Sequence

from league_service.catalogue.leagues.domain import League
from league_service.catalogue.leagues.search_terms import names_of, terms_of
from league_service.core.text import near_forms, trigrams
from league_service.core.vocabulary.domain import Vocabulary
from service_kit.db.connection import Connection

_DELETE = (
    "DELETE FROM league.search_terms WHERE league_id = ANY(%s)",
    "DELETE FROM league.search_names WHERE league_id = ANY(%s)",
)
_INSERT_TERMS = (
    "INSERT INTO league.search_terms (word, league_id, field, text)"
    " SELECT * FROM unnest(%s::text[], %s::text[], %s::smallint[], %s::text[])"
)
_INSERT_NAMES = (
    "INSERT INTO league.search_names (league_id, normalised, field, text)"
    " SELECT * FROM unnest(%s::text[], %s::text[], %s::smallint[], %s::text[])"
)
_MISSING_WORDS = (
    "SELECT word FROM unnest(%s::text[]) AS word EXCEPT SELECT word FROM league.search_words ORDER BY word"
)
_INSERT_WORDS = (
    "INSERT INTO league.search_words (word, trigrams, near_forms)"
    " SELECT word, string_to_array(trigrams, ','), string_to_array(near, ',')"
    " FROM unnest(%s::text[], %s::text[], %s::text[]) AS w (word, trigrams, near)"
    " ON CONFLICT (word) DO NOTHING"
)


async def index_leagues(connection: Connection, leagues: Sequence[League], vocabulary: Vocabulary) -> None:
    """Replaces the index entries of these leagues."""
    if not leagues:
        return
    for statement in _DELETE:
        await connection.execute(statement, [[league.id for league in leagues]])
    await index_new_leagues(connection, leagues, vocabulary)


async def index_new_leagues(
    connection: Connection, leagues: Sequence[League], vocabulary: Vocabulary
) -> None:
    """Indexes new leagues, without deleting old entries first, which would read the whole index."""
    terms = [
        (term.word, league.id, term.field, term.text)
        for league in leagues
        for term in terms_of(league, vocabulary.get(league.sport))
    ]
    names = [(league.id, name.word, name.field, name.text) for league in leagues for name in names_of(league)]
    await connection.execute(_INSERT_TERMS, _columns(terms))
    await connection.execute(_INSERT_NAMES, _columns(names))
    await _add_words(connection, sorted({word for word, *_ in terms}))


async def _add_words(connection: Connection, words: list[str]) -> None:
    cursor = await connection.execute(_MISSING_WORDS, [words])
    missing = [word for (word,) in await cursor.fetchall()]
    if missing:
        pieces = [",".join(trigrams(word)) for word in missing]
        near = [",".join(near_forms(word)) for word in missing]
        await connection.execute(_INSERT_WORDS, [missing, pieces, near])


def _columns(rows: Sequence[tuple[object, ...]]) -> list[list[object]]:
    return [list(column) for column in zip(*rows, strict=True)]
