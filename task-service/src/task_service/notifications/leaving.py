"""Deletes the notifications and preferences of accounts that were deleted."""

from collections.abc import Sequence
from typing import Final

from service_kit.db.database import Database
from service_kit.departures import Departures
from service_kit.rpc.grpc_client import MeshClient

_TABLES: Final = ("notifications", "notification_settings", "notification_choices")
_USERS: Final = " UNION ".join(
    f"SELECT user_id FROM task.{table} WHERE user_id > %s" for table in _TABLES
) + (" ORDER BY user_id LIMIT %s")


def leaving(database: Database, client: MeshClient, *, redis_url: str, prefix: str) -> Departures:
    """Deletes what belongs to accounts as they are deleted."""

    async def owners(after: str, limit: int) -> Sequence[str]:
        async with database.read() as connection:
            return [row[0] for row in await connection.fetch_rows(_USERS, [after, after, after, limit])]

    async def forget(user_ids: Sequence[str]) -> None:
        async with database.transaction() as connection:
            for table in _TABLES:
                await connection.execute(
                    f"DELETE FROM task.{table} WHERE user_id = ANY(%s)", [list(user_ids)]
                )

    return Departures(
        client,
        service="task-service",
        what="notifications",
        owners=owners,
        forget=forget,
        redis_url=redis_url,
        prefix=prefix,
    )
