"""The runs of documents: their passages get vectors; all of them again when the model changes."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from ai_service.knowledge import chunk_repository as chunks
from ai_service.knowledge import repository as documents
from ai_service.knowledge.embedding.port import Embedder
from ai_service.knowledge.files import SCHEMA
from ai_service.knowledge.indexes import Indexes
from ai_service.knowledge.operations import EMBED
from ai_service.models.calls.embedding import EmbedRequest
from ai_service.models.calls.payer import payer_from_json
from service_kit.caller import Caller, service_caller
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.errors import DomainError
from service_kit.runs.requests import RunRequest, enqueue_run
from service_kit.runs.work import Handler, Work

REEMBED: Final = "reembed_documents"
_BATCH: Final = 64
_ATTEMPTS: Final = 3


@dataclass(frozen=True, slots=True)
class Embedding:
    """Gives vectors to passages."""

    database: Database
    embedder: Embedder
    indexes: Indexes
    clock: Clock

    def handlers(self) -> dict[str, Handler]:
        return {EMBED: self.embed_document, REEMBED: self.embed_again}

    async def embed_document(self, work: Work) -> dict[str, Any]:
        """Embeds one document; it may have been deleted in the meantime."""
        document_id = UUID(work.params["document_id"])
        try:
            done = await self._embed(work, document_id)
        except Exception as error:
            is_final = isinstance(error, DomainError) and error.retry == "never"
            if is_final or work.attempt >= _ATTEMPTS:
                await self._set_status(document_id, "failed")
            raise
        await self._set_status(document_id, "ready")
        return {"document_id": str(document_id), "passages": done, "model": self.embedder.model}

    async def embed_again(self, work: Work) -> dict[str, Any]:
        """Embeds all passages whose vectors are of another model."""
        done = await self._embed(work, None)
        return {"passages": done, "model": self.embedder.model}

    async def notice_another_model(self) -> None:
        """Starts a run if there are vectors of another model than the current one."""
        model = self.embedder.model
        async with self.database.transaction() as connection:
            if await chunks.has_other_model(connection, model):
                day = self.clock.now().date().isoformat()
                await enqueue_run(connection, SCHEMA, RunRequest(REEMBED, unique_key=f"{model} {day}"))

    async def _embed(self, work: Work, document_id: UUID | None) -> int:
        model, payer = self.embedder.model, _payer_of(work)
        async with self.database.read() as connection:
            total = await chunks.count_unembedded(connection, model, document_id)
        done, after = 0, 0
        while True:
            async with self.database.read() as connection:
                batch = await chunks.unembedded(
                    connection, model, document_id=document_id, after=after, limit=_BATCH
                )
            if not batch:
                return done
            texts = tuple(chunk.text for chunk in batch)
            call_id = f"{work.id}.{batch[0].id}"  # a repeated attempt is the same call for the budgets
            vectors = await self.embedder.embed(EmbedRequest(texts, work.kind, call_id, payer))
            async with self.database.transaction() as connection:
                await chunks.embed(connection, model, batch, vectors)
            if not done:
                await self.indexes.ensure(model, len(vectors[0]))
            done, after = done + len(batch), batch[-1].id
            await work.progress(min(99, 100 * done / max(total, 1)), message="Embedding passages")

    async def _set_status(self, document_id: UUID, status: str) -> None:
        async with self.database.transaction() as connection:
            await documents.set_status(connection, document_id, status)


def _payer_of(work: Work) -> Caller:
    """Who uploaded the document. The platform pays when all documents get vectors of another model."""
    payer = work.params.get("payer")
    return payer_from_json(payer) if payer else service_caller("ai-service")
