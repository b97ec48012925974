"""Who makes the current call, and which tools they see; set by the transport, read where a tool runs."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol

from mcp_service.tools.view import EVERYTHING, View
from service_kit.caller import ANONYMOUS, Caller
from service_kit.errors import DomainError
from service_kit.identity.credentials import NOBODY, Identity


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the limits said about a call of one tool before it reached the tool; charged only once."""

    tool: str
    refusal: DomainError | None


@dataclass(frozen=True, slots=True)
class CallContext:
    """One message of a client.

    `caller` is the identity's as services see it, with the address and the request's id. `bucket` is the
    address that limits count by.
    """

    identity: Identity = NOBODY
    caller: Caller = ANONYMOUS
    bucket: str = ""
    view: View = EVERYTHING
    verdict: Verdict | None = None


class Contexts(Protocol):
    """Where a tool finds the context of the call that runs it."""

    async def current(self) -> CallContext:
        """The context. Raises a DomainError when the credentials are not good."""
        ...


_NOBODY = CallContext()
_current: ContextVar[CallContext] = ContextVar("call_context", default=_NOBODY)


class RequestContexts:
    """The context that the HTTP edge set for this request."""

    async def current(self) -> CallContext:
        return _current.get()


def set_current_context(context: CallContext) -> None:
    """For the rest of this task (and of the tasks it starts)."""
    _current.set(context)
