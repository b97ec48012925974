"""The model providers, in the order in which they are tried; no I/O."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LOCAL_ONLY: Final = "LLM_MODE is local: no data leaves the machine"


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether a provider is available. `reason` says which variable is missing; empty if none is."""

    name: str
    model: str
    available: bool
    reason: str = ""
    local: bool = False


@dataclass(frozen=True, slots=True)
class Remote:
    """A provider on another machine, the variable that configures it, and whether that is set."""

    name: str
    model: str
    variable: str
    is_set: bool


LOCAL: Final = Availability(name="local", model="deterministic-1", available=True, local=True)
"""Writes text from computed facts: the same facts always give the same text."""


def providers_of(remotes: Sequence[Remote], *, local_only: bool) -> tuple[Availability, ...]:
    """The remote providers in order, then the local one, which is always available."""
    return (*(_provider(remote, local_only=local_only) for remote in remotes), LOCAL)


def is_limited(providers: Sequence[Availability]) -> bool:
    """Whether only the local provider is available."""
    return not any(provider.available and not provider.local for provider in providers)


def _provider(remote: Remote, *, local_only: bool) -> Availability:
    reason = LOCAL_ONLY if local_only else "" if remote.is_set else f"Set {remote.variable}"
    return Availability(remote.name, remote.model, available=not reason, reason=reason)
