"""The MCP endpoint, pure ASGI: identity, access and limits, then the fast path or the protocol engine."""

from dataclasses import dataclass, replace

from mcp_service.calls.admission import Admission
from mcp_service.calls.context import CallContext, Verdict, set_current_context
from mcp_service.calls.invoker import Invoker
from mcp_service.edge.accepted import Accepted
from mcp_service.edge.access_lines import write
from mcp_service.edge.fast_path import FastPath, headers_agree
from mcp_service.edge.messages import Switchboard, Wanted, read_message, with_parsed_arguments
from mcp_service.edge.refusals import refused, sign_in
from mcp_service.edge.request import McpRequest
from mcp_service.tools.view import View
from service_kit.caller import Caller, set_current_caller
from service_kit.edge.answer import JSON, Answer
from service_kit.edge.asgi import App, Receive, Scope, Send
from service_kit.edge.body import BodyReader, ClientGone, replayed
from service_kit.edge.entrance import check_single
from service_kit.edge.ledger import Ledger
from service_kit.edge.presence import while_present
from service_kit.edge.reply import Reply
from service_kit.errors import DomainError, Internal, Unauthenticated
from service_kit.identity.credentials import NOBODY, CredentialsRefused, Identity
from service_kit.identity.verifier import Verifier
from service_kit.limits.questions import RouteTerms
from service_kit.limits.rates import Rate
from service_kit.limits.refusals import RateLimited
from service_kit.limits.strangers import RefusedAddresses
from service_kit.logging import logs
from service_kit.rpc.access import has_access
from service_kit.telemetry.tracing import server_span

PROTOCOL_TERMS = RouteTerms("MCP", Rate(600, 60), quota_cost=0)
"""For messages that are not calls, such as lists: they use no quota and have their own bucket."""
log = logs.get_logger(__name__)
_CLIENT_GONE = 499


@dataclass(frozen=True, slots=True)
class EdgeRules:
    """The rules that the operator sets."""

    path: str
    metadata_url: str
    toolsets: frozenset[str]
    view: View
    require_auth: bool


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
        bodies: BodyReader,
        rules: EdgeRules,
        fast_path: FastPath | None,
    ) -> None:
        self._engine = engine
        self._verifier = verifier
        self._admission = admission
        self._switchboard = switchboard
        self._invoker = invoker
        self._bodies = bodies
        self._rules = rules
        self._fast_path = fast_path
        self._refused = RefusedAddresses()
        self._ledger: Ledger[McpRequest] = Ledger(write)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        request = McpRequest(scope)
        reply = Reply(request, send)
        try:
            await self._answer(request, receive, reply)
        except ClientGone:
            reply.status = _CLIENT_GONE
        except DomainError as error:
            await reply.answer(refused(error, request.message))
        except Exception:
            log.exception("The request failed", method=request.message.method)
            if reply.status:
                raise
            await reply.answer(refused(Internal("Internal server error"), request.message))
        finally:
            self._ledger.add(request, reply.status)

    def close(self) -> None:
        """Writes the access lines that are still pending."""
        self._ledger.close()

    async def _answer(self, request: McpRequest, receive: Receive, reply: Reply) -> None:
        check_single(request.scope["headers"], request.headers)
        if request.method == "POST":
            body = await self._bodies.read(request.headers, receive)
            body, request.message = with_parsed_arguments(body, read_message(body))
            receive = replayed(body, receive)
        message = request.message
        trace = message.meta.get("traceparent") or request.text(b"traceparent")
        with server_span(f"mcp {message.method}", trace if isinstance(trace, str) else None) as span:
            request.trace_id = span.place.trace_id
            await self._serve(request, receive, reply)

    async def _serve(self, request: McpRequest, receive: Receive, reply: Reply) -> None:
        """Checks identity, access and limits, in this order; each may end the request."""
        message = request.message
        try:
            request.identity = await self._identify(request)
        except Unauthenticated as error:
            await reply.answer(sign_in(error, self._rules.metadata_url))
            return
        view = request.view(self._rules.view, self._rules.path, self._rules.toolsets)
        # The engine refuses headers that contradict the body; every tool that runs checks access again.
        wanted = self._switchboard.wanted(message, view) if headers_agree(request, message) else None
        ending, verdict = await self._decide(request, wanted)
        if ending is not None:
            await reply.answer(ending)
            return
        identity = request.identity
        caller = replace(identity.caller, ip=request.ip, request_id=request.request_id)
        context = CallContext(identity, caller, request.bucket, view, verdict, self._rules.metadata_url)
        set_current_caller(context.caller)
        if wanted and self._fast_path and self._fast_path.takes(request, message, wanted):
            request.path = "fast"
            work = self._invoker.invoke(wanted.card, wanted.arguments, context)
            outcome = await while_present(work, receive)
            await reply.answer(Answer(200, self._fast_path.words(message, outcome), [JSON]))
            return
        set_current_context(context)
        accepted = Accepted.of(request.headers)
        scope = accepted.widened(request.inner_scope(self._rules.path))
        await self._engine(scope, receive, accepted.sender(reply.forward))

    async def _identify(self, request: McpRequest) -> Identity:
        """Identifies the caller. Raises Unauthenticated for invalid, or required but missing, credentials.

        Invalid ones are charged to their address. While it is refused, its unknown keys are not resolved.
        """
        set_current_caller(Caller(ip=request.ip, request_id=request.request_id))
        given, key = request.text(b"authorization"), request.text(b"x-api-key")
        is_charged = self._refused.has(request.bucket, PROTOCOL_TERMS)
        is_charged = is_charged and not self._verifier.trusts(given, key)
        if is_charged:
            await self._charge_address(request)
        try:
            identity = await self._verifier.identify(given, key)
        except CredentialsRefused:
            if not is_charged:
                await self._charge_address(request)
            raise
        if self._rules.require_auth and not identity.caller.is_authenticated:
            raise Unauthenticated("Could not validate credentials")
        return identity

    async def _charge_address(self, request: McpRequest) -> None:
        """Charges a request with invalid credentials to its address. Raises RateLimited."""
        refusal = await self._admission.refusal(PROTOCOL_TERMS, NOBODY, request.bucket)
        self._refused.note(request.bucket, PROTOCOL_TERMS, refusal)
        if isinstance(refusal, RateLimited):
            raise refusal

    async def _decide(
        self, request: McpRequest, wanted: Wanted | None
    ) -> tuple[Answer | None, Verdict | None]:
        """Returns an answer that ends the request, or the verdict of the limits on the tool.

        A tool that the caller has no access to says so itself; the call counts as a message.
        """
        if wanted is None or not has_access(wanted.card.method.policy, request.identity.caller):
            return await self._decide_protocol(request), None
        refusal = await self._admission.refusal(wanted.card.terms, request.identity, request.bucket)
        if isinstance(refusal, CredentialsRefused):
            return sign_in(refusal, self._rules.metadata_url), None
        return None, Verdict(wanted.card.name, refusal)

    async def _decide_protocol(self, request: McpRequest) -> Answer | None:
        """Lists stay readable while Redis is down and nothing can be counted: they reveal nothing."""
        if not request.message.is_request:
            return None
        refusal = await self._admission.refusal(PROTOCOL_TERMS, request.identity, request.bucket)
        if isinstance(refusal, CredentialsRefused):
            return sign_in(refusal, self._rules.metadata_url)
        if refusal is not None and refusal.kind == "resource_exhausted":
            return refused(refusal, request.message)
        return None
