"""The protocol's Tasks extension with a real client: handles of runs, their results, and whose they are."""

from typing import Any, ClassVar, Literal

import pytest
from fastmcp import Client
from fastmcp.client.transports import StreamableHttpTransport
from mcp.client.extension import ClaimContext, ClientExtension, ResultClaim
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolResult, Request, RequestParams, Result
from pydantic import ConfigDict, Field

from service_kit.testing.waiting import eventually

PLL = "05428cae-aeaa-57dd-926a-cb7710ce1a48"
NOBODY = "00000000-0000-4000-8000-000000000000"
EXTENSION = "io.modelcontextprotocol/tasks"
ENDED = {"completed", "failed", "cancelled"}
pytestmark = pytest.mark.timeout(120)


class Handle(Result):
    """What a client that declares the extension gets from a tool that starts a task."""

    model_config = ConfigDict(extra="allow")
    result_type: Literal["task"] = Field(default="task", alias="resultType")
    task_id: str = Field(alias="taskId")
    status: str


class Named(RequestParams):
    """Names a task."""

    task_id: str = Field(alias="taskId", serialization_alias="taskId")


class Ask(Request[Named, str]):
    """A method of the extension."""

    name_param: ClassVar[str | None] = "taskId"


class Answer(Result):
    """Everything that the server answers."""

    model_config = ConfigDict(extra="allow")


class Tasks(ClientExtension):
    """Follows tasks to their end, as a host does."""

    identifier = EXTENSION

    def __init__(self) -> None:
        self.handles: list[Handle] = []

    def claims(self) -> list[ResultClaim[Any]]:
        return [ResultClaim(result_type="task", model=Handle, resolve=self._followed)]

    async def _followed(self, handle: Handle, context: ClaimContext) -> CallToolResult:
        self.handles.append(handle)

        async def ask() -> dict[str, Any]:
            return await asked(context.session, "tasks/get", handle.task_id)

        task = await eventually(ask, lambda task: task["status"] in ENDED, within_s=60)
        return CallToolResult.model_validate(task["result"])


async def asked(session: Any, method: str, task_id: str) -> dict[str, Any]:
    params = Named(taskId=task_id)
    answer = await session.send_request(Ask(method=method, params=params), Answer)
    return answer.model_dump(by_alias=True)


def _client(mesh, headers: dict[str, str], *extensions: ClientExtension) -> "Client[Any]":
    return Client(StreamableHttpTransport(mesh.mcp, headers=headers), extensions=extensions)


async def test_a_client_that_declares_tasks_gets_a_handle_and_its_result(mesh, new_user) -> None:
    headers = new_user()["headers"]
    tasks = Tasks()
    arguments = {"league_id": PLL, "subjects": ["risk"]}
    async with _client(mesh, headers, tasks) as client:
        result = await client.call_tool_mcp("start_deep_analysis", arguments)
        (handle,) = tasks.handles
        assert handle.model_dump(by_alias=True)["pollIntervalMs"] > 0
        assert not result.is_error
        task = (result.structured_content or {})["task"]
        assert (task["task_id"], task["status"]) == (handle.task_id, "completed")
        assert task["result"]["analysis_id"] == handle.task_id
        answer = await asked(client.session, "tasks/update", handle.task_id)
        assert answer["resultType"] == "complete"
        await asked(client.session, "tasks/cancel", handle.task_id)  # it has ended, and stays so
        assert (await asked(client.session, "tasks/get", handle.task_id))["status"] == "completed"
        plain = await client.call_tool_mcp("list_tasks", {})
        assert plain.structured_content is not None


async def test_a_cancelled_task_is_cancelled_and_strangers_find_no_task(mesh, new_user) -> None:
    owner, stranger = new_user()["headers"], new_user()["headers"]
    async with _client(mesh, owner) as plain:
        started = await plain.call_tool_mcp("start_deep_analysis", {"league_id": PLL})
        task_id = (started.structured_content or {})["task"]["task_id"]
        with pytest.raises(MCPError) as refused:
            await asked(plain.session, "tasks/get", task_id)
        assert refused.value.error.code == -32021
        assert refused.value.error.data == {"requiredCapabilities": {"extensions": {EXTENSION: {}}}}
    async with _client(mesh, stranger, Tasks()) as other:
        for method in ("tasks/get", "tasks/update", "tasks/cancel"):
            for unknown in (task_id, NOBODY, "x" * 65):
                with pytest.raises(MCPError) as refused:
                    await asked(other.session, method, unknown)
                assert refused.value.error.code == -32602, method
    async with _client(mesh, owner, Tasks()) as client:
        await asked(client.session, "tasks/cancel", task_id)
        task = await asked(client.session, "tasks/get", task_id)
        assert task["status"] in ENDED
        assert task["taskId"] == task_id
