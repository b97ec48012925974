"""The one way to call a model: route, reserve, attempt until one answers, settle, record."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Final

from ai_service.models.calls import measures
from ai_service.models.calls.accounts import (
    Accounts,
    Attempt,
    Candidate,
    Purpose,
    Reservation,
    Settlement,
    WorstCase,
)
from ai_service.models.calls.attempting import Trial
from ai_service.models.calls.coalescing import Coalescing
from ai_service.models.calls.errors import AIIntegrationError
from ai_service.models.calls.planning import Plan, failed_words
from ai_service.models.calls.values import (
    Completion,
    Done,
    Failed,
    ModelRequest,
    Restarted,
    Started,
    StreamEvent,
)
from ai_service.models.providers.counting import most_input_tokens
from ai_service.models.providers.errors import AIProviderError, PromptTooLong
from ai_service.models.routing.router import Member, Router
from service_kit.errors import DomainError
from service_kit.logging import logs

log = logs.get_logger(__name__)

LONGEST_PROMPT: Final = 400_000
"""Characters of a prompt with its system text; products have lower limits of their own."""


class ModelCalls:
    """Calls of models for the products of the service.

    A failure of a provider leads to the next one; an error of the caller never does. The user pays for the
    answer, the platform for failed attempts.
    """

    def __init__(self, router: Router, accounts: Accounts, *, timeout_s: float) -> None:
        self.router = router
        self._accounts = accounts
        self._timeout_s = timeout_s
        self._coalescing = Coalescing[Completion]()
        self._settling: set[asyncio.Task[Settlement]] = set()

    async def generate(self, request: ModelRequest) -> Completion:
        """The answer. Equal requests of one caller that are in progress share an answer and its cost."""
        return await self._coalescing.run(request.key, lambda: self._generate(request))

    async def stream(self, request: ModelRequest) -> AsyncGenerator[StreamEvent]:
        """See StreamEvent. Closing it stops the provider, and settles what was used."""
        async with aclosing(self._call(request, streaming=True)) as events:
            async for event in events:
                yield event

    async def settled(self) -> None:
        """Waits until everything that was used is booked."""
        await asyncio.gather(*self._settling, return_exceptions=True)

    async def _generate(self, request: ModelRequest) -> Completion:
        async with aclosing(self._call(request, streaming=False)) as events:
            async for event in events:
                if isinstance(event, Done):
                    return event.completion
                if isinstance(event, Failed):
                    raise event.error
        raise AssertionError("a call ends with Done or Failed")

    async def _call(self, request: ModelRequest, *, streaming: bool) -> AsyncGenerator[StreamEvent]:
        try:
            check_length(request)
            route = self.router.route(request.task, forced=request.provider)
            reservation = await self._reserve(request, [Candidate(m.name, model) for m, model in route])
        except DomainError as error:
            yield Failed(error)
            return
        call = _Call(request, Plan(route, self._timeout_s), streaming=streaming)
        settled = False
        try:
            async for event in call.run():
                yield event
            settled = True
            yield await self._end(call, reservation)
        finally:
            if not settled:  # the client left
                await asyncio.shield(self._settle(call, reservation))

    async def _reserve(self, request: ModelRequest, candidates: Sequence[Candidate]) -> Reservation:
        purpose = Purpose(request.call_id, request.caller, request.endpoint, request.task)
        most = most_input_tokens(request.prompt)
        return await self._accounts.reserve(
            purpose, WorstCase(tuple(candidates), most, request.prompt.max_tokens)
        )

    async def _end(self, call: "_Call", reservation: Reservation) -> StreamEvent:
        settlement = await asyncio.shield(self._settle(call, reservation))
        attempts = call.attempts
        if call.error is not None or call.last is None or call.last.answer is None:
            return Failed(call.error or AIIntegrationError(), attempts, settlement)
        provider = call.last.member.name
        log.info(
            "A model answered",
            provider=provider,
            model=call.last.answer.model,
            tokens_used=settlement.tokens,
            cost=str(settlement.user_cost),
            analysis_type=call.request.task,
            attempts=len(attempts),
        )
        return Done(Completion(call.last.answer, provider, settlement, attempts))

    def _settle(self, call: "_Call", reservation: Reservation) -> "asyncio.Task[Settlement]":
        """Settles in a task of its own, because a client that leaves cancels this one."""
        call.stop()
        task = asyncio.create_task(reservation.settle(call.attempts))
        self._settling.add(task)
        task.add_done_callback(self._settling.discard)
        return task


class _Call:
    """The attempts of one call. After `run`, `error` is set, or the answer of `last`."""

    def __init__(self, request: ModelRequest, plan: Plan, *, streaming: bool) -> None:
        self.request = request
        self._plan = plan
        self._streaming = streaming
        self._trials: list[Trial] = []
        self._failures: list[tuple[str, AIProviderError]] = []
        self.error: DomainError | None = None

    @property
    def last(self) -> Trial | None:
        return self._trials[-1] if self._trials else None

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        return tuple(trial.attempt for trial in self._trials if trial.attempt is not None)

    def stop(self) -> None:
        """Closes an attempt that still runs: the client left."""
        if self.last is not None and self.last.attempt is None:
            self.last.left()

    async def run(self) -> AsyncGenerator[StreamEvent]:
        while self.error is None and (trial := await self._next()) is not None:
            before = self.last
            self._trials.append(trial)
            if self._failures:
                failure = self._failures[-1]
                self._fall_back(failure, trial)
                if before is not None and before.has_text:
                    yield Restarted(trial.number, failure[1].reason)
            yield Started(trial.number, trial.member.name, trial.model)
            try:
                running = trial.run(streaming=self._streaming, part_s=self._plan.part_s)
                async with aclosing(running) as parts:
                    async for part in parts:
                        yield part
                return
            except AIProviderError as error:
                self._fail(trial, error)
            except DomainError as error:  # the caller's own: another provider would say the same
                trial.failed(error)
                self.error = error

    async def _next(self) -> Trial | None:
        """The next attempt, after the wait that a provider's rate asks for; None sets the error."""
        while True:
            while (chosen := self._plan.choose()) is None:
                wait_s = self._plan.next_round_in_s()
                if wait_s is None:
                    self.error = self._all_failed()
                    return None
                await asyncio.sleep(wait_s)
            member, model = chosen
            if await self._has_turn(member):
                return Trial(len(self._trials) + 1, member, model, self.request.prompt)

    async def _has_turn(self, member: Member) -> bool:
        """Waits in the line of a provider with a rate; False if that would take too long."""
        if member.pace is None:
            return True
        has_turn = False
        try:
            has_turn = await member.pace.turn(self._plan.left_s)
        finally:
            if not has_turn:
                member.health.abandoned()
        return has_turn

    def _fail(self, trial: Trial, error: AIProviderError) -> None:
        trial.failed(error)
        self._plan.drop(trial.member, error)
        self._failures.append((trial.member.name, error))
        log.warning("A provider failed", provider=trial.member.name, reason=error.reason, error=error.message)

    def _fall_back(self, failed: tuple[str, AIProviderError], trial: Trial) -> None:
        name, error = failed
        if trial.member.name != name:
            log.info(f"Falling back to {trial.member.name}", failed=name, reason=error.reason)
            measures.FALLBACKS.labels(name, trial.member.name, error.reason).inc()

    def _all_failed(self) -> AIIntegrationError:
        task = self.request.task.removesuffix("_analysis")
        texts = "; ".join(error.message for _, error in self._failures)
        log.error(f"All AI providers failed for {task} analysis: {texts or 'none is ready'}")
        return AIIntegrationError(
            f"All AI providers failed for {task} analysis: {failed_words(self._failures)}",
            retry_after_s=self._plan.soonest_s,
            recovery=["Try again later, or choose another provider of GET /api/v1/ai/providers"],
        )


def check_length(request: ModelRequest) -> None:
    """Raises PromptTooLong with the count."""
    prompt = request.prompt
    length = len(prompt.system) + sum(len(message.text) for message in prompt.messages)
    if length > LONGEST_PROMPT:
        raise PromptTooLong.at(
            "prompt", f"The prompt has {length:,} characters; at most {LONGEST_PROMPT:,} are allowed"
        )
