"""The real process: its start, its stop, and its exit code."""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Start = Callable[[str], subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def run(body: str) -> subprocess.Popen[str]:
        code = "import asyncio, sys\nfrom service_kit.process.lifecycle import run\n" + textwrap.dedent(body)
        environment = {**os.environ, "ALTSPORTS_HOME": str(tmp_path)}
        process = subprocess.Popen(
            [sys.executable, "-c", code],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=tmp_path,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate(timeout=10)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_the_process_drain_and_end_well(start: Start, number):
    process = start("""
        async def main(stop):
            print("ready", flush=True)
            await stop.wait()
            print("drained", flush=True)
        run(main)
    """)
    assert process.stdout.readline() == "ready\n"
    process.send_signal(number)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "drained\n", "")


def test_a_second_signal_does_not_wait_for_the_drain(start: Start):
    process = start("""
        async def main(stop):
            print("ready", flush=True)
            await stop.wait()
            print("draining", flush=True)
            await asyncio.Event().wait()
        run(main)
    """)
    process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    assert process.stdout.readline() == "draining\n"
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    assert process.returncode == 130


def test_a_wrong_setting_is_one_line_and_no_stack(start: Start):
    process = start("""
        import os
        from service_kit.settings.mesh import MeshSettings
        async def main(stop):
            os.environ["ALTSPORTS_PORT"] = "hunter2"
            MeshSettings.read()
        run(main)
    """)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 1
    assert err.startswith("error: settings: ALTSPORTS_PORT: ")
    assert err.count("\n") == 1
    assert "hunter2" not in err


def test_a_missing_secret_in_production_says_what_to_do(start: Start):
    process = start("""
        from service_kit.settings.mesh import MeshSettings
        async def main(stop):
            MeshSettings(env="production", mesh_secret=None).secret
        run(main)
    """)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 1
    assert err.startswith("error: ALTSPORTS_MESH_SECRET is not set")
    assert err.count("\n") == 1


def test_an_unexpected_error_is_logged_with_its_stack_and_printed_in_one_line(start: Start):
    process = start("""
        from service_kit.logging import logs
        from service_kit.settings.mesh import MeshSettings
        async def main(stop):
            logs.configure(MeshSettings(), "x")
            raise RuntimeError("boom")
        run(main)
    """)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 1
    assert err == "error: RuntimeError: boom\n"
    assert '"level":"CRITICAL"' in out
    assert "Traceback" in out


SERVICE = """
    from importlib import import_module
    from altsports.contract.catalog import load_catalog
    from altsports.league.v1 import leagues_pb2 as pb
    from altsports.league.v1 import leagues_pb2_grpc as stubs
    from service_kit.logging import logs
    from service_kit.rpc.grpc_server import serve
    from service_kit.settings.mesh import MeshSettings

    class Leagues(stubs.LeagueServiceServicer):
        async def GetLeague(self, request, context):
            return pb.GetLeagueResponse()

    def registrations():
        "Every service of the area, as the server demands it."
        for service, noun in {(method.service, method.noun) for method in load_catalog().of_area("league")}:
            package, _, name = service.rpartition(".")
            module = import_module(f"{package}.{noun}_pb2_grpc")
            servicer = Leagues() if name == "LeagueService" else getattr(module, f"{name}Servicer")()
            yield getattr(module, f"add_{name}Servicer_to_server"), servicer

    async def main(stop):
        settings = MeshSettings(env="test", mesh_secret="the secret of the tests")
        logs.configure(settings, "league-service")
        await serve(settings, "league", registrations(), stop=stop)
    run(main)
"""


def test_a_service_starts_serves_and_ends_with_its_socket_gone(start: Start, tmp_path: Path):
    process = start(SERVICE)
    assert '"Started league-service"' in process.stdout.readline()
    assert (tmp_path / "run" / "league.sock").exists()
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "Stopped league-service" in out
    assert not (tmp_path / "run" / "league.sock").exists()


def test_two_of_one_service_on_one_socket_is_one_clear_line(start: Start):
    first = start(SERVICE)
    assert "Started" in first.stdout.readline()
    second = start(SERVICE)
    _, err = second.communicate(timeout=20)
    assert second.returncode == 1
    assert "another process already listens on" in err
    assert err.count("\n") == 1


async def test_calls_go_on_while_a_service_is_killed_and_started_again(start: Start, tmp_path: Path):
    from altsports.league.v1 import leagues_pb2
    from service_kit.rpc.grpc_client import MeshClient

    request = leagues_pb2.GetLeagueRequest(league_id="05428cae-aeaa-57dd-926a-cb7710ce1a48")
    path = "/altsports.league.v1.LeagueService/GetLeague"
    address = f"unix:{tmp_path}/run/league.sock"
    process = start(SERVICE)
    process.stdout.readline()
    async with MeshClient({"league": address}, b"the secret of the tests", patience_s=60) as client:
        for _ in range(3):
            await client.call(path, request)
            process.kill()
            process.wait(10)
            process = start(SERVICE)
            await client.call(path, request, timeout_s=60)
