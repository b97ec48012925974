"""A separate mesh for the benchmark: own folder and ports, made-up leagues, an enterprise account."""

import csv
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

import httpx
import psutil

ADMIN = {"username": "bench@altsports.example", "password": "bench only, never deployed"}
SPORTS = tuple(f"simulated sport {number:02d}" for number in range(16))
LEAGUES_EACH = 50
COLUMNS = ("league", "sport", "region", "level", "founded", "teams", "status", "website", "source_url")


def free_port() -> int:
    """A port that was just free."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _free_ports() -> int:
    """The first of two free ports, for two gateways."""
    while True:
        first = free_port()
        with suppress(OSError), socket.create_server(("127.0.0.1", first + 1)):
            return first


class BenchMesh:
    """Starts `altsports up` in a folder and knows its processes."""

    def __init__(self, home: Path, **settings: str) -> None:
        self.home = home
        self.mcp_port, self.port = free_port(), _free_ports()
        self.environment = {
            **os.environ,
            "ALTSPORTS_HOME": str(home),
            "ALTSPORTS_PORT": str(self.port),
            "ALTSPORTS_MCP_PORT": str(self.mcp_port),
            "ALTSPORTS_ADMIN_EMAIL": ADMIN["username"],
            "ALTSPORTS_ADMIN_PASSWORD": ADMIN["password"],
            **settings,
        }

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def altsports(self, *arguments: str) -> str:
        """Runs the command and returns what it printed. Raises RuntimeError with its output when it fails."""
        done = subprocess.run(
            [str(Path(sys.executable).with_name("altsports")), *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"altsports {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    def url_of(self, gateway: int) -> str:
        """The address of a gateway; their ports follow each other."""
        return f"http://127.0.0.1:{self.port + gateway}"

    def up(self, *options: str) -> float:
        """Starts the mesh and returns the seconds until it is ready."""
        started = time.perf_counter()
        self.altsports("up", "--detach", *options)
        return time.perf_counter() - started

    def down(self) -> None:
        """Stops everything that was started."""
        self.altsports("down")

    def state(self) -> dict:
        """The state file of the running mesh."""
        return json.loads((self.home / "state.json").read_text())

    def processes(self) -> Mapping[str, int]:
        """Name to process id."""
        return {entry["name"]: entry["pid"] for entry in self.state()["processes"]}

    def import_leagues(self) -> None:
        """Imports made-up leagues of made-up sports, labelled as simulated."""
        path = self.home / "bench-leagues.csv"
        with path.open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for sport in SPORTS:
                writer.writerows(_simulated(sport, number) for number in range(LEAGUES_EACH))
        self.altsports("import", "leagues", str(path))

    def enterprise_token(self) -> str:
        """An access token whose tier has no limits."""
        with httpx.Client(base_url=self.url, timeout=20) as http:
            admin = http.post("/api/v1/auth/login", json=ADMIN).raise_for_status().json()
            user = {"email": f"load{time.time_ns()}@altsports.example", "password": "a load of requests"}
            made = http.post("/api/v1/auth/register", json=user).raise_for_status().json()
            headers = {"Authorization": f"Bearer {admin['access_token']}"}
            path = f"/api/v1/users/{made['user']['id']}"
            http.patch(path, json={"tier": "enterprise"}, headers=headers).raise_for_status()
            login = {"username": user["email"], "password": user["password"]}
            again = http.post("/api/v1/auth/login", json=login).raise_for_status().json()
        return again["access_token"]


def fill_club(mesh: BenchMesh, token: str, players: int) -> str:
    """Creates a team with players in the club of an account. Returns the id of the club."""
    bearer = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=mesh.url, timeout=20, headers=bearer) as http:
        team = http.post("/api/teams", json={"name": "Harbour Rovers"}).raise_for_status().json()
        for number in range(players):
            player = {
                "first_name": "Sam",
                "last_name": f"Player {number:03d}",
                "jersey_number": number % 99 + 1,
                "position": "defender",
                "nationality": "NED",
                "registrations": [{"team_id": team["id"], "from": "2026-07-01"}],
            }
            http.post("/api/players", json=player).raise_for_status()
        me = http.get("/api/v1/users/me").raise_for_status().json()
    return me["data"]["organisation"]["organisation_id"]


def _simulated(sport: str, number: int) -> tuple[str | int, ...]:
    name = f"Simulated League {number:03d} of {sport}"
    facts = ("Netherlands", "professional", 1950 + number % 70, 8 + number % 12, "active")
    return (name, sport, *facts, f"https://league-{number}.example", "https://example.org/simulated")


def wait_for(url: str, seconds: float = 30) -> None:
    """Waits until a URL answers 200. Raises TimeoutError otherwise."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(httpx.HTTPError):
            if httpx.get(url, timeout=2).status_code == 200:
                return
        time.sleep(0.1)
    raise TimeoutError(url)


def memory_mib(processes: Mapping[str, int]) -> dict[str, float]:
    """Proportional set size of each process with its children, in MiB: shared pages are counted once."""
    found: dict[str, float] = {}
    for name, pid in processes.items():
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        found[name] = sum(member.memory_full_info().pss for member in family) / 2**20
    return found


def start_process(stack: ExitStack, command: list[str], settings: Mapping[str, str]) -> int:
    """Starts a process that ends with the stack, and returns its id."""
    process = subprocess.Popen(command, env={**os.environ, **settings}, stdout=subprocess.DEVNULL)
    stack.callback(process.wait)
    stack.callback(process.terminate)
    return process.pid


def operator_token(mesh: BenchMesh) -> str:
    """A token of the administrator, whose tier has no limits."""
    with httpx.Client(base_url=mesh.url, timeout=20) as http:
        first = http.post("/api/v1/auth/login", json=ADMIN).raise_for_status().json()
        bearer = {"Authorization": f"Bearer {first['access_token']}"}
        path = f"/api/v1/users/{first['user']['id']}"
        http.patch(path, json={"tier": "enterprise"}, headers=bearer).raise_for_status()
        return http.post("/api/v1/auth/login", json=ADMIN).raise_for_status().json()["access_token"]
