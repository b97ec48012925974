"""The tasks extension over a store in memory, with the tools that the suite runs as tasks."""

import asyncio
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import mcp_types as types
from fastmcp import FastMCP
from fastmcp.server.extensions import MethodBinding, ServerExtension
from fastmcp.tools import ToolResult
from mcp.shared.exceptions import MCPError
from media import text
from pydantic import BaseModel, ConfigDict, Field
from rounds import answered, elicit, need
from table_tools import EMPTY, STRING, Schema, TableTool, obj

EXTENSION = "io.modelcontextprotocol/tasks"
_MODERN = frozenset({"2026-07-28"})
_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities"
_FINAL = {"completed", "failed", "cancelled"}


class TaskId(types.RequestParams):
    """Names a task."""

    model_config = ConfigDict(populate_by_name=True, extra="allow")
    task_id: str = Field(alias="taskId")


class TaskUpdate(TaskId):
    """Brings answers to a task."""

    input_responses: dict[str, Any] = Field(alias="inputResponses", default_factory=dict)


class Done(types.Result):
    """An empty result."""

    result_type: str = Field(default="complete", serialization_alias="resultType")


class Wire(BaseModel):
    """Serialized with exactly the given names."""

    model_config = ConfigDict(extra="allow")


class Task:
    """One task; `wire` is the part that clients see."""

    def __init__(self) -> None:
        now = _now()
        self.wire: dict[str, Any] = {
            "taskId": secrets.token_urlsafe(18),
            "status": "working",
            "createdAt": now,
            "lastUpdatedAt": now,
            "ttlMs": 300_000,
            "pollIntervalMs": 200,
        }
        self.answers: dict[str, Any] = {}
        self.answered = asyncio.Event()
        self.job: asyncio.Task[None] | None = None

    def become(self, status: str, **more: Any) -> None:
        """A final state does not change."""
        if self.wire["status"] in _FINAL:
            return
        self.wire.pop("inputRequests", None)
        self.wire |= {"status": status, "lastUpdatedAt": _now(), **more}


class Tasks(ServerExtension):
    """tasks/get, tasks/update, tasks/cancel, and calls that become tasks."""

    identifier = EXTENSION

    def __init__(self) -> None:
        self._tasks: dict[str, Task] = {}

    def methods(self) -> list[MethodBinding]:
        table = (
            ("tasks/get", TaskId, self.get),
            ("tasks/update", TaskUpdate, self.update),
            ("tasks/cancel", TaskId, self.cancel),
        )
        return [MethodBinding(name, params, handler, _MODERN) for name, params, handler in table]

    async def get(self, context: Any, params: TaskId) -> Wire:
        return Wire.model_validate({"resultType": "complete", **self._task(context, params).wire})

    async def update(self, context: Any, params: TaskUpdate) -> Done:
        task = self._task(context, params)
        open_questions = task.wire.get("inputRequests", {})
        for key in params.input_responses.keys() & open_questions.keys():
            task.answers[key] = params.input_responses[key]
            open_questions.pop(key)
        if task.wire["status"] == "input_required" and not open_questions:
            task.answered.set()
        return Done()

    async def cancel(self, context: Any, params: TaskId) -> Done:
        task = self._task(context, params)
        task.become("cancelled")
        if task.job is not None:
            task.job.cancel()
        return Done()

    async def intercept_tool_call(self, params: Any, context: Any, call_next: Callable[..., Any]) -> Any:
        tool = await context.fastmcp.get_tool(params.name)
        mode = (tool.meta or {}).get("task") if tool else None
        if not isinstance(tool, TableTool) or not mode:
            return await call_next()
        capabilities = (context.request_context.meta or {}).get(_CAPABILITIES) or {}
        if EXTENSION not in (capabilities.get("extensions") or {}):
            if mode == "required":
                raise _missing()
            return await call_next()
        if (tool.meta or {}).get("ask_first") and not context.input_responses:
            return await call_next()  # questions first, the task last
        task = Task()
        self._tasks[task.wire["taskId"]] = task
        seed = dict(task.wire)
        task.job = asyncio.create_task(_work(task, tool, params.arguments or {}, context.input_responses))
        return Wire.model_validate({"resultType": "task", **seed})

    def _task(self, context: Any, params: TaskId) -> Task:
        if self.client_settings(context) is None:
            raise _missing()
        request = getattr(context, "request", None)
        named = request.headers.get("mcp-name") if request is not None else None
        if named is not None and named.strip() != params.task_id:
            raise MCPError(code=-32020, message="Mcp-Name header does not match taskId")
        task = self._tasks.get(params.task_id)
        if task is None:
            raise MCPError(code=-32602, message="Unknown task", data={"taskId": params.task_id})
        return task


