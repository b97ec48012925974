"""Vectors of texts. Texts of several callers that come at the same time share a request to the provider."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Final
from uuid import uuid4

from ai_service.models.calls.accounts import Accounts, Attempt, Candidate, Purpose, WorstCase
from ai_service.models.calls.attempting import CANCELLED
from ai_service.models.calls.errors import AIIntegrationError
from ai_service.models.calls.planning import Plan, failed_words
from ai_service.models.providers.counting import estimated_embedding_usage, most_input_tokens
from ai_service.models.providers.errors import AIProviderError, ProviderRateLimited
from ai_service.models.providers.port import Embeddings, Prompt, Usage
from ai_service.models.routing.router import Member, Router
from service_kit.caller import Caller, current_caller
from service_kit.errors import DomainError
from service_kit.rpc.deadline import set_deadline

TASK: Final = "embedding"
_GATHER_S: Final = 0.005
_MOST_TEXTS: Final = 250
_LONGEST_WAIT_S: Final = 600.0


@dataclass(frozen=True, slots=True)
class EmbedRequest:
    """Texts to embed, and who pays for it: as in ModelRequest."""

    texts: tuple[str, ...]
    endpoint: str
    call_id: str = field(default_factory=lambda: str(uuid4()))
    caller: Caller = field(default_factory=current_caller)


@dataclass(slots=True)
class _Batch:
    texts: list[str]
    task: "asyncio.Task[Embeddings] | None" = None
    full: asyncio.Event = field(default_factory=asyncio.Event)


class EmbeddingCalls:
    """Vectors of the first configured provider that offers them.

    There is no fallback: the vectors of another one cannot be compared with those that are stored.
    """

    def __init__(self, router: Router, accounts: Accounts, *, timeout_s: float, wanted: str = "auto") -> None:
        """`wanted` names the provider; "auto" takes the first of the routing table that offers vectors."""
        self._router = router
        self._wanted = wanted
        self._accounts = accounts
        self._timeout_s = timeout_s
        self._gathering: _Batch | None = None

    @property
    def model(self) -> str:
        """The provider and model, such as "openai/text-embedding-3-small"; empty if there is none."""
        member, model = self._chosen()
        return "" if member is self._router.local else f"{member.name}/{model}"

    async def embed(self, request: EmbedRequest) -> Embeddings:
        """One vector for each text. Raises AIIntegrationError, or the error of a quota or budget."""
        member, model = self._chosen()
        purpose = Purpose(request.call_id, request.caller, request.endpoint, TASK)
        most = sum(most_input_tokens(Prompt.of(text)) for text in request.texts)
        worst = WorstCase((Candidate(member.name, model),), most, 0)
        reservation = await self._accounts.reserve(purpose, worst)
        began = monotonic()
        try:
            found = await self._in_batch(request.texts)
        except DomainError as error:
            attempt = Attempt(1, member.name, model, Usage(), "platform", _since(began), error.reason)
            await asyncio.shield(reservation.settle([attempt]))
            raise
        except asyncio.CancelledError:  # the request goes on for the others of its batch
            usage = estimated_embedding_usage(request.texts)
            attempt = Attempt(1, member.name, model, usage, "platform", _since(began), CANCELLED)
            await asyncio.shield(reservation.settle([attempt]))
            raise
        attempt = Attempt(1, member.name, found.model, found.usage, "user", _since(began))
        await asyncio.shield(reservation.settle([attempt]))
        return found

    def _chosen(self) -> tuple[Member, str]:
        return self._router.embedder(self._wanted)

    async def _in_batch(self, texts: Sequence[str]) -> Embeddings:
        """The vectors of these texts, from the batch that they join, with their share of its usage."""
        batch = self._gathering
        if batch is None or len(batch.texts) + len(texts) > _MOST_TEXTS:
            if batch is not None:
                batch.full.set()
            batch = self._gathering = _Batch([])
            batch.task = asyncio.create_task(self._send(batch))
        start = len(batch.texts)
        batch.texts += texts
        assert batch.task is not None
        whole = await asyncio.shield(batch.task)
        sizes = [len(text.encode()) + 1 for text in batch.texts]
        share = sum(sizes[start : start + len(texts)]) / sum(sizes)
        usage = Usage(round(whole.usage.input_tokens * share), 0, whole.usage.estimated)
        return Embeddings(whole.vectors[start : start + len(texts)], whole.model, usage)

    async def _send(self, batch: _Batch) -> Embeddings:
        set_deadline(None)  # it serves several callers, who stop waiting by themselves
        try:
            async with asyncio.timeout(_GATHER_S):
                await batch.full.wait()
        except TimeoutError:
            pass
        if self._gathering is batch:
            self._gathering = None
        member, model = self._chosen()
        plan, failures = Plan([(member, model)], self._timeout_s), list[tuple[str, AIProviderError]]()
        while True:
            if plan.choose() is None:
                wait_s = plan.next_round_in_s()
                if wait_s is None:
                    raise AIIntegrationError(f"The texts could not be embedded: {failed_words(failures)}")
                await asyncio.sleep(wait_s)
                continue
            try:
                return await self._ask(member, model, batch.texts)
            except AIProviderError as error:
                member.health.failed(error)
                plan.drop(member, error)
                failures.append((member.name, error))
            except BaseException:
                member.health.abandoned()
                raise

    async def _ask(self, member: Member, model: str, texts: Sequence[str]) -> Embeddings:
        if member.pace is not None and not await member.pace.turn(_LONGEST_WAIT_S):
            raise ProviderRateLimited(f"The line in front of {member.name} is too long")
        began = monotonic()
        found = await member.provider.embed(texts, model)
        member.health.succeeded(monotonic() - began)
        return found


def _since(began: float) -> int:
    return round((monotonic() - began) * 1000)
