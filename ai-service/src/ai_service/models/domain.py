"""The model providers in the order they are tried, and why one cannot answer; no I/O."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LOCAL_ONLY: Final = "LLM_MODE is local: no data leaves the machine"


@dataclass(frozen=True, slots=True)
class Provider:
    """A model provider. `reason` says what to set where it is not available, and is empty where it is."""

    name: str
    model: str
    available: bool
    reason: str = ""
    local: bool = False


@dataclass(frozen=True, slots=True)
class Remote:
    """A provider beyond this machine: what it needs, and whether that is there."""

    name: str
    model: str
    variable: str
    is_set: bool


LOCAL: Final = Provider(name="local", model="deterministic-1", available=True, local=True)
"""Writes from computed facts, always the same for the same facts, and says so."""


def providers_of(remotes: Sequence[Remote], *, local_only: bool) -> tuple[Provider, ...]:
    """The remote ones in their order, then the local one, which can always answer."""
    return (*(_provider(remote, local_only=local_only) for remote in remotes), LOCAL)


def is_limited(providers: Sequence[Provider]) -> bool:
    """True where only the local provider can answer."""
    return not any(provider.available and not provider.local for provider in providers)


def _provider(remote: Remote, *, local_only: bool) -> Provider:
    reason = LOCAL_ONLY if local_only else "" if remote.is_set else f"Set {remote.variable}"
    return Provider(remote.name, remote.model, available=not reason, reason=reason)
