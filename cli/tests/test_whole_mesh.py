"""The whole mesh, as `altsports up` runs it: from the first start until the last process has ended."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from service_kit.testing.waiting import wait_until

START_SECONDS = 240  # a loaded machine may be slow; an idle one takes fifteen


@dataclass(frozen=True)
class Installation:
    """One home with its ports and its command line."""

    home: Path
    port: int
    mcp_port: int

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "altsports_cli", *arguments],
            env=self.environment,
            cwd=self.home.parent,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            check=False,
        )

    @property
    def environment(self) -> dict[str, str]:
        given = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
        return given | {
            "ALTSPORTS_HOME": str(self.home),
            "ALTSPORTS_PORT": str(self.port),
            "ALTSPORTS_MCP_PORT": str(self.mcp_port),
            "AI_LIVE_SEASONS": "1",  # catching up with one season is enough here
        }

    @property
    def state(self) -> dict[str, Any]:
        return json.loads((self.home / "state.json").read_text())

    def pid_of(self, name: str) -> int:
        if name == "supervisor":
            return self.state["supervisor"]["pid"]
        return next(process["pid"] for process in self.state["processes"] if process["name"] == name)

    def is_ready(self) -> bool:
        """Whether the supervisor calls every process ready, a restarted one included."""
        return all(process["status"] == "ready" for process in self.state["processes"])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, *, gateway: int = 0) -> httpx.Response:
        return httpx.get(f"http://127.0.0.1:{self.port + gateway}{path}", timeout=30)

    def processes(self) -> list[psutil.Process]:
        """All processes that run on this home, however they were started."""
        found: list[psutil.Process] = []
        for process in psutil.process_iter():
            try:
                if str(self.home) in " ".join(process.cmdline()) or (
                    process.environ().get("ALTSPORTS_HOME") == str(self.home)
                ):
                    found.append(process)
            except psutil.Error:
                continue
        return found


def free_ports(count: int) -> int:
    """The first of several consecutive free ports."""
    for first in range(21000 + os.getpid() % 20000, 65000, count):
        try:
            for number in range(first, first + count):
                socket.create_server(("127.0.0.1", number)).close()
        except OSError:
            continue
        return first
    raise AssertionError("no free ports")


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A mesh with two gateways, started once for the tests of this file."""
    first = free_ports(3)
    installation = Installation(tmp_path_factory.mktemp("mesh") / "home", first, first + 2)
    try:
        yield installation
    finally:
        installation.run("down")


