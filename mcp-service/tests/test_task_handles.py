"""Tasks in the words of the protocol: which state a run has, and how a failed one ends."""

import pytest

from mcp_service.calls.outcome import Outcome
from mcp_service.protocol.tasks import declares_tasks, detailed
from mcp_service.tools.registry import contract_registry

RUN = {
    "task_id": "957b72d3-886b-4c37-a14c-fec625b438cb",
    "created_at": "2026-11-30T10:00:00Z",
    "started_at": "2026-11-30T10:00:01Z",
    "completed_at": "2026-11-30T10:00:05Z",
    "expires_at": "2026-12-01T10:00:00Z",
    "error": "The model did not answer",
}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("pending", "working"),
        ("running", "working"),
        ("completed", "completed"),
        ("failed", "completed"),
        ("cancelled", "cancelled"),
    ],
)
def test_a_failed_run_is_a_completed_task_with_an_error_as_its_result(status: str, expected: str):
    task = detailed(Outcome("{}", {"task": {**RUN, "status": status}}, {})).model_dump()
    assert (task["resultType"], task["status"], task["ttlMs"]) == ("complete", expected, 86_400_000)
    if expected == "completed":
        assert task["result"]["structuredContent"]["task"]["status"] == status
        assert task["result"]["isError"] is (status == "failed")
    else:
        assert "result" not in task


def test_tools_that_start_a_task_follow_from_the_contract():
    names = {card.name for card in contract_registry() if card.starts_task}
    assert names == {"start_deep_analysis", "start_task", "retry_task"}


@pytest.mark.parametrize("capabilities", [None, [], {}, {"extensions": []}, {"extensions": {"x": {}}}])
def test_capabilities_without_the_extension_do_not_declare_it(capabilities: object):
    assert not declares_tasks(capabilities)


async def test_only_clients_that_declare_the_extension_subscribe_to_tasks(stage):
    wanted = {"notifications": {"taskIds": [RUN["task_id"]]}}
    refused = await stage.post("subscriptions/listen", wanted)
    assert refused.json()["error"]["code"] == -32021
    discovered = (await stage.post("server/discover")).json()["result"]
    assert "io.modelcontextprotocol/tasks" in discovered["capabilities"]["extensions"]
