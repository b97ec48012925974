"""What a route leads to, as the edge sees it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

from gateway_service.edge.exchange import Exchange
from service_kit.edge.answer import Answer
from service_kit.edge.asgi import Receive
from service_kit.edge.reply import Reply
from service_kit.limits.questions import NO_CACHE, CachePlace, RouteTerms
from service_kit.rpc.access import AccessPolicy


class Prepared(NamedTuple):
    """One request, read as far as its head allows.

    `answer` is called once the request is admitted. It returns the answer, or None if it sent one itself, and
    raises DomainError. `place` is what to ask the cache in the same step as the limits.
    """

    answer: Callable[[Receive, Reply], Awaitable[Answer | None]]
    place: CachePlace = NO_CACHE


class Operation(Protocol):
    """Answers the requests of one route."""

    def prepare(self, exchange: Exchange) -> Prepared:
        """Reads a request, whose caller is known. Raises DomainError for one that breaks the contract."""
        ...


@dataclass(frozen=True)
class Guarded:
    """Who may use a route, and how often."""

    policy: AccessPolicy
    terms: RouteTerms

    @cached_property
    def _looks(self) -> bool:
        return self.policy.access != "PUBLIC"

    def looks_at(self, headers: Mapping[bytes, bytes]) -> bool:
        """Whether there are credentials, and the route looks at them."""
        return self._looks and (b"authorization" in headers or b"x-api-key" in headers)

    @cached_property
    def is_open(self) -> bool:
        """True where everybody may pass who is not over a limit."""
        policy = self.policy
        return policy.access in ("PUBLIC", "OPTIONAL") and not (policy.role or policy.permissions)


@dataclass(frozen=True, slots=True)
class Target:
    """One route. Without `guarded` it is open to everybody and not limited, such as /livez.

    Without `operation` the FastAPI application answers. An answer that `lasts` is a stream without end,
    which does not count among the requests that are being answered.
    """

    template: str
    guarded: Guarded | None = None
    operation: Operation | None = None
    lasts: bool = False