@pytest.fixture
def mesh(installation: Installation) -> Installation:
    """The mesh, up."""
    done = installation.run("up", "--detach", "--gateways", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    return installation


pytestmark = [pytest.mark.timeout(START_SECONDS), pytest.mark.xdist_group("installation")]


def test_up_returns_when_everything_is_ready_and_shows_what_to_do(installation: Installation) -> None:
    done = installation.run("up", "--detach", "--gateways", "2")

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"http://127.0.0.1:{installation.port}/docs" in done.stdout
    assert f"http://127.0.0.1:{installation.mcp_port}/mcp" in done.stdout
    assert f"http://127.0.0.1:{installation.port}/live\n" in done.stdout
    assert f"http://127.0.0.1:{installation.port}/\n" in done.stdout
    assert done.stdout.count("  curl ") == 3
    assert "FATAL" not in (installation.home / "logs" / "postgres.log").read_text()
    assert installation.get("/readyz").status_code == 200
    assert installation.get("/readyz", gateway=1).status_code == 200


@pytest.mark.skipif(shutil.which("curl") is None, reason="the printed requests are for curl")
def test_the_printed_requests_work_as_they_are(mesh: Installation) -> None:
    mesh.run("down")
    printed = mesh.run("up", "--detach", "--gateways", "2").stdout
    requests = [line.strip() for line in printed.splitlines() if line.startswith("  curl ")]

    answers = [
        subprocess.run(
            ["sh", "-c", request.replace("curl ", "curl -sS --fail-with-body ", 1)],
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
        ).stdout
        for request in requests
    ]

    leagues, login, tool = map(json.loads, answers)
    assert leagues["data"][0]["sport"] == "pickleball"
    assert login["access_token"]
    assert not tool["result"].get("isError")


def test_status_shows_every_process_and_a_small_mesh(mesh: Installation) -> None:
    done = mesh.run("status", "--json")

    status = json.loads(done.stdout)
    assert done.returncode == 0
    assert {row["name"] for row in status["processes"]} >= {
        "postgres",
        "redis",
        "gateway",
        "gateway-2",
        "mcp",
    }
    assert sum(row["memory_mb"] for row in status["processes"]) < 1024


def test_a_second_up_says_that_it_runs(mesh: Installation) -> None:
    before = mesh.pid_of("supervisor")

    done = mesh.run("up")

    assert done.returncode == 0
    assert f"is already running here (pid {before}" in done.stdout
    assert "It was started" not in done.stdout


def test_a_second_up_says_what_the_running_mesh_does_not_do(mesh: Installation) -> None:
    done = mesh.run("up", "--reload", "--gateways", "3")

    assert done.returncode == 0
    assert "It was started without --reload: it does not restart services" in done.stdout
    assert "It runs 2 gateways, not 3." in done.stdout


def test_the_demo_data_answers_over_http_and_over_grpc(mesh: Installation) -> None:
    over_http = mesh.get("/api/v1/leagues/search?page_size=1").json()
    over_grpc = json.loads(mesh.run("call", "SearchLeagues", '{"page_size": 1}').stdout)

    assert over_http["data"][0]["id"] == over_grpc["leagues"][0]["id"]
    assert over_grpc["total_size"] >= 60


def test_a_killed_service_comes_back(mesh: Installation) -> None:
    before = mesh.pid_of("league")

    os.kill(before, signal.SIGKILL)

    wait_until(lambda: mesh.pid_of("league") != before and mesh.is_ready(), within_s=60)
    wait_until(lambda: mesh.get("/readyz").status_code == 200, within_s=60)
    assert "league was killed by SIGKILL; restarting" in mesh.run("logs", "supervisor").stdout


def test_the_doctor_finds_nothing(mesh: Installation) -> None:
    done = mesh.run("doctor")

    assert done.returncode == 0, done.stdout


def test_a_running_mesh_is_backed_up_but_not_replaced(mesh: Installation) -> None:
    backup = mesh.home.parent / "running.backup"

    done = mesh.run("backup", str(backup))
    assert done.returncode == 0, done.stderr
    assert str(backup) in done.stdout
    for arguments in (("restore", str(backup), "--force"), ("upgrade",)):
        refused = mesh.run(*arguments)
        assert (refused.returncode, "AltSports is running on" in refused.stderr) == (1, True)
        assert "altsports down" in refused.stderr


def test_a_mesh_does_not_log_what_its_processes_ask_each_other_again_and_again(mesh: Installation) -> None:
    lines = [line for file in (mesh.home / "logs").glob("*.log") for line in file.read_text().splitlines()]
    records = [json.loads(line) for line in lines if line.startswith("{")]
    upkeep = [
        record["message"]
        for record in records
        if record["logger"] == "grpc.access"
        and (record["context"]["caller"], record["request_id"]) == ("service", None)
    ]
    work = ("ImportFiles", "CarryOut", "BeginUpload", "FinishUpload")
    assert [said for said in upkeep if said.endswith(" OK") and not any(map(said.__contains__, work))] == []


def test_a_killed_supervisor_does_not_block_the_next_start_which_shows_no_old_password(
    mesh: Installation,
) -> None:
    reset = mesh.run("admin", "reset-password", "--generate")
    assert reset.returncode == 0, reset.stderr
    login = {"email": "admin@altsports.local", "password": reset.stdout.split()[-1]}
    assert httpx.post(f"{mesh.url}/auth/login", json=login, timeout=30).status_code == 200
    os.kill(mesh.pid_of("supervisor"), signal.SIGKILL)

    done = mesh.run("up", "--detach", "--gateways", "2")

    assert done.returncode == 0, done.stdout + done.stderr
    assert (mesh.home / "secrets" / "admin_password").read_text().strip() not in done.stdout
    assert "altsports admin reset-password" in done.stdout
    assert f"curl {mesh.url}/health" in done.stdout
    assert mesh.get("/readyz").status_code == 200


def test_down_leaves_no_process(mesh: Installation) -> None:
    assert mesh.run("down").returncode == 0

    assert mesh.processes() == []
    assert mesh.run("status").returncode == 3
