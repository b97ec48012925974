"""What happens to a mesh, told to whoever shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["starting", "ready", "crashed", "reloading", "stopping", "stopped", "note", "failed", "up"]


@dataclass(frozen=True)
class Event:
    """kind: what happened. name: to which program or step. detail: in words. seconds: how long it took."""

    kind: Kind
    name: str = ""
    detail: str = ""
    seconds: float = 0.0


Emit = Callable[[Event], None]


def describe(event: Event) -> str:
    """An event in words; empty for those that need none."""
    return {
        "starting": f"  {event.name} is starting",
        "ready": f"  {event.name} is ready after {event.seconds:.1f} s"
        + (f" ({event.detail})" if event.detail else ""),
        "crashed": f"! {event.name} {event.detail}",
        "reloading": f"  {event.name} changed, reloading",
        "stopping": "Stopping ...",
        "stopped": "Stopped. The data stays in place.",
        "note": event.detail,
        "failed": event.detail,
        "up": "",
    }[event.kind]
