"""Programs are started, watched, restarted and stopped."""

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from altsports_cli.errors import CliError
from altsports_cli.machine.home import Home
from altsports_cli.supervision.events import Event
from altsports_cli.supervision.programs import Program
from altsports_cli.supervision.state import read_state
from altsports_cli.supervision.supervisor import Supervisor
from service_kit.testing.waiting import until

MakeProgram = Callable[..., Program]


@pytest.fixture
async def supervisor(home: Home, events: list[Event]) -> Supervisor:
    return Supervisor(home, events.append, links={"Gateway": "http://localhost:1"}, environment={"A": "1"})


def pid_of(folder: Path, name: str) -> int:
    return int((folder / f"{name}.pid").read_text())


async def test_later_tiers_start_after_and_stop_before_the_earlier_ones(
    supervisor: Supervisor, stand_in: MakeProgram, tmp_path: Path, home: Home
) -> None:
    async def bring_up() -> None:
        await supervisor.start([stand_in("store")])
        await supervisor.start([stand_in("service")], [stand_in("edge")])
        supervisor.request_stop()

    await supervisor.run(bring_up())

    journal = (tmp_path / "journal").read_text().splitlines()
    assert journal[0] == "store started"
    assert journal[3:] == ["edge stopped", "service stopped", "store stopped"]
    assert not home.state_file.exists()


async def test_edges_start_beside_the_stores_and_stop_before_everything_else(
    supervisor: Supervisor, stand_in: MakeProgram, tmp_path: Path
) -> None:
    async def bring_up() -> None:
        supervisor.launch_edges([stand_in("edge")])
        await supervisor.start([stand_in("store")])
        await supervisor.start([stand_in("service")])
        await supervisor.edges_ready()
        assert [program.name for program in supervisor.programs] == ["store", "service", "edge"]
        supervisor.request_stop()

    await supervisor.run(bring_up())

    journal = (tmp_path / "journal").read_text().splitlines()
    assert journal[3:] == ["edge stopped", "service stopped", "store stopped"]


async def test_an_edge_that_cannot_start_fails_the_start_and_a_failed_start_stops_the_edges(
    supervisor: Supervisor, stand_in: MakeProgram, tmp_path: Path
) -> None:
    async def bring_up() -> None:
        broken = stand_in("broken", script_text="raise SystemExit('no such port')")
        supervisor.launch_edges([stand_in("edge"), broken])
        await until((tmp_path / "edge.pid").exists)
        await supervisor.edges_ready()

    with pytest.raises(CliError, match="broken does not start"):
        await supervisor.run(bring_up())

    assert (tmp_path / "journal").read_text().splitlines() == ["edge started", "edge stopped"]


async def test_the_state_file_tells_other_commands_what_runs(
    supervisor: Supervisor, stand_in: MakeProgram, tmp_path: Path, home: Home
) -> None:
    async def bring_up() -> None:
        await supervisor.start([stand_in("one")])
        state = read_state(home.state_file)
        assert state is not None
        assert (state.phase, state.links["Gateway"]) == ("starting", "http://localhost:1")
        assert [(p.name, p.status, p.pid) for p in state.processes] == [
            ("one", "ready", pid_of(tmp_path, "one"))
        ]
        assert state.supervisor.pid == os.getpid()
        assert home.state_file.stat().st_mode & 0o077 == 0
        supervisor.request_stop()

    await supervisor.run(bring_up())


async def test_a_killed_program_comes_back_and_its_restart_is_told(
    supervisor: Supervisor, stand_in: MakeProgram, tmp_path: Path, events: list[Event]
) -> None:
    async def bring_up() -> None:
        await supervisor.start([stand_in("one")])
        first = pid_of(tmp_path, "one")
        (tmp_path / "one.pid").unlink()
        os.kill(first, signal.SIGKILL)
        await until(lambda: [e.kind for e in events].count("ready") == 2)
        assert pid_of(tmp_path, "one") != first
        supervisor.request_stop()

    await supervisor.run(bring_up())

    crash = next(event for event in events if event.kind == "crashed")
    assert (crash.name, crash.detail) == ("one", "was killed by SIGKILL; restarting in 0.5 s")


