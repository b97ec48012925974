"""The MCP endpoint, pure ASGI: who asks, may they, then the fast path or the protocol engine."""

import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, replace
from typing import Any

from mcp_service.calls.admission import Admission
from mcp_service.calls.context import CallContext, Verdict, set_current_context
from mcp_service.calls.invoker import Invoker
from mcp_service.calls.metrics import MESSAGES
from mcp_service.edge.body import ClientGone, Receive, read_body, replayed
from mcp_service.edge.fast_path import FastPath, headers_agree
from mcp_service.edge.messages import NOT_A_MESSAGE, Message, Switchboard, Wanted, read_message
from mcp_service.edge.refusals import Answer, Challenges, refused
from mcp_service.edge.request import EdgeRequest, Scope
from mcp_service.edge.watch import stopped_when_gone
from mcp_service.tools.view import View
from service_kit.caller import Caller, set_current_caller
from service_kit.errors import DomainError, PermissionDenied, Unauthenticated
from service_kit.identity.credentials import CredentialsRefused, Identity
from service_kit.identity.verifier import Verifier
from service_kit.limits.gatekeeper import RouteTerms
from service_kit.limits.rates import Rate
from service_kit.logging import logs
from service_kit.rpc.access import check_access
from service_kit.telemetry.tracing import server_span

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

PROTOCOL_TERMS = RouteTerms("MCP", Rate(600, 60), quota_cost=0)
"""For messages that are not calls, such as lists: they cost nothing and have a bucket of their own."""
SEARCH_SUFFIX = "/search"


@dataclass(frozen=True, slots=True)
class EdgeRules:
    """What an operator decides; sizes in bytes, times in seconds."""

    path: str
    view: View
    require_auth: bool
    max_body_bytes: int
    client_timeout_s: float


