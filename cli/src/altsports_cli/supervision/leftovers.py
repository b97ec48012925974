"""Ends the processes that a killed supervisor left behind, before the next one starts."""

from altsports_cli.machine.home import Home
from altsports_cli.machine.processes import ProcessId, stop_processes
from altsports_cli.supervision.state import MeshState, read_state

SERVICE_SECONDS = 5.0  # nobody waits for answers of a mesh without a supervisor
STORE_SECONDS = 30.0
STORES = ("postgres", "redis")


def living_leftovers(home: Home) -> list[tuple[str, ProcessId]]:
    """Names and pids of recorded processes that are alive although their supervisor is not."""
    state = read_state(home.state_file)
    if state is None or state.supervisor.alive:
        return []
    return _living(state)


def end_leftovers(home: Home) -> list[str]:
    """Ends them, services before stores, and returns their names. Call it with the lock held."""
    state = read_state(home.state_file)
    if state is None:
        return []
    living = _living(state)
    signals = {process.name: process.stop_signal for process in state.processes}
    stop_processes([identity for name, identity in living if name not in STORES], seconds=SERVICE_SECONDS)
    for name, identity in living:
        if name in STORES:
            stop_processes([identity], with_signal=signals[name], seconds=STORE_SECONDS)
    home.state_file.unlink(missing_ok=True)
    return [name for name, _ in living]


def _living(state: MeshState) -> list[tuple[str, ProcessId]]:
    return [(process.name, process.identity) for process in state.processes if process.identity.alive]
