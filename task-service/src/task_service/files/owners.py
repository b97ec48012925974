"""Deletes the files of owners that were deleted."""

from service_kit.db.database import Database
from service_kit.events.reader import EventReader, Gap
from service_kit.owners import Owners, deleted_owner
from task_service.files import repository as files
from task_service.files.sweep import FileSweep


class OwnerWatch:
    """Follows deletions of owners, and compares all owners with those that exist, in case it missed one."""

    def __init__(
        self, database: Database, sweep: FileSweep, owners: Owners, *, redis_url: str, prefix: str
    ) -> None:
        self._database = database
        self._sweep = sweep
        self._owners = owners
        self._redis_url = redis_url
        self._prefix = prefix

    async def follow(self) -> None:
        """Deletes files as their owners are deleted. Never returns; ends when cancelled."""

        async def missed(_gap: Gap) -> None:
            await self.compare()

        reader = EventReader(self._redis_url, prefix=self._prefix, on_gap=missed)
        async for event in reader.follow():
            owner = deleted_owner(event)
            if owner is not None:
                await self._sweep.forget_owner(owner)

    async def compare(self) -> None:
        """Deletes the files of owners that do not exist any more, and objects that belong to no file."""
        async with self._database.read() as connection:
            owners = await files.owners(connection)
        async for owner in self._owners.gone(owners):
            await self._sweep.forget_owner(owner)
        await self._sweep.delete_orphans()
