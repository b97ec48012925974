"""Tools and a prompt that ask the client for input before they answer (multi-round-trip requests)."""

from collections.abc import Callable
from typing import Any, cast

import mcp_types as types
from fastmcp import Context, FastMCP
from media import text
from table_tools import EMPTY, Schema, TableTool, client_capabilities, obj, require_capability

_NAME = "test_input_required_result_"
Requests = dict[str, Any]


def elicit(message: str, field: str, kind: str = "string") -> types.ElicitRequest:
    params = types.ElicitRequestFormParams(
        message=message, requested_schema=cast("Any", obj(**cast("dict[str, Any]", {field: {"type": kind}})))
    )
    return types.ElicitRequest(method="elicitation/create", params=params)


def sample(message: str, most: int) -> types.CreateMessageRequest:
    messages = [types.SamplingMessage(role="user", content=text(message))]
    params = types.CreateMessageRequestParams(messages=messages, max_tokens=most)
    return types.CreateMessageRequest(method="sampling/createMessage", params=params)


def roots() -> types.ListRootsRequest:
    return types.ListRootsRequest(method="roots/list")


def need(requests: Requests, state: str | None = None) -> types.InputRequiredResult:
    return types.InputRequiredResult(
        result_type="input_required", input_requests=requests, request_state=state
    )


def answered(responses: Any, key: str, field: str) -> str:
    """What a person filled in."""
    answer = (responses or {}).get(key)
    content = getattr(answer, "content", None) or (answer or {}).get("content", {})
    return str(content.get(field, ""))


def one_round(
    first: Callable[[], Requests],
    done: Callable[[Any, Any], str],
    *,
    state: str | None = None,
    key: str | None = None,
) -> Callable[..., Any]:
    """A handler that asks once."""

    async def handler(context: Any) -> Any:
        responses = context.input_responses
        if responses is None or (key and key not in responses):
            return need(first(), state)
        return done(context, responses)

    return handler


async def multi_round(context: Any) -> Any:
    responses = context.input_responses
    if not responses:
        return need({"step1": elicit("Step 1: What is your name?", "name")}, "r1")
    if "step1" in responses:
        question = elicit("Step 2: What is your favorite color?", "color")
        return need({"step2": question}, "r2:" + answered(responses, "step1", "name"))
    name = (context.request_state or ":").split(":", 1)[1]
    return f"{name} likes {answered(responses, 'step2', 'color')}"


async def by_capabilities(context: Any) -> Any:
    if context.input_responses is not None:
        return "ok"
    declared = client_capabilities(context)
    questions = {
        "sampling": ("q", sample("What is the capital of France?", 100)),
        "elicitation": ("user_name", elicit("What is your name?", "name")),
        "roots": ("client_roots", roots()),
    }
    asked = dict(q for name, q in questions.items() if declared and getattr(declared, name) is not None)
    return need(asked) if asked else "none"


async def streaming_elicitation(context: Any) -> Any:
    require_capability(context, "elicitation")
    return need({"x": elicit("?", "x")}) if context.input_responses is None else "ok"


def _roots_of(responses: Any) -> str:
    return "Roots: " + ", ".join(str(root.uri) for root in responses["client_roots"].roots)


_HANDLERS: dict[str, Callable[..., Any]] = {
    f"{_NAME}elicitation": one_round(
        lambda: {"user_name": elicit("What is your name?", "name")},
        lambda _context, given: f"Hello, {answered(given, 'user_name', 'name')}!",
        key="user_name",
    ),
    f"{_NAME}sampling": one_round(
        lambda: {"capital_question": sample("What is the capital of France?", 100)},
        lambda _context, given: f"Answer: {given['capital_question'].content.text}",
        key="capital_question",
    ),
    f"{_NAME}list_roots": one_round(
        lambda: {"client_roots": roots()}, lambda _context, given: _roots_of(given), key="client_roots"
    ),
    f"{_NAME}request_state": one_round(
        lambda: {"confirm": elicit("Please confirm", "ok", "boolean")},
        lambda context, _given: "state-ok" if context.request_state == "s1" else "state-lost",
        state="s1",
    ),
    f"{_NAME}multiple_inputs": one_round(
        lambda: {
            "user_name": elicit("What is your name?", "name"),
            "greeting": sample("Generate a greeting", 50),
            "client_roots": roots(),
        },
        lambda _context, given: f"{len(given)} responses for {answered(given, 'user_name', 'name')}",
        state="m1",
    ),
    f"{_NAME}tampered_state": one_round(
        lambda: {"confirm": elicit("Please confirm", "confirmation")},
        lambda _context, _given: "ok",
        state="t1",
    ),
    f"{_NAME}multi_round": multi_round,
    f"{_NAME}capabilities": by_capabilities,
    "test_streaming_elicitation": streaming_elicitation,
}


async def asking_prompt(ctx: Context) -> Any:
    if ctx.input_responses is None:
        return need({"user_context": elicit("What context should the prompt use?", "context")})
    return f"Context: {answered(ctx.input_responses, 'user_context', 'context')}"


def add_rounds(server: FastMCP) -> dict[str, Schema]:
    """Adds the tools and the prompt, and returns the schemas of the tools."""
    for name, handler in _HANDLERS.items():
        server.add_tool(TableTool.of(name, EMPTY, handler))
    server.prompt(asking_prompt, name=f"{_NAME}prompt", description="Prompt that asks for input.")
    return dict.fromkeys(_HANDLERS, EMPTY)
