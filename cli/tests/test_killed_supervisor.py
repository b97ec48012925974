"""A supervisor that was killed leaves nothing that blocks the next start."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from altsports_cli.machine.home import Home
from altsports_cli.machine.processes import ProcessId
from altsports_cli.supervision.leftovers import end_leftovers, living_leftovers
from altsports_cli.supervision.state import (
    AlreadyLocked,
    MeshState,
    ProcessState,
    read_state,
    supervisor_lock,
    write_state,
)
from service_kit.testing.waiting import wait_until

SUPERVISE = """
import asyncio, os, sys
from pathlib import Path
from altsports_cli.machine.home import Home
from altsports_cli.supervision.programs import Program
from altsports_cli.supervision.supervisor import Supervisor

async def main(folder):
    home = Home(folder / "home")
    tell = lambda event: print(event.kind, event.name, flush=True)
    supervisor = Supervisor(home, tell, links={}, environment={})
    argv = (sys.executable, str(folder / "stand_in.py"), str(folder), "one")
    program = Program("one", argv, dict(os.environ))
    await supervisor.run(supervisor.start([program]))

asyncio.run(main(Path(sys.argv[1])))
"""


@pytest.fixture
def victim(tmp_path: Path, home: Home, stand_in: object) -> Iterator["subprocess.Popen[str]"]:
    """A supervisor of one stand-in, in a process that can be killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", SUPERVISE, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    while "up" not in process.stdout.readline():
        assert process.poll() is None
    wait_until(lambda: (tmp_path / "one.pid").exists())
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.fixture
def sleeper() -> Iterator["subprocess.Popen[bytes]"]:
    """A process that does not belong to the mesh."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    yield process
    process.kill()
    process.wait()


def recorded(home: Home, *identities: ProcessId) -> None:
    """Writes the state file of a supervisor that is dead."""
    dead = ProcessId(pid=2**22 + 1, started=1.0)
    processes = [ProcessState(f"p{n}", i.pid, i.started, signal.SIGTERM) for n, i in enumerate(identities)]
    write_state(home.state_file, MeshState(dead, phase="ready", processes=processes))


def test_its_programs_die_with_it(victim: "subprocess.Popen[str]", tmp_path: Path) -> None:
    pid = int((tmp_path / "one.pid").read_text())

    victim.kill()

    wait_until(lambda: "one stopped" in (tmp_path / "journal").read_text())
    wait_until(lambda: not is_running(pid))


def test_the_home_is_free_for_the_next_one(victim: "subprocess.Popen[str]", home: Home) -> None:
    victim.kill()
    victim.wait()

    with supervisor_lock(home.lock_file):
        end_leftovers(home)
    assert read_state(home.state_file) is None


def test_two_supervisors_never_share_a_home(home: Home) -> None:
    with supervisor_lock(home.lock_file), pytest.raises(AlreadyLocked), supervisor_lock(home.lock_file):
        pytest.fail("the second one got in")


def test_what_outlived_it_is_ended(home: Home, sleeper: "subprocess.Popen[bytes]") -> None:
    identity = ProcessId.of(sleeper.pid)
    assert identity is not None
    recorded(home, identity)

    assert [found.pid for _, found in living_leftovers(home)] == [sleeper.pid]
    assert end_leftovers(home) == ["p0"]
    assert not identity.alive


def test_a_foreign_process_with_a_recycled_pid_is_left_alone(
    home: Home, sleeper: "subprocess.Popen[bytes]"
) -> None:
    identity = ProcessId.of(sleeper.pid)
    assert identity is not None
    recorded(home, ProcessId(sleeper.pid, identity.started - 3600))

    assert end_leftovers(home) == []
    assert sleeper.poll() is None


def test_a_damaged_state_file_counts_as_none(home: Home) -> None:
    home.state_file.write_text('{"phase": ')
    assert read_state(home.state_file) is None
    home.state_file.write_text(json.dumps({"phase": "ready", "supervisor": {"pid": 1}}))
    assert read_state(home.state_file) is None


def test_the_state_survives_a_round_trip(home: Home) -> None:
    state = MeshState(
        ProcessId(1, 2.5),
        "ready",
        {"Docs": "http://x"},
        {"A": "b"},
        [ProcessState("one", 3, 4.5, 15, "ready", 2)],
        reload=True,
    )
    write_state(home.state_file, state)

    found = read_state(home.state_file)
    assert found is not None
    assert asdict(found) == asdict(state)


def is_running(pid: int) -> bool:
    """False also for a process that ended and that nobody has waited for."""
    identity = ProcessId.of(pid)
    return identity is not None and identity.alive