async def _work(task: Task, tool: TableTool, arguments: dict[str, Any], answers: Any) -> None:
    try:
        result = await tool.handler(None, _answers=answers, **arguments)
        while isinstance(result, types.InputRequiredResult):
            task.answered.clear()
            task.answers = {}
            questions = {key: _dump(request) for key, request in result.input_requests.items()}
            task.become("input_required", inputRequests=questions)
            await task.answered.wait()
            task.become("working")
            result = await tool.handler(None, _answers=task.answers, **arguments)
        task.become("completed", result=_result(result))
    except MCPError as error:
        task.become("failed", error={"code": error.error.code, "message": error.error.message})


def _result(result: ToolResult | str) -> dict[str, Any]:
    if isinstance(result, str):
        result = ToolResult(content=[text(result)])
    content = [_dump(block) for block in result.content]
    return {"resultType": "complete", "content": content, "isError": result.is_error}


def _dump(model: BaseModel) -> dict[str, Any]:
    return model.model_dump(mode="json", by_alias=True, exclude_none=True)


def _missing() -> MCPError:
    data = {"requiredCapabilities": {"extensions": {EXTENSION: {}}}}
    return MCPError(code=-32021, message="Missing required client capability", data=data)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


async def greet(_answers: Any, name: str) -> str:
    return f"Hello, {name}!"


async def slow_compute(_answers: Any, seconds: float = 1.0, label: str = "") -> str:
    await asyncio.sleep(seconds)
    return f"Computed {label}"


async def failing_job(_answers: Any) -> ToolResult:
    await asyncio.sleep(0.5)
    return ToolResult(content=[text("This job intentionally fails")], is_error=True)


async def protocol_error_job(_answers: Any) -> str:
    raise MCPError(code=-32603, message="protocol failure")


async def confirm_delete(answers: Any, filename: str) -> Any:
    question = {"confirm": elicit(f"Delete {filename}?", "confirmation")}
    return f"Deleted {filename}" if answers else need(question)


async def multi_input(answers: Any) -> Any:
    if not answers:
        return need({key: elicit(key, key) for key in ("first", "second")})
    return "got " + ", ".join(sorted(answers))


async def tool_with_task(answers: Any) -> Any:
    if not answers:
        return need({"user_name": elicit("What is your name?", "name")})
    return f"Task done for {answered(answers, 'user_name', 'name')}"


_SECONDS: Schema = {"type": "number"}
_TOOLS: tuple[tuple[str, Schema, Callable[..., Any], dict[str, Any] | None], ...] = (
    ("greet", obj(name=STRING), greet, None),
    ("slow_compute", obj(required=False, seconds=_SECONDS, label=STRING), slow_compute, {"task": "optional"}),
    ("failing_job", EMPTY, failing_job, {"task": "required"}),
    ("protocol_error_job", EMPTY, protocol_error_job, {"task": "optional"}),
    ("confirm_delete", obj(filename=STRING), confirm_delete, {"task": "optional"}),
    ("multi_input", EMPTY, multi_input, {"task": "optional"}),
    ("test_tool_with_task", EMPTY, tool_with_task, {"task": "required", "ask_first": True}),
)


def add_tasks(server: FastMCP) -> dict[str, Schema]:
    """Adds the extension and its tools, and returns their schemas."""
    server._install_extension(Tasks())  # in place of the product's, whose tasks are runs of a mesh
    for name, schema, work, meta in _TOOLS:
        server.add_tool(TableTool.of(name, schema, _handler(work), meta))
    return {name: schema for name, schema, _, _ in _TOOLS}


def _handler(work: Callable[..., Any]) -> Callable[..., Any]:
    async def handler(context: Any, _answers: Any = None, **arguments: Any) -> Any:
        return await work(context.input_responses if context else _answers, **arguments)

    return handler
