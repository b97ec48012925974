"""All SQL on ai.document_chunks: passages, their vectors, and the search for the closest ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from psycopg.sql import SQL, Composed, Identifier, Literal

from ai_service.knowledge.domain import Document, Passage, Reader
from ai_service.knowledge.embedding.port import Vector
from ai_service.knowledge.extraction.chunks import Chunk
from ai_service.knowledge.repository import READABLE, reader_values
from service_kit.db.connection import Connection

_MOST_INDEXED: Final = 4000
_MOST_OF_VECTOR: Final = 2000


@dataclass(frozen=True, slots=True)
class Unembedded:
    """A passage without a vector of the current model."""

    id: int
    text: str


_SET_UP: Final = """
    SELECT set_config('hnsw.iterative_scan', 'strict_order', true),
      set_config('hnsw.ef_search', '100', true)"""
_READABLE: Final = (
    """
    SELECT id, (embedding::{kind}) <=> %(vector)s::{kind} AS distance FROM ai.document_chunks
    WHERE league_id = %(league_id)s AND"""
    + READABLE
    + """
      AND (%(document_id)s::uuid IS NULL OR document_id = %(document_id)s)"""
)
_BY_DISTANCE: Final = "ORDER BY (embedding::{kind}) <=> %(vector)s::{kind} LIMIT %(limit)s"
_PASSAGES: Final = """
    SELECT c.document_id, d.name AS document_name, c.page, c.place, c.text, 1 - found.distance AS score
    FROM found
    JOIN ai.document_chunks AS c ON c.id = found.id
    JOIN ai.documents AS d ON d.id = c.document_id
    ORDER BY found.distance, c.id"""
_THROUGH_INDEX: Final = SQL(f"WITH found AS ({_READABLE} AND model = {{model}} {_BY_DISTANCE}) {_PASSAGES}")
# Written so that no index of the model can be used: without statistics, PostgreSQL would read all of it.
_OF_ALL: Final = SQL(
    f"WITH own AS MATERIALIZED ({_READABLE} AND model IS NOT DISTINCT FROM {{model}}), found AS ("
    f"SELECT id, distance FROM own ORDER BY distance, id LIMIT %(limit)s) {_PASSAGES}"
)


def type_of(dimension: int) -> str:
    """The type that an index accepts: numbers of half the size above 2,000 dimensions."""
    return f"vector({dimension})" if dimension <= _MOST_OF_VECTOR else f"halfvec({dimension})"


async def add(connection: Connection, document: Document, chunks: Sequence[Chunk]) -> None:
    """Stores the passages of a document, without vectors."""
    query = """
        INSERT INTO ai.document_chunks (document_id, league_id, owner_kind, owner_id, page, place, text)
        SELECT %s, %s, %s, %s, given.page, given.place, given.text
        FROM unnest(%s::int[], %s::int[], %s::text[]) AS given (page, place, text)"""
    facts = [document.id, document.league_id, document.owner_kind, document.owner_id]
    columns = [[c.page for c in chunks], [c.offset for c in chunks], [c.text for c in chunks]]
    await connection.execute(query, [*facts, *columns])


async def unembedded(
    connection: Connection, model: str, *, document_id: UUID | None, after: int, limit: int
) -> list[Unembedded]:
    """Passages that the model has not embedded yet: of one document, or of all."""
    query = """
        SELECT id, text FROM ai.document_chunks
        WHERE model IS DISTINCT FROM %(model)s AND id > %(after)s
          AND (%(document_id)s::uuid IS NULL OR document_id = %(document_id)s)
        ORDER BY id LIMIT %(limit)s"""
    values = {"model": model, "after": after, "document_id": document_id, "limit": limit}
    return await connection.fetch_all(Unembedded, query, values)


async def count_unembedded(connection: Connection, model: str, document_id: UUID | None = None) -> int:
    query = """
        SELECT count(*) FROM ai.document_chunks
        WHERE model IS DISTINCT FROM %(model)s
          AND (%(document_id)s::uuid IS NULL OR document_id = %(document_id)s)"""
    return await connection.fetch_value(query, {"model": model, "document_id": document_id})


async def has_unembedded(connection: Connection, model: str, league_id: str) -> bool:
    """Whether passages of a league wait for their vectors."""
    query = """
        SELECT EXISTS (SELECT FROM ai.document_chunks WHERE league_id = %s AND model IS DISTINCT FROM %s)"""
    return await connection.fetch_value(query, [league_id, model])


async def has_other_model(connection: Connection, model: str) -> bool:
    """Whether there are vectors of another model."""
    query = "SELECT EXISTS (SELECT FROM ai.document_chunks WHERE model < %s OR model > %s)"
    return await connection.fetch_value(query, [model, model])


async def embed(
    connection: Connection, model: str, chunks: Sequence[Unembedded], vectors: Sequence[Vector]
) -> None:
    """Stores vectors with the model that computed them."""
    query = """
        UPDATE ai.document_chunks AS c
        SET model = %s, dimension = %s, embedding = given.vector::vector
        FROM unnest(%s::bigint[], %s::text[]) AS given (id, vector) WHERE c.id = given.id"""
    texts = [text_of(vector) for vector in vectors]
    await connection.execute(query, [model, len(vectors[0]), [c.id for c in chunks], texts])


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for: the passages closest to a vector of a model, in a league or one of its documents."""

    model: str
    vector: Vector
    league_id: str
    document_id: UUID | None
    limit: int


async def search_all(connection: Connection, wanted: Wanted, reader: Reader) -> list[Passage]:
    """The closest passages, found by comparing all that somebody can read: 1 ms for a thousand."""
    return await _found(connection, _OF_ALL, wanted, reader)


async def search_index(connection: Connection, wanted: Wanted, reader: Reader) -> list[Passage]:
    """The closest passages in a transaction, through the index of the model.

    It gives candidates in the order of distance until enough of them pass the conditions.
    """
    await connection.execute(_SET_UP)
    return await _found(connection, _THROUGH_INDEX, wanted, reader)


async def _found(connection: Connection, query: SQL, wanted: Wanted, reader: Reader) -> list[Passage]:
    values: dict[str, Any] = {
        "vector": text_of(wanted.vector),
        "league_id": wanted.league_id,
        "document_id": wanted.document_id,
        "limit": wanted.limit,
        **reader_values(reader),
    }
    kind = SQL(type_of(len(wanted.vector)))  # pyright: ignore[reportArgumentType] - made of our own words
    # The model is a literal, because a partial index fits no parameter.
    statement = query.format(kind=kind, model=Literal(wanted.model))
    return await connection.fetch_all(Passage, statement, values)


def text_of(vector: Vector) -> str:
    """A vector as pgvector reads it."""
    return f"[{','.join(f'{value:.7g}' for value in vector)}]"


def index_of(model: str, dimension: int) -> tuple[str, Composed] | None:
    """The name of the index for a model, and what creates it; None if it has too many dimensions."""
    if dimension > _MOST_INDEXED:
        return None
    kind = type_of(dimension)
    mark = "".join(letter if letter.isalnum() else "_" for letter in model.lower())[-24:]
    name = f"ix_document_chunks_meaning_{dimension}_{mark}"
    statement = SQL(
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS {name} ON ai.document_chunks"
        " USING hnsw ((embedding::{kind}) {operators}) WHERE model = {model}"
    ).format(
        name=Identifier(name),
        kind=SQL(kind),  # pyright: ignore[reportArgumentType] - made of our own words
        operators=Identifier(f"{kind.partition('(')[0]}_cosine_ops"),
        model=Literal(model),
    )
    return name, statement
