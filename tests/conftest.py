"""One real mesh for the tests that cross services: two gateways, in a folder of its own."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from contextlib import AbstractContextManager, AsyncExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from service_kit.testing.stack import memory

pytest_plugins = ["service_kit.testing.plugin"]

ADMIN = {"username": "root@altsports.example", "password": "the keys to the arena"}
COMMAND = str(Path(sys.executable).with_name("altsports"))
READY_S = 60
CATCH_UP_S = 300
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of the mesh share one, so one worker runs them one after the other. Other files stay together."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            names: list[str] = getattr(item, "fixturenames", [])
            item.add_marker(pytest.mark.xdist_group("mesh" if "mesh" in names else item.path.stem))


@dataclass
class Mesh:
    """The running mesh as a test sees it."""

    home: Path
    environment: dict[str, str]
    port: int
    mcp_port: int

    @property
    def admin(self) -> dict[str, str]:
        """What the administrator logs in with."""
        return ADMIN

    @property
    def gateways(self) -> list[str]:
        return [f"http://127.0.0.1:{self.port}", f"http://127.0.0.1:{self.port + 1}"]

    @property
    def mcp(self) -> str:
        return f"http://127.0.0.1:{self.mcp_port}/mcp"

    def altsports(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [COMMAND, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=check,
        )

    def state(self) -> dict[str, Any]:
        return json.loads((self.home / "state.json").read_text())

    def told(self, name: str) -> str:
        """A setting as the processes of the mesh have it."""
        return self.state()["environment"][name]

    def pid(self, name: str) -> int:
        return next(entry["pid"] for entry in self.state()["processes"] if entry["name"] == name)

    def kill(self, name: str) -> int:
        """Kills a process as a crash would, and returns its id."""
        pid = self.pid(name)
        os.kill(pid, signal.SIGKILL)
        return pid

    def wait_until(self, holds: Callable[[], bool], seconds: float = READY_S) -> None:
        """Waits until something holds. Fails the test when it does not in time."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with suppress(httpx.HTTPError, OSError, StopIteration, ValueError, psutil.Error):
                if holds():
                    return
            time.sleep(0.05)
        pytest.fail(f"did not hold within {seconds} s")

    def wait_until_healthy(self) -> None:
        self.wait_until(lambda: all(httpx.get(f"{url}/readyz").status_code == 200 for url in self.gateways))
        self.wait_until(lambda: httpx.get(f"{self.gateways[0]}/health", timeout=10).status_code == 200)


def _free_ports(count: int) -> int:
    """The first of `count` consecutive free ports."""
    for candidate in range(20000 + os.getpid() % 10000, 60000, count):
        sockets: list[socket.socket] = []
        try:
            for port in range(candidate, candidate + count):
                sockets.append(socket.create_server(("127.0.0.1", port)))
            return candidate
        except OSError:
            continue
        finally:
            for found in sockets:
                found.close()
    raise AssertionError("no free ports")


@contextmanager
def _running(*options: str, **settings: str) -> Generator[Mesh]:
    """A mesh with two gateways and an administrator, in a folder of its own."""
    home = Path(tempfile.mkdtemp(prefix="mesh-", dir=memory()))
    port = _free_ports(3)
    kept = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL", "PORT"}
    }
    environment = {
        **kept,
        "ALTSPORTS_HOME": str(home),
        "ALTSPORTS_ENV": "test",
        "ALTSPORTS_PORT": str(port),
        "ALTSPORTS_MCP_PORT": str(port + 2),
        "ALTSPORTS_ADMIN_EMAIL": ADMIN["username"],
        "ALTSPORTS_ADMIN_PASSWORD": ADMIN["password"],
        # All tests come from one address; what they test of limits they test with accounts.
        "ALTSPORTS_LIMIT_ANONYMOUS": "none",
        **settings,
    }
    found = Mesh(home, environment, port, port + 2)
    started = found.altsports("up", "--detach", "--gateways", "2", *options, check=False)
    assert started.returncode == 0, started.stdout + started.stderr
    try:
        yield found
    finally:
        found.altsports("down")
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def mesh() -> Iterator[Mesh]:
    """The mesh that tests share, with the demo data."""
    with _running() as found:
        yield found


@pytest.fixture(scope="session")
def running_mesh() -> Callable[..., AbstractContextManager[Mesh]]:
    """`with running_mesh("--no-demo", NAME="value") as mesh`: one with options and settings of its own."""
    return _running


@pytest.fixture(scope="session")
def season(mesh: Mesh) -> None:
    """The experts have caught up with the calendar: the council of this week sits."""
    url = f"{mesh.gateways[0]}/api/v1/council/current"

    def sits() -> bool:
        answer = httpx.get(url, timeout=10)
        return answer.status_code == 200 and not answer.json()["book"]["catching_up"]

    mesh.wait_until(sits, seconds=CATCH_UP_S)


@pytest.fixture
async def clients(mesh: Mesh) -> AsyncIterator[list[httpx.AsyncClient]]:
    """A client of each gateway, for any number of requests: making one reads all certificates there are."""
    limits = httpx.Limits(max_connections=None)
    async with AsyncExitStack() as stack:
        made = [httpx.AsyncClient(base_url=url, timeout=30, limits=limits) for url in mesh.gateways]
        yield [await stack.enter_async_context(client) for client in made]


@pytest.fixture
def http(clients: list[httpx.AsyncClient]) -> httpx.AsyncClient:
    """A client of the first gateway."""
    return clients[0]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """A real browser; tests that need one are skipped where there is none.

    It lives as long as the run, so its tests share the event loop of the session.
    """
    path = os.environ.get("BROWSER_PATH") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("no Chromium is installed on this machine")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
def admin(mesh: Mesh) -> dict[str, str]:
    """Headers of the administrator."""
    answer = httpx.post(f"{mesh.gateways[0]}/auth/login", json=ADMIN, timeout=20)
    return {"Authorization": f"Bearer {answer.raise_for_status().json()['access_token']}"}


@pytest.fixture
def new_user(mesh: Mesh, admin: dict[str, str]) -> Callable[..., dict[str, Any]]:
    """Registers a fresh account with a verified address; returns its tokens with `headers`."""

    def make(tier: str = "basic", role: str = "user") -> dict[str, Any]:
        url = mesh.gateways[0]
        body = {"email": f"u{time.time_ns()}@altsports.example", "password": "a long walk to the rink"}
        made = httpx.post(f"{url}/auth/register", json=body, timeout=20).raise_for_status().json()
        facts = {"tier": tier, "role": role, "email_verified": True}
        path = f"{url}/api/v1/users/{made['user']['id']}"
        httpx.patch(path, json=facts, headers=admin).raise_for_status()
        if (tier, role) != ("basic", "user"):
            login = {"username": body["email"], "password": body["password"]}
            made = httpx.post(f"{url}/auth/login", json=login, timeout=20).raise_for_status().json()
        return {**made, **body, "headers": {"Authorization": f"Bearer {made['access_token']}"}}

    return make
