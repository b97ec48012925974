"""What a route leads to, as the edge sees it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from gateway_service.edge.exchange import Exchange
from service_kit.edge.answer import Answer
from service_kit.edge.asgi import Receive
from service_kit.edge.reply import Reply
from service_kit.limits.questions import CachePlace, RouteTerms
from service_kit.rpc.access import AccessPolicy


class Operation(Protocol):
    """Answers the requests of one route."""

    def place(self, exchange: Exchange) -> CachePlace:
        """What to ask the cache in the same step as the limits; NO_CACHE where nothing is cached."""
        ...

    async def answer(self, exchange: Exchange, receive: Receive, reply: Reply) -> Answer | None:
        """The answer to an admitted request; None where the operation sent it itself. Raises DomainError."""
        ...


@dataclass(frozen=True)
class Guarded:
    """Who may use a route, and how often."""

    policy: AccessPolicy
    terms: RouteTerms

    @cached_property
    def looks_at_credentials(self) -> bool:
        """False where credentials are not looked at."""
        return self.policy.access != "PUBLIC"

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
