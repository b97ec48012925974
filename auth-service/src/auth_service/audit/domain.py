"""The audit log as values: the content of entries, and how they are chained."""

import hmac
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final, Literal
from uuid import UUID

import orjson

Result = Literal["ok", "failed", "refused"]
GENESIS: Final = b"\x00" * 32
"""The hash to which the first entry is chained."""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An action that was done or refused, before it is stored. `details` must not contain secrets."""

    action: str
    result: Result = "ok"
    user_id: UUID | None = None
    target_kind: str | None = None
    target_id: str | None = None
    details: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored entry. `number` orders entries; `sequence` is its position in the chain, if any."""

    id: UUID
    number: int
    created_at: datetime
    action: str
    result: Result
    actor_id: UUID | None
    actor_kind: str
    user_id: UUID | None
    target_kind: str | None
    target_id: str | None
    ip: str | None
    request_id: str | None
    details: dict[str, Any]
    sequence: int | None = None
    hash: bytes | None = None


def link(previous: bytes, sequence: int, entry: Entry, key: bytes) -> bytes:
    """Computes the link of an entry, which depends on the entry, its position, and all previous links.

    It is keyed, so that write access to the database is not enough to forge a valid chain.
    """
    return hmac.digest(key, previous + sequence.to_bytes(8) + _canonical(entry), sha256)


def _canonical(entry: Entry) -> bytes:
    facts = [
        str(entry.id),
        entry.created_at.astimezone(UTC).isoformat(),
        entry.action,
        entry.result,
        _text(entry.actor_id),
        entry.actor_kind,
        _text(entry.user_id),
        entry.target_kind,
        entry.target_id,
        entry.ip,
        entry.request_id,
        entry.details,
    ]
    return orjson.dumps(facts, option=orjson.OPT_SORT_KEYS)


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)
