"""The demo files, which the contract's examples name: one to read, and one to delete."""

import hashlib
from collections.abc import AsyncIterator
from typing import Final
from uuid import UUID

from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.demo import DEMO_USER
from service_kit.files.store import FileStore
from service_kit.owners import Owner
from task_service.files import repository as files
from task_service.files.domain import PLAIN, File, object_key

_READ: Final = UUID("3f0cf5a1-6f5c-4f6c-9a55-1f2a6d0c7b11")
_FILES: Final = {
    _READ: ("welcome.txt", b"A file of the demo account.\n"),
    UUID("3f0cf5a1-6f5c-4f6c-9a55-1f2a6d0c7b12"): ("to-delete.txt", b"A file that the example deletes.\n"),
}


async def keep_demo_files(database: Database, store: FileStore, clock: Clock) -> None:
    """Restores the file that the example deletes, if the demo was stored."""
    async with database.read() as connection:
        is_there = await files.find(connection, _READ) is not None
    if is_there:
        await store_demo_files(database, store, clock)


async def store_demo_files(database: Database, store: FileStore, clock: Clock) -> None:
    """Stores the files that are missing. The caller makes sure that this is not production."""
    owner = Owner("user", DEMO_USER)
    for file_id, (name, data) in _FILES.items():
        key = object_key(owner, file_id)
        await store.put(key, _chunks(data), name=name, limit=len(data))
        file = File(
            id=file_id,
            name=name,
            owner_kind=owner.kind,
            owner_id=owner.id,
            purpose=PLAIN,
            content_type="text/plain",
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            md5=hashlib.md5(data, usedforsecurity=False).hexdigest(),
            key=key,
            uploaded_by=owner.id,
            created_at=clock.now(),
        )
        async with database.transaction() as connection:
            await files.put(connection, file)


async def _chunks(data: bytes) -> AsyncIterator[bytes]:
    yield data
