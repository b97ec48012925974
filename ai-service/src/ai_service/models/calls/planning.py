"""When to ask whom: how long an attempt may take, and how long to wait when nobody is ready."""

from collections.abc import Sequence
from time import monotonic
from typing import Final

from ai_service.models.providers.errors import (
    AIProviderError,
    ProviderMisconfigured,
    ProviderRefused,
    UnparseableOutput,
)
from ai_service.models.routing.router import Member
from service_kit import backoff
from service_kit.rpc.deadline import remaining_s

Route = list[tuple[Member, str]]

_MOST_ATTEMPTS: Final = 8
_WITHOUT_DEADLINE_S: Final = 600.0
_TIME_TO_REPORT_S: Final = 0.25
_SHARE: Final = 0.6
"""What an attempt may take of the time that is left, if another provider could still be asked."""
_ROUND_S: Final = 0.25
_LONGEST_ROUND_S: Final = 8.0
_PROBE_S: Final = 0.1
"""When to look again while another call probes a provider."""


class Plan:
    """The attempts of one call, within its deadline."""

    def __init__(self, route: Route, timeout_s: float) -> None:
        self._route = route
        self._timeout_s = timeout_s
        self._asked_in_round: set[str] = set()
        self._rounds = 0
        left = remaining_s()
        self._ends = monotonic() + (_WITHOUT_DEADLINE_S if left is None else left - _TIME_TO_REPORT_S)
        self.attempts = 0

    @property
    def left_s(self) -> float:
        return self._ends - monotonic()

    @property
    def part_s(self) -> float:
        """How long the provider that was chosen last may take for an answer, or for the next part of one."""
        others = any(member.name not in self._asked_in_round for member, _ in self._route)
        return max(0.01, min(self._timeout_s, self.left_s * (_SHARE if others else 1.0)))

    def choose(self) -> tuple[Member, str] | None:
        """The best provider that is ready and was not asked in this round; it then waits for an outcome."""
        if self.attempts >= _MOST_ATTEMPTS:
            return None
        for member, model in self._route:
            fits = member.pace is None or member.pace.wait_s < self.left_s
            if member.name not in self._asked_in_round and fits and member.health.admit():
                self._asked_in_round.add(member.name)
                self.attempts += 1
                return member, model
        return None

    def drop(self, member: Member, error: AIProviderError) -> None:
        """After a failure that another attempt would repeat, the provider is not asked again."""
        if isinstance(error, ProviderRefused | UnparseableOutput | ProviderMisconfigured):
            self._route = [pair for pair in self._route if pair[0] is not member]

    def next_round_in_s(self) -> float | None:
        """How long to wait until a provider is ready; None if there is none, or not enough time."""
        if not self._route or self.attempts >= _MOST_ATTEMPTS:
            return None
        self._asked_in_round.clear()
        self._rounds += 1
        soonest = min(_ready_in_s(member) for member, _ in self._route)
        wait = max(soonest, backoff.doubled(self._rounds, first_s=_ROUND_S, longest_s=_LONGEST_ROUND_S))
        return wait if wait < self.left_s else None

    @property
    def soonest_s(self) -> float:
        """When a provider is ready again, for the client's Retry-After."""
        return max(1.0, min((_ready_in_s(member) for member, _ in self._route), default=1.0))


def _ready_in_s(member: Member) -> float:
    return _PROBE_S if member.health.state == "probing" else member.health.ready_in_s


def failed_words(failures: Sequence[tuple[str, AIProviderError]]) -> str:
    """What happened, for people: `anthropic is overloaded; openai is rate limited`."""
    last = {name: _WORDS.get(error.reason, "failed") for name, error in failures}
    return "; ".join(f"{name} {words}" for name, words in last.items()) or "none is ready"


_WORDS: Final = {
    "PROVIDER_RATE_LIMITED": "is rate limited",
    "PROVIDER_OVERLOADED": "is overloaded",
    "PROVIDER_TIMED_OUT": "did not answer in time",
    "PROVIDER_REFUSED": "declined to answer",
    "UNPARSEABLE_OUTPUT": "gave no usable answer",
    "PROVIDER_MISCONFIGURED": "is misconfigured",
}
