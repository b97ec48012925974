"""The protocol's Tasks extension: clients that declare it get a handle from a tool that starts a task.

The tasks are those of task-service, under the same access rules and limits as the tools `get_task_status` and
`cancel_task`. Clients that do not declare the extension get the task as the answer of the tool.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from fastmcp.server.context import Context
from fastmcp.server.extensions import (
    MethodBinding,
    ServerExtension,
    ToolCallContinuation,
    ToolCallOutcome,
    read_client_extension_settings,
)
from fastmcp.tools import ToolResult
from fastmcp.utilities.tasks import TASKS_EXTENSION_ID
from mcp.server.context import ServerRequestContext
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INTERNAL_ERROR,
    INVALID_PARAMS,
    MISSING_REQUIRED_CLIENT_CAPABILITY,
    CallToolRequestParams,
    RequestParams,
)
from mcp_types.jsonrpc import HEADER_MISMATCH
from mcp_types.version import MODERN_PROTOCOL_VERSIONS
from pydantic import BaseModel, ConfigDict, Field

from altsports.contract.json_values import is_object
from mcp_service.calls.context import CallContext, Contexts, Verdict
from mcp_service.calls.invoker import Invoker
from mcp_service.calls.outcome import Outcome
from mcp_service.protocol.results import call_result
from mcp_service.protocol.tool_search import CALL
from mcp_service.tools.registry import Registry

STATUS_TOOL, CANCEL_TOOL = "get_task_status", "cancel_task"
TOOL_OF_METHOD: Final = {"tasks/get": STATUS_TOOL, "tasks/update": STATUS_TOOL, "tasks/cancel": CANCEL_TOOL}
"""The tools whose access rules and limits apply to the methods of the extension."""
_VERSIONS = frozenset(MODERN_PROTOCOL_VERSIONS)
_POLL_MS = 2000
_PAUSES_S = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 1.6)
_WORKING = frozenset({"pending", "running"})
_CALLERS_FAULTS = frozenset({"invalid_argument", "validation_failed", "not_found"})


class TaskParams(RequestParams):
    """Names a task. Answers to questions are accepted and ignored, because no task asks any."""

    model_config = ConfigDict(populate_by_name=True, extra="allow")
    task_id: str = Field(alias="taskId")


class Wire(BaseModel):
    """A result that is sent with exactly these names."""

    model_config = ConfigDict(extra="allow")


class Tasks(ServerExtension):
    """Serves tasks/get, tasks/update and tasks/cancel, and answers calls with task handles."""

    identifier = TASKS_EXTENSION_ID

    def __init__(self, registry: Registry, invoker: Invoker, contexts: Contexts) -> None:
        self._registry = registry
        self._invoker = invoker
        self._contexts = contexts

    def methods(self) -> Sequence[MethodBinding]:
        handlers = {"tasks/get": self.get, "tasks/update": self.update, "tasks/cancel": self.cancel}
        return [MethodBinding(name, TaskParams, handler, _VERSIONS) for name, handler in handlers.items()]

    async def get(self, context: ServerRequestContext[Any, Any], params: TaskParams) -> Wire:
        """Returns the task, with its result once it has ended."""
        return detailed(await self._asked("tasks/get", context, params))

    async def update(self, context: ServerRequestContext[Any, Any], params: TaskParams) -> Wire:
        """Acknowledges answers that no task has asked for."""
        await self._asked("tasks/update", context, params)
        return Wire.model_validate({"resultType": "complete"})

    async def cancel(self, context: ServerRequestContext[Any, Any], params: TaskParams) -> Wire:
        """Cancels the task. A task that has ended stays as it is."""
        outcome = await self._asked("tasks/cancel", context, params, may_have=frozenset({"TASK_ENDED"}))
        return Wire.model_validate({"resultType": "complete", "_meta": outcome.meta})

    async def intercept_tool_call(
        self, params: CallToolRequestParams, context: Context, call_next: ToolCallContinuation
    ) -> ToolCallOutcome:
        """Replaces the answer of a tool that has started a task with the protocol's handle."""
        result = await call_next()
        if not _may_have_handle(context) or not self._starts_task(params):
            return result
        task_id = _started(result)
        outcome = await self._existing(task_id) if task_id else None
        if outcome is None:
            return result
        return Wire.model_validate({"resultType": "task", **_handle(outcome.structured["task"])})

    def _starts_task(self, params: CallToolRequestParams) -> bool:
        name: Any = (params.arguments or {}).get("name") if params.name == CALL else params.name
        card = self._registry.get(name) if isinstance(name, str) else None
        return card is not None and card.starts_task

    async def _existing(self, task_id: str) -> Outcome | None:
        """The status of a task that was just started; waits until its order has reached task-service.

        Returns None if it takes too long: a handle must not name a task that `tasks/get` does not find.
        """
        context = await self._contexts.current()
        free = replace(context, verdict=Verdict(STATUS_TOOL, None))  # the call that started it is charged
        for pause in _PAUSES_S:
            outcome = await self._call(STATUS_TOOL, task_id, free)
            if not outcome.is_error:
                return outcome
            await asyncio.sleep(pause)
        return None

    async def _asked(
        self,
        method: str,
        context: ServerRequestContext[Any, Any],
        params: TaskParams,
        may_have: frozenset[str] = frozenset(),
    ) -> Outcome:
        """The outcome of the method's tool. Raises MCPError for errors with other reasons than these."""
        if self.client_settings(context) is None:
            raise _missing_capability()
        named = context.request.headers.get("mcp-name") if context.request is not None else None
        if named is not None and named.strip() != params.task_id:
            raise MCPError(HEADER_MISMATCH, "The header Mcp-Name differs from taskId")
        outcome = await self._call(TOOL_OF_METHOD[method], params.task_id, await self._contexts.current())
        error = outcome.structured.get("error") if outcome.is_error else None
        if is_object(error) and error["reason"] not in may_have:
            is_callers = error["type"] in _CALLERS_FAULTS
            raise MCPError(INVALID_PARAMS if is_callers else INTERNAL_ERROR, error["message"], error)
        return outcome

    async def _call(self, tool: str, task_id: str, context: CallContext) -> Outcome:
        card = self._registry.get(tool)
        if card is None or (context.view.read_only and not card.spec.read_only):
            raise MCPError(INVALID_PARAMS, "The view of this connection only reads")
        return await self._invoker.invoke(card, {"task_id": task_id}, context)


