"""The target of a route, as the edge sees it."""

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
    """One request, parsed without its body.

    `answer` is called after the request is admitted. It returns the answer, or None if it sent one itself,
    and raises DomainError. `place` is what the cache is asked for in the same step as the limits.
    """

    answer: Callable[[Receive, Reply], Awaitable[Answer | None]]
    place: CachePlace = NO_CACHE


class Operation(Protocol):
    """Answers the requests of one route."""

    def prepare(self, exchange: Exchange) -> Prepared:
        """Parses a request whose caller is known. Raises DomainError if it violates the contract."""
        ...


@dataclass(frozen=True)
class Guarded:
    """The access rules and limits of a route."""

    policy: AccessPolicy
    terms: RouteTerms

    @cached_property
    def _looks(self) -> bool:
        return self.policy.access != "PUBLIC"

    def looks_at(self, headers: Mapping[bytes, bytes]) -> bool:
        """Whether there are credentials that the route checks."""
        return self._looks and (b"authorization" in headers or b"x-api-key" in headers)

    @cached_property
    def is_open(self) -> bool:
        """True if everybody within the limits has access."""
        policy = self.policy
        return policy.access in ("PUBLIC", "OPTIONAL") and not (policy.role or policy.permissions)


@dataclass(frozen=True, slots=True)
class Target:
    """One route. Without `guarded` it is open to everybody and has no limits, such as /livez.

    Without `operation`, the FastAPI application answers. `lasts` marks an endless stream, which does not
    count as a request in progress. `canonical` is the template of the path that replaces an older one.
    """

    template: str
    guarded: Guarded | None = None
    operation: Operation | None = None
    lasts: bool = False
    canonical: str = ""
