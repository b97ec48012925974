"""What a user's documents say about a league, as sources of an analysis that name file and page."""

import asyncio
from collections.abc import Sequence
from typing import Final

from ai_service.analyses.business.operations import Order, Recall
from ai_service.analyses.deep.operations import Phrases
from ai_service.analyses.facts.domain import Source
from ai_service.knowledge import repository as documents
from ai_service.knowledge.domain import Reader
from ai_service.knowledge.embedding.port import Embedder
from ai_service.knowledge.operations import search
from ai_service.models.calls.embedding import EmbedRequest
from service_kit.db.database import Database
from service_kit.errors import DomainError
from service_kit.logging import logs

_MOST: Final = 5
_PATIENCE_S: Final = 5.0

log = logs.get_logger(__name__)


def embedded(embedder: Embedder) -> Phrases:
    """Turns phrases into vectors of the model that documents are searched with."""

    async def vectors(request: EmbedRequest) -> tuple[str, Sequence[Sequence[float]]]:
        return embedder.model, await embedder.embed(request)

    return vectors


def documented(database: Database, embedder: Embedder) -> Recall:
    """The passages that fit a question best.

    An analysis goes on without them if the model that embeds the question does not answer soon. Who has no
    documents about the league pays for no embedding.
    """

    async def recall(order: Order, question: str) -> tuple[Source, ...]:
        reader, league_id = Reader(order.user_id, order.organisation_id, is_admin=False), order.league_id
        async with database.read() as connection:
            if not await documents.count(connection, league_id, reader):
                return ()
        asked = EmbedRequest((question,), "SearchDocuments", caller=order.payer)
        try:
            async with asyncio.timeout(_PATIENCE_S):
                found = await search(database, embedder, reader, asked, league_id=league_id, limit=_MOST)
        except (DomainError, TimeoutError) as error:
            reason = error.reason if isinstance(error, DomainError) else "EMBEDDING_TIMED_OUT"
            log.warning("An analysis goes on without documents", reason=reason)
            return ()
        return tuple(
            Source(
                f"D{number}",
                "document",
                passage.document_name,
                url=f"/api/v1/leagues/{league_id}/documents/{passage.document_id}",
                page=passage.page,
                document_id=str(passage.document_id),
                text=passage.text,
            )
            for number, passage in enumerate(found, 1)
        )

    return recall