async def test_a_program_whose_start_fails_for_the_machine_is_started_again(
    supervisor: Supervisor, stand_in: MakeProgram, tmp_path: Path, events: list[Event]
) -> None:
    failures = [OSError(28, "No space left on device")]

    def prepare() -> None:
        if failures:
            raise failures.pop()

    async def bring_up() -> None:
        await supervisor.start([stand_in("one", prepare=prepare)])
        supervisor.request_stop()

    await supervisor.run(bring_up())
    crash = next(event for event in events if event.kind == "crashed")
    assert crash.detail == "could not be started: No space left on device; restarting in 0.5 s"
    assert (tmp_path / "journal").read_text().splitlines() == ["one started", "one stopped"]


async def test_a_program_that_cannot_start_fails_the_start_with_its_last_words(
    supervisor: Supervisor, stand_in: MakeProgram
) -> None:
    broken = stand_in("broken", script_text="import sys; sys.exit('no such table')")

    with pytest.raises(CliError) as caught:
        await supervisor.run(supervisor.start([stand_in("fine")], [broken]))

    assert "broken does not start: it exited with code 1. Last message: no such table" in caught.value.message
    assert "broken.log" in caught.value.hint


async def test_pauses_between_restarts_grow(
    supervisor: Supervisor, stand_in: MakeProgram, events: list[Event]
) -> None:
    broken = stand_in("broken", script_text="raise SystemExit(3)")

    with pytest.raises(CliError):
        await supervisor.run(supervisor.start([broken]))

    pauses = [event.detail.rpartition("in ")[2] for event in events if event.kind == "crashed"]
    assert pauses == ["0.5 s", "1 s"]


async def test_a_program_that_is_never_ready_fails_the_start(
    supervisor: Supervisor, stand_in: MakeProgram
) -> None:
    async def never() -> bool:
        return False

    with pytest.raises(CliError, match=r"slow is not ready after 0\.3 s"):
        await supervisor.run(supervisor.start([stand_in("slow", probe=never, ready_seconds=0.3)]))


async def test_a_program_that_ignores_the_stop_signal_is_killed(
    supervisor: Supervisor, stand_in: MakeProgram, tmp_path: Path
) -> None:
    deaf = stand_in(
        "deaf",
        script_text="""
        import os, pathlib, signal, sys, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        (pathlib.Path(sys.argv[1]) / "deaf.pid").write_text(str(os.getpid()))
        while True:
            time.sleep(1)
        """,
        stop_seconds=0.3,
    )

    async def bring_up() -> None:
        await supervisor.start([deaf])
        supervisor.request_stop()

    await supervisor.run(bring_up())

    with pytest.raises(ProcessLookupError):
        os.kill(pid_of(tmp_path, "deaf"), 0)


async def test_what_a_program_started_itself_ends_with_it(
    supervisor: Supervisor, stand_in: MakeProgram, tmp_path: Path
) -> None:
    parent = stand_in(
        "parent",
        script_text="""
        import os, pathlib, subprocess, sys, time
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        (pathlib.Path(sys.argv[1]) / "child.pid").write_text(str(child.pid))
        (pathlib.Path(sys.argv[1]) / "parent.pid").write_text(str(os.getpid()))
        child.wait()
        """,
    )

    async def bring_up() -> None:
        await supervisor.start([parent])
        supervisor.request_stop()

    await supervisor.run(bring_up())
    await until(lambda: not is_running(pid_of(tmp_path, "child")))


async def test_a_signal_during_the_start_stops_what_has_started(
    supervisor: Supervisor, stand_in: MakeProgram, tmp_path: Path
) -> None:
    async def bring_up() -> None:
        await supervisor.start([stand_in("one")])
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.Event().wait()

    await supervisor.run(bring_up())

    assert (tmp_path / "journal").read_text().splitlines() == ["one started", "one stopped"]


async def test_a_reload_restarts_only_what_changed(
    supervisor: Supervisor, stand_in: MakeProgram, tmp_path: Path, events: list[Event]
) -> None:
    async def bring_up() -> None:
        await supervisor.start([stand_in("one"), stand_in("two")])
        before = pid_of(tmp_path, "one"), pid_of(tmp_path, "two")
        await supervisor.reload({"one"})
        await until(lambda: pid_of(tmp_path, "one") != before[0])
        assert pid_of(tmp_path, "two") == before[1]
        supervisor.request_stop()

    await supervisor.run(bring_up())

    assert "crashed" not in [event.kind for event in events]


def is_running(pid: int) -> bool:
    """False also for a process that ended and that nobody has waited for."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
