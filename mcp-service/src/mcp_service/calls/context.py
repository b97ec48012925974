"""The caller of the current call and the tools they see; set by the transport, read when a tool runs."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol

from mcp_service.tools.cards import ToolCard
from mcp_service.tools.view import EVERYTHING, View
from service_kit.caller import ANONYMOUS, Caller
from service_kit.errors import DomainError
from service_kit.identity.credentials import NOBODY, Identity
from service_kit.rpc.access import has_access


@dataclass(frozen=True, slots=True)
class Verdict:
    """The limits' decision on a call, made before it reaches the tool so that it is charged once."""

    tool: str
    refusal: DomainError | None


@dataclass(frozen=True, slots=True)
class CallContext:
    """One message of a client.

    `caller` is the identity as services see it, with the address and the request id. `bucket` is the address
    by which limits count. `metadata_url` locates the sign-in metadata; empty where clients cannot sign in.
    """

    identity: Identity = NOBODY
    caller: Caller = ANONYMOUS
    bucket: str = ""
    view: View = EVERYTHING
    verdict: Verdict | None = None
    metadata_url: str = ""

    def reaches(self, card: ToolCard) -> bool:
        """Whether the tool is in the caller's view and the caller can call it."""
        return card.listed and self.view.shows(card) and has_access(card.method.policy, self.caller)

    def lists(self, card: ToolCard) -> bool:
        """Whether the tool is in the caller's list.

        Hosts accept at most 128 tools. So tools for administrators, and those that few callers need, are only
        in lists that ask for some tools, such as `/mcp/operators` and `/mcp/football`. They can be
        called and found without being listed.
        """
        return self.reaches(card) and (self.view.toolsets is not None or card.is_for_all)


class Contexts(Protocol):
    """Provides a tool with the context of the current call."""

    async def current(self) -> CallContext:
        """The context. Raises a DomainError if the credentials are invalid."""
        ...


_NOBODY = CallContext()
_current: ContextVar[CallContext] = ContextVar("call_context", default=_NOBODY)


class RequestContexts:
    """The context that the HTTP edge set for this request."""

    async def current(self) -> CallContext:
        return _current.get()


def set_current_context(context: CallContext) -> None:
    """Sets the context for the rest of this task and the tasks it starts."""
    _current.set(context)
