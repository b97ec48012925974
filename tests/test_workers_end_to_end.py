"""Cancelling, and a worker that somebody starts by hand elsewhere and stops again: over the real mesh."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from service_kit.testing.waiting import eventually

COMMAND = str(Path(sys.executable).with_name("altsports"))
PLL = "05428cae-aeaa-57dd-926a-cb7710ce1a48"
pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def by_hand(mesh, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker as on a second machine: its environment reaches the mesh, its data folder is another one."""
    environment = {**mesh.environment, **mesh.state()["environment"]}
    secret = (mesh.home / "secrets" / "mesh_secret").read_text().strip()
    environment |= {"ALTSPORTS_HOME": str(tmp_path), "ALTSPORTS_MESH_SECRET": secret, "WORKER_GRACE": "0"}
    command = [COMMAND, "worker", "--concurrency", "8"]
    worker = subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=subprocess.DEVNULL)
    yield worker
    if worker.poll() is None:
        worker.kill()
    worker.wait()


async def _workers(http: httpx.AsyncClient, admin: dict[str, str]) -> dict[int, list[str]]:
    """What each worker works on, by its pid."""
    answer = await http.get("/api/v1/workers", headers=admin)
    found = answer.raise_for_status().json()["data"]
    return {one["pid"]: [run["task_id"] for run in one["active"]] for one in found if one["status"] != "lost"}


async def _task(http: httpx.AsyncClient, task_id: str, headers: dict[str, str]) -> dict[str, Any]:
    answer = await http.get(f"/api/v1/tasks/{task_id}/status", headers=headers)
    return answer.raise_for_status().json()["data"]


async def _analysis(http: httpx.AsyncClient, headers: dict[str, str]) -> str:
    accepted = await http.post(f"/api/v1/leagues/{PLL}/deep-analysis", json={}, headers=headers)
    return accepted.raise_for_status().json()["data"]["task_id"]


async def test_a_worker_elsewhere_joins_the_mesh_and_leaves_it_without_costing_an_attempt(
    http, admin, new_user, by_hand
) -> None:
    headers = new_user("enterprise")["headers"]
    await eventually(lambda: _workers(http, admin), lambda found: by_hand.pid in found, within_s=60)
    tasks = [await _analysis(http, headers) for _ in range(4)]  # as many as a user has in the queue
    await eventually(lambda: _task(http, tasks[0], headers), lambda task: task["attempt"], within_s=60)
    by_hand.send_signal(signal.SIGTERM)
    assert by_hand.wait(60) == 0
    for task_id in tasks:
        task = await eventually(
            lambda task_id=task_id: _task(http, task_id, headers),
            lambda task: task["status"] == "completed",
            within_s=60,
        )
        assert task["attempt"] == 1
    assert by_hand.pid not in await _workers(http, admin)


async def _cancelled(http: httpx.AsyncClient, headers: dict[str, str]) -> tuple[str, httpx.Response]:
    """A task that was cancelled while it ran, and the answer."""
    task_id = await _analysis(http, headers)
    await eventually(lambda: _task(http, task_id, headers), lambda task: task["progress"] > 0)
    return task_id, await http.post(f"/api/v1/tasks/{task_id}/cancel", headers=headers)


async def test_cancelling_ends_a_task_at_once_and_its_work_within_a_heartbeat(
    mesh, http, admin, new_user
) -> None:
    headers = new_user("enterprise")["headers"]
    task_id, answer = await _cancelled(http, headers)
    while answer.is_error:  # it had ended before
        assert answer.json()["code"] == "TASK_ENDED"
        task_id, answer = await _cancelled(http, headers)
    assert answer.json()["data"]["message"] == "Task cancellation requested"
    cancelled = await _task(http, task_id, headers)
    assert (cancelled["status"], cancelled["completed_at"] is None) == ("cancelled", False)
    await eventually(
        lambda: _workers(http, admin),
        lambda found: all(task_id not in active for active in found.values()),
        within_s=60,
    )
    later = await _task(http, task_id, headers)
    assert (later["status"], later["progress"]) == ("cancelled", cancelled["progress"])
