"""Deletes the bytes of files that are gone: deleted, abandoned, without an owner, or without a row."""

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import Final

from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.errors import Unavailable
from service_kit.files.store import FileStore
from service_kit.logging import logs
from service_kit.owners import Owner
from task_service.files import repository as files
from task_service.files.repository import Doomed

_BATCH: Final = 500
_LONGEST_UPLOAD: Final = timedelta(hours=2)
_SPARED: Final = timedelta(days=1)
_PREFIXES: Final = ("files", "leagues")
log = logs.get_logger(__name__)


class FileSweep:
    """Rows come first, bytes second: what a crash or an outage leaves in between is deleted by `tidy`."""

    def __init__(self, database: Database, store: FileStore, clock: Clock) -> None:
        self._database = database
        self._store = store
        self._clock = clock

    async def delete(self, doomed: Sequence[Doomed]) -> None:
        """Deletes the bytes of files that nobody sees any more, now or at the next `tidy`."""
        try:
            await self._delete(doomed)
        except Unavailable as error:
            log.warning("Files will be deleted later", files=len(doomed), reason=error.reason)

    async def tidy(self) -> None:
        """Deletes abandoned uploads, and what could not be deleted before."""
        async with self._database.transaction() as connection:
            await files.doom_stale(connection, self._clock.now() - _LONGEST_UPLOAD)
        async for batch in self._doomed():
            await self._delete(batch)

    async def forget_owner(self, owner: Owner) -> None:
        """Deletes all files of an owner that does not exist any more."""
        async with self._database.transaction() as connection:
            doomed = await files.doom_owner(connection, owner)
        if doomed:
            log.info("Files of a deleted owner are deleted", owner=owner.kind, files=len(doomed))
        await self.delete(doomed)

    async def delete_orphans(self) -> int:
        """Deletes objects that belong to no file, except new ones, whose row may be on its way."""
        before = self._clock.now() - _SPARED
        await self._store.delete_parts(before)
        deleted = 0
        for prefix in _PREFIXES:
            old = [each.key for each in await self._store.listed(prefix) if each.modified_at < before]
            for at in range(0, len(old), _BATCH):
                keys = old[at : at + _BATCH]
                async with self._database.read() as connection:
                    known = await files.known_keys(connection, keys)
                for key in (key for key in keys if key not in known):
                    await self._store.delete(key)
                    deleted += 1
        if deleted:
            log.info("Objects without a file were deleted", objects=deleted)
        return deleted

    async def _doomed(self) -> AsyncIterator[list[Doomed]]:
        while True:
            async with self._database.read() as connection:
                batch = await files.doomed(connection, _BATCH)
            if batch:
                yield batch
            if len(batch) < _BATCH:
                return

    async def _delete(self, doomed: Sequence[Doomed]) -> None:
        for each in doomed:
            await self._store.delete(each.key)
        if doomed:
            async with self._database.transaction() as connection:
                await files.bury(connection, [each.id for each in doomed])
