"""Events of a mesh, for display."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "starting", "ready", "crashed", "reloading", "stopping", "stopped", "note", "failed", "login", "up"
]


@dataclass(frozen=True)
class Event:
    """kind: what happened. name: the program or step. detail: a text. seconds: the duration.

    `login`: the login of this home no longer works, so it is not shown.
    """

    kind: Kind
    name: str = ""
    detail: str = ""
    seconds: float = 0.0


Emit = Callable[[Event], None]


def describe(event: Event) -> str:
    """Describes an event; empty for events that are not shown."""
    return {
        "starting": f"  {event.name} is starting",
        "ready": f"  {event.name} is ready after {event.seconds:.1f} s"
        + (f" ({event.detail})" if event.detail else ""),
        "crashed": f"! {event.name} {event.detail}",
        "reloading": f"  {event.name} changed, reloading",
        "stopping": "Stopping ...",
        "stopped": "Stopped. All data is kept.",
        "note": event.detail,
        "failed": event.detail,
        "login": event.detail,
        "up": "",
    }[event.kind]