def declares_tasks(capabilities: object) -> bool:
    """Whether the capabilities in the metadata of a request declare the extension."""
    extensions = capabilities.get("extensions") if is_object(capabilities) else None
    return is_object(extensions) and is_object(extensions.get(TASKS_EXTENSION_ID))


def check_task_subscription(context: ServerRequestContext[Any, Any]) -> None:
    """Refuses a subscription to tasks by a client that does not declare the extension. Raises MCPError.

    Others are not notified of tasks either, and the acknowledgement says so: they ask with tasks/get.
    """
    wanted = (context.params or {}).get("notifications")
    asks = is_object(wanted) and wanted.get("taskIds")
    if asks and read_client_extension_settings(context, TASKS_EXTENSION_ID) is None:
        raise _missing_capability()


def _may_have_handle(context: Context) -> bool:
    """Whether the client declares the extension, in a revision that has it."""
    request = context.request_context
    is_modern = request is not None and request.protocol_version in _VERSIONS
    return is_modern and context.client_extension_settings(TASKS_EXTENSION_ID) is not None


def _started(result: ToolCallOutcome) -> str | None:
    """The id in the answer of a tool that has started a task; None if it failed."""
    if not isinstance(result, ToolResult) or result.is_error:
        return None
    task = (result.structured_content or {}).get("task")
    return task["task_id"] if is_object(task) else None


def _handle(task: Mapping[str, Any]) -> dict[str, Any]:
    """A task in the words of the protocol. Whether its work failed is part of its result."""
    status: str = task["status"]
    content = {
        "taskId": task["task_id"],
        "status": "working" if status in _WORKING else "cancelled" if status == "cancelled" else "completed",
        "createdAt": task["created_at"],
        "lastUpdatedAt": task.get("completed_at") or task.get("started_at") or task["created_at"],
        "ttlMs": _lifetime_ms(task),
        "pollIntervalMs": _POLL_MS,
    }
    if said := task.get("error") or task.get("message") or task.get("waiting_reason"):
        content["statusMessage"] = said
    return content


def detailed(outcome: Outcome) -> Wire:
    """The task, and after its end what `get_task_status` answers, as an error if the work failed."""
    task = outcome.structured["task"]
    handle = _handle(task)
    if handle["status"] == "completed":
        result = call_result(outcome).model_dump(mode="json", by_alias=True, exclude_none=True)
        handle["result"] = {**result, "isError": task["status"] == "failed"}
    return Wire.model_validate({"resultType": "complete", **handle})


def _lifetime_ms(task: Mapping[str, Any]) -> int | None:
    """How long the task is kept after its creation; None while that is open."""
    if not task.get("expires_at"):
        return None
    created, ends = (datetime.fromisoformat(task[name]) for name in ("created_at", "expires_at"))
    return round((ends - created).total_seconds() * 1000)


def _missing_capability() -> MCPError:
    return MCPError(
        MISSING_REQUIRED_CLIENT_CAPABILITY,
        f"Declare the extension {TASKS_EXTENSION_ID} in the capabilities of the request",
        {"requiredCapabilities": {"extensions": {TASKS_EXTENSION_ID: {}}}},
    )