class Edge:
    """Everything under the endpoint's path; `engine` is FastMCP's own application."""

    def __init__(
        self,
        engine: App,
        *,
        verifier: Verifier,
        admission: Admission,
        switchboard: Switchboard,
        invoker: Invoker,
        challenges: Challenges,
        rules: EdgeRules,
        fast_path: FastPath | None,
    ) -> None:
        self._engine = engine
        self._verifier = verifier
        self._admission = admission
        self._switchboard = switchboard
        self._invoker = invoker
        self._challenges = challenges
        self._rules = rules
        self._fast_path = fast_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        started = time.perf_counter()
        request = EdgeRequest(scope)
        reply = _Reply(request, send)
        message = NOT_A_MESSAGE
        try:
            body, message = await self._read(request, receive)
            trace = message.meta.get("traceparent") or request.text(b"traceparent")
            with server_span(f"mcp {message.method}", trace if isinstance(trace, str) else None):
                await self._serve(request, message, body, receive, reply)
        except ClientGone:
            reply.status = 499
        except DomainError as error:
            await reply.answer(refused(error, message))
        finally:
            _log(request, message, reply, time.perf_counter() - started)

    async def _read(self, request: EdgeRequest, receive: Receive) -> tuple[bytes | None, Message]:
        if request.method != "POST":
            return None, NOT_A_MESSAGE
        rules = self._rules
        body = await read_body(receive, longest=rules.max_body_bytes, timeout_s=rules.client_timeout_s)
        return body, read_message(body)

    async def _serve(
        self, request: EdgeRequest, message: Message, body: bytes | None, receive: Receive, reply: "_Reply"
    ) -> None:
        """Identity, then access, then limits; each may end the request."""
        try:
            identity = await self._identify(request)
        except Unauthenticated as error:
            await reply.answer(self._challenges.sign_in(error))
            return
        search = request.scope["path"].rstrip("/").endswith(SEARCH_SUFFIX)
        view = request.view(self._rules.view, search=search)
        # Headers that contradict the body are the engine's to refuse; a tool that ran would check again.
        wanted = self._switchboard.wanted(message, view) if headers_agree(request, message) else None
        challenge, verdict = await self._decide(request, message, identity, wanted)
        if challenge is not None:
            await reply.answer(challenge)
            return
        caller = replace(identity.caller, ip=request.ip, request_id=request.request_id)
        context = CallContext(identity, caller, request.bucket, view, verdict)
        set_current_caller(context.caller)
        if wanted and self._fast_path and self._fast_path.takes(request, message, wanted):
            await self._answer(self._fast_path, message, wanted, context, receive, reply)
            return
        set_current_context(context)
        inner = request.inner_scope(self._rules.path)
        await self._engine(inner, receive if body is None else replayed(body, receive), reply.pass_on)

    async def _identify(self, request: EdgeRequest) -> Identity:
        """Who asks. Unauthenticated when the credentials prove nothing, or none came where some must."""
        if request.repeated_credentials:
            raise CredentialsRefused
        set_current_caller(Caller(ip=request.ip, request_id=request.request_id))
        identity = await self._verifier.identify(request.text(b"authorization"), request.text(b"x-api-key"))
        if self._rules.require_auth and not identity.caller.is_authenticated:
            raise Unauthenticated("Could not validate credentials")
        return identity

    async def _decide(
        self, request: EdgeRequest, message: Message, identity: Identity, wanted: Wanted | None
    ) -> tuple[Answer | None, Verdict | None]:
        """A challenge or refusal that ends the request, or what the tool will be told about its limits."""
        if wanted is None:
            return await self._decide_protocol(request, message, identity), None
        try:
            check_access(wanted.card.method.policy, identity.caller)
        except Unauthenticated as error:
            return self._challenges.sign_in(error, wanted.card), None
        except PermissionDenied as error:
            return self._challenges.step_up(error, wanted.card), None
        refusal = await self._admission.refusal(wanted.card.terms, identity, request.bucket)
        if isinstance(refusal, CredentialsRefused):
            return self._challenges.sign_in(refusal), None
        return None, Verdict(wanted.card.name, refusal)

    async def _decide_protocol(
        self, request: EdgeRequest, message: Message, identity: Identity
    ) -> Answer | None:
        """Lists stay readable while nobody can count (no Redis): they give away nothing."""
        if not message.is_request:
            return None
        refusal = await self._admission.refusal(PROTOCOL_TERMS, identity, request.bucket)
        if isinstance(refusal, CredentialsRefused):
            return self._challenges.sign_in(refusal)
        if refusal is not None and refusal.kind == "resource_exhausted":
            return refused(refusal, message)
        return None

    async def _answer(
        self,
        fast_path: FastPath,
        message: Message,
        wanted: Wanted,
        context: CallContext,
        receive: Receive,
        reply: "_Reply",
    ) -> None:
        reply.path = "fast"
        async with stopped_when_gone(receive):
            outcome = await self._invoker.invoke(wanted.card, wanted.arguments, context)
        await reply.answer(Answer(200, fast_path.words(message, outcome)))


class _Reply:
    """What goes out, with the request's id on it."""

    def __init__(self, request: EdgeRequest, send: Send) -> None:
        self._id = (b"x-request-id", request.request_id.encode())
        self._send = send
        self.status = 0
        self.path = "engine"

    async def answer(self, answer: Answer) -> None:
        """A whole answer of our own."""
        self.status = answer.status
        length = (b"content-length", b"%d" % len(answer.body))
        headers = [*answer.headers, length, self._id]
        await self._send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await self._send({"type": "http.response.body", "body": answer.body})

    async def pass_on(self, message: MutableMapping[str, Any]) -> None:
        """What the engine sends."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message = {**message, "headers": [*message.get("headers", ()), self._id]}
        await self._send(message)


def _log(request: EdgeRequest, message: Message, reply: _Reply, seconds: float) -> None:
    method = message.method if message.method in _METHODS else "other"
    MESSAGES.labels(method, reply.path).inc()
    context = {
        "method": method,
        "tool": str(message.params.get("name", ""))[:64],
        "status": reply.status,
        "duration_ms": round(seconds * 1000, 3),
        "request_id": request.request_id,
        "client_ip": request.ip,
    }
    logs.access("mcp_service.access", "MCP message", context)


_METHODS = frozenset(
    {
        "initialize",
        "notifications/initialized",
        "server/discover",
        "ping",
        "tools/list",
        "tools/call",
        "resources/list",
        "resources/templates/list",
        "resources/read",
        "prompts/list",
        "prompts/get",
        "completion/complete",
        "subscriptions/listen",
        "logging/setLevel",
    }
)
