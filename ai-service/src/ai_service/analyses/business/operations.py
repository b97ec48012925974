"""What happens for an analysis: gather the facts, ask a model, check what it wrote, store it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import uuid4

from ai_service.analyses.business.domain import Asked, Written, analysis_of, details_of, stored
from ai_service.analyses.errors import AnalysisNotFound
from ai_service.analyses.facts.client import LeagueFacts, gather
from ai_service.analyses.facts.domain import Facts, Source
from ai_service.analyses.store.port import AnalysisStore, StoredAnalysis, Wanted
from ai_service.analyses.writing.draft import AnalysisType
from ai_service.analyses.writing.models import Models
from ai_service.analyses.writing.prompts import analysis_prompt, check_question
from ai_service.models.calls.values import Completion, ModelRequest
from ai_service.models.numbers.checking import check_numbers
from ai_service.models.providers.port import Json
from service_kit import paging
from service_kit.caller import Caller, current_caller
from service_kit.clock.clocks import Clock

Recall = Callable[["Order", str], Awaitable[tuple[Source, ...]]]
"""What is known beside the catalogue, such as memories or documents, for an order and a question."""

TASK: Final = "business_analysis"
STREAM_TASK: Final = "analysis_stream"


@dataclass(frozen=True, slots=True)
class Desk:
    """What an analysis needs: facts, what the user knows, a model, and a store."""

    leagues: LeagueFacts
    recalls: tuple[Recall, ...]
    models: Models
    store: AnalysisStore
    clock: Clock


@dataclass(frozen=True, slots=True)
class Order:
    """An analysis that a user asked for."""

    user_id: str
    league_id: str
    analysis_type: AnalysisType
    question: str = ""
    provider: str = ""
    organisation_id: str = ""
    payer: Caller = field(default_factory=current_caller)


async def analyse(desk: Desk, order: Order, *, endpoint: str) -> StoredAnalysis:
    """Writes an analysis and stores it. Raises PromptTooLong, errors of models and leagues."""
    check_question(order.question)
    facts = await facts_for(desk, order)
    completion = await desk.models.calls.generate(_request(order, facts, task=TASK, endpoint=endpoint))
    return await keep(desk, order, facts, completion)


async def stream(desk: Desk, order: Order, *, endpoint: str) -> str:
    """Begins to write an analysis, which is stored at its end; returns the id of the stream.

    Raises the errors of `analyse`, but for those of models, with which the stream ends.
    """
    check_question(order.question)
    facts = await facts_for(desk, order)

    async def finish(completion: Completion) -> Json:
        return details_of(await keep(desk, order, facts, completion))

    events = desk.models.calls.stream(_request(order, facts, task=STREAM_TASK, endpoint=endpoint))
    return desk.models.streams.begin(events, owner=order.user_id, finish=finish)


def _request(order: Order, facts: Facts, *, task: str, endpoint: str) -> ModelRequest:
    return ModelRequest(
        prompt=analysis_prompt(facts, order.analysis_type, order.question),
        task=task,
        endpoint=endpoint,
        provider=order.provider,
    )


async def facts_for(desk: Desk, order: Order) -> Facts:
    """The facts of a league, with what the user remembers and uploaded."""
    facts = await gather(desk.leagues, order.league_id)
    question = order.question or f"{order.analysis_type} {facts.league.name}"
    for recall in desk.recalls:
        facts = facts.with_sources(await recall(order, question))
    return facts


async def keep(desk: Desk, order: Order, facts: Facts, completion: Completion) -> StoredAnalysis:
    """Stores what was written as an analysis."""
    asked = Asked(str(uuid4()), order.user_id, order.analysis_type, order.question)
    found = stored(analysis_of(facts, asked, written_of(completion, facts, order.question), desk.clock.now()))
    await desk.store.put(found)
    return found


def written_of(completion: Completion, facts: Facts, question: str) -> Written:
    """What a completion says, what it cost the user, and which of its numbers are not among the facts."""
    settlement = completion.settlement
    check = check_numbers(completion.answer.text, (*facts.stated(), question))
    return Written(
        text=completion.answer.text,
        provider=completion.provider,
        model=completion.answer.model,
        tokens=settlement.tokens,
        cost=float(settlement.user_cost),
        numbers=check.numbers,
        unsupported=tuple(dict.fromkeys(each.text for each in check.unsupported)),
    )


@dataclass(frozen=True, slots=True)
class Page:
    """Some analyses, the token of the next page (empty on the last one), and their number on all pages."""

    analyses: list[StoredAnalysis]
    next_page_token: str
    total_size: int


async def page_of(store: AnalysisStore, wanted: Wanted, *, size: int, token: str) -> Page:
    """One page of a user's analyses, newest first. Raises paging.InvalidPageToken."""
    after = None
    if token:
        time, last = paging.decode(token, datetime, str)
        after = (time, last)
    found = await store.page(wanted, after=after, limit=size + 1)
    shown = found[:size]
    following = paging.encode([shown[-1].created_at, shown[-1].analysis_id]) if len(found) > size else ""
    return Page(shown, following, await store.count(wanted))


async def get(store: AnalysisStore, user_id: str, analysis_id: str) -> StoredAnalysis:
    """An analysis of a user. Raises AnalysisNotFound, also for another user's."""
    found = await store.find(user_id, analysis_id)
    if found is None:
        raise AnalysisNotFound(analysis_id)
    return found


async def delete(store: AnalysisStore, user_id: str, analysis_id: str) -> None:
    """Deletes an analysis of a user. Raises AnalysisNotFound, also for another user's."""
    if not await store.delete(user_id, analysis_id):
        raise AnalysisNotFound(analysis_id)
