"""Chains the entries of the audit log, and verifies the chain."""

from dataclasses import dataclass
from uuid import UUID

from auth_service.audit import repository as audit_log
from auth_service.audit.domain import GENESIS, link
from service_kit.db.connection import Connection

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of a verification of the chain."""

    intact: bool
    checked: int
    first_broken_sequence: int | None
    head_hash: bytes | None


async def chain_waiting(connection: Connection, key: bytes) -> int:
    """Appends waiting entries to the chain; returns how many."""
    waiting = await audit_log.take_waiting(connection, _BATCH)
    if not waiting:
        return 0
    sequence, previous = await audit_log.head(connection) or (0, GENESIS)
    links: list[tuple[int, UUID, bytes]] = []
    for entry in waiting:
        sequence += 1
        previous = link(previous, sequence, entry, key)
        links.append((sequence, entry.id, previous))
    await audit_log.append_links(connection, links)
    return len(links)


async def verify_chain(connection: Connection, key: bytes) -> Verification:
    """Reads the whole chain and checks every link. Run it on one snapshot (repeatable read)."""
    checked, previous = 0, GENESIS
    while entries := await audit_log.chained(connection, checked, _BATCH):
        for entry in entries:
            expected = link(previous, checked + 1, entry, key)
            if entry.sequence != checked + 1 or entry.hash != expected:
                return Verification(False, checked, checked + 1, previous)
            checked, previous = checked + 1, expected
    broken = checked + 1 if await audit_log.count_unchained(connection) else None
    return Verification(broken is None, checked, broken, previous if checked else None)
