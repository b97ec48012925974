"""What a route leads to, as the edge sees it."""

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from gateway_service.edge.answer import Answer
from gateway_service.edge.body import Receive
from gateway_service.edge.exchange import Exchange
from gateway_service.edge.reply import Reply
from service_kit.access import AccessPolicy
from service_kit.limits.gatekeeper import RouteTerms


class CacheQuestion(NamedTuple):
    """Where an answer would be cached, and what would make it old."""

    key: str
    tags: tuple[str, ...]


class Operation(Protocol):
    """Answers the requests of one route."""

    def question(self, exchange: Exchange) -> CacheQuestion | None:
        """What to ask the cache in the same step as the limits; None where nothing is cached."""
        ...

    async def answer(self, exchange: Exchange, receive: Receive, reply: Reply) -> Answer | None:
        """The answer to an admitted request; None where the operation sent it itself. Raises DomainError."""
        ...


@dataclass(frozen=True, slots=True)
class Guarded:
    """Who may use a route, and how often."""

    policy: AccessPolicy
    terms: RouteTerms


@dataclass(frozen=True, slots=True)
class Target:
    """One route. Without `guarded` it is open to everybody and not limited, such as /livez.

    Without `operation` the FastAPI application answers.
    """

    template: str
    guarded: Guarded | None = None
    operation: Operation | None = None
