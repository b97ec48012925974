"""One attempt: a request to one provider, with what it used and who pays for it."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable
from contextlib import aclosing
from time import monotonic
from typing import Final, TypeVar, cast

from ai_service.models.calls import measures
from ai_service.models.calls.accounts import Attempt, Payer
from ai_service.models.providers.counting import estimated_usage
from ai_service.models.providers.errors import (
    AIProviderError,
    ProviderRefused,
    ProviderTimedOut,
    UnparseableOutput,
)
from ai_service.models.providers.port import Answer, Delta, Prompt, Usage
from ai_service.models.routing.router import Member
from service_kit.errors import DomainError

T = TypeVar("T")

CANCELLED: Final = "CANCELLED"
_LONGEST_NAME: Final = 100


class Trial:
    """One attempt of a call, from its start to its outcome."""

    def __init__(self, number: int, member: Member, model: str, prompt: Prompt) -> None:
        self.number, self.member, self.model = number, member, model
        self._prompt = prompt
        self._started = monotonic()
        self._asked = False
        self._first_s = 0.0
        self._texts: list[str] = []
        self.answer: Answer | None = None
        self.attempt: Attempt | None = None
        """The outcome; None while it runs."""

    @property
    def has_text(self) -> bool:
        return bool(self._texts)

    async def run(self, *, streaming: bool, part_s: float) -> AsyncGenerator[Delta]:
        """The parts of the text; none unless streaming. Sets `answer`, or raises what the provider did."""
        self._asked = True
        provider = self.member.provider
        if not streaming:
            self._end(await _within(part_s, provider.generate(self._prompt, self.model), self.member.name))
            return
        parts = cast("AsyncGenerator[Delta | Answer]", provider.stream(self._prompt, self.model))
        async with aclosing(parts):
            while True:
                part = await _within(part_s, anext(parts), self.member.name)
                if isinstance(part, Answer):
                    self._end(part)
                    return
                self._first_part()
                self._texts.append(part.text)
                yield part

    def failed(self, error: DomainError) -> None:
        """Books a failure on the platform: what the provider did before it failed."""
        worked = self.has_text or isinstance(error, ProviderTimedOut | ProviderRefused | UnparseableOutput)
        self._close(error.reason, "platform", self._estimate() if worked else Usage())
        if isinstance(error, AIProviderError):
            self.member.health.failed(error)
        else:
            self.member.health.abandoned()

    def left(self) -> None:
        """The client left: it pays for the part that it received."""
        self._close(CANCELLED, "user" if self.has_text else "platform", self._estimate())
        self.member.health.abandoned()

    def _end(self, answer: Answer) -> None:
        self._first_part()
        self.member.health.succeeded(self._first_s)
        self.answer = answer
        self._close("", "user", answer.usage)

    def _first_part(self) -> None:
        if not self._first_s:
            self._first_s = monotonic() - self._started
            measures.FIRST_PART.labels(self.member.name).observe(self._first_s)

    def _estimate(self) -> Usage:
        return estimated_usage(self._prompt, "".join(self._texts)) if self._asked else Usage()

    def _close(self, error: str, payer: Payer, usage: Usage) -> None:
        name = self.member.name
        milliseconds = round((monotonic() - self._started) * 1000)
        model = _printable(self.answer.model)[:_LONGEST_NAME] if self.answer else self.model
        self.attempt = Attempt(self.number, name, model, usage, payer, milliseconds, error)
        measures.ATTEMPTS.labels(name, error or "ok").inc()
        measures.TOKENS.labels(name, "input").inc(usage.input_tokens)
        measures.TOKENS.labels(name, "output").inc(usage.output_tokens)


def _printable(name: str) -> str:
    """The name of a model as the ledger takes it, whatever a provider calls it."""
    return name if name.isprintable() else ascii(name)


async def _within(seconds: float, work: Awaitable[T], provider: str) -> T:
    """The result of the work. The limit never spans a yield, where it would cancel the consumer."""
    try:
        async with asyncio.timeout(seconds):
            return await work
    except TimeoutError:
        raise ProviderTimedOut(f"{provider} did not answer in time") from None
