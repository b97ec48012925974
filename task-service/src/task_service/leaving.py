"""Deletes what belongs to accounts that were deleted: their tasks, notifications and preferences.

The work on a task whose row is gone stops with the next look of its worker, as that on a cancelled one does.
"""

from collections.abc import Sequence
from typing import Final

from service_kit.db.database import Database
from service_kit.demo import DEMO_USER
from service_kit.departures import Departures
from service_kit.rpc.grpc_client import MeshClient

_TABLES: Final = ("runs", "notifications", "notification_settings", "notification_choices")
_OWNERS: Final = " UNION ".join(
    f"SELECT user_id FROM task.{table} WHERE user_id > %(after)s" for table in _TABLES
)
_READERS: Final = """
    SELECT DISTINCT reader FROM task.runs, unnest(shared_with) AS reader
    WHERE shared_with <> '{}' AND reader > %(after)s"""
_USERS: Final = f"""
    SELECT user_id FROM ({_OWNERS} UNION {_READERS}) AS known WHERE user_id <> %(spared)s
    ORDER BY user_id LIMIT %(limit)s"""


def leaving(database: Database, client: MeshClient, *, redis_url: str, prefix: str) -> Departures:
    """Deletes what belongs to accounts as they are deleted.

    The owner of the demo's tasks is spared: the examples name it before its account is created.
    """

    async def owners(after: str, limit: int) -> Sequence[str]:
        values = {"after": after, "limit": limit, "spared": DEMO_USER}
        async with database.read() as connection:
            return [user_id for (user_id,) in await connection.fetch_rows(_USERS, values)]

    async def forget(user_ids: Sequence[str]) -> None:
        gone = list(user_ids)
        async with database.transaction() as connection:
            for table in _TABLES:
                await connection.execute(f"DELETE FROM task.{table} WHERE user_id = ANY(%s)", [gone])
            await connection.execute(_SHARE_NO_MORE, {"gone": gone})

    return Departures(
        client,
        service="task-service",
        what="tasks and notifications",
        owners=owners,
        forget=forget,
        redis_url=redis_url,
        prefix=prefix,
    )


_SHARE_NO_MORE: Final = """
    UPDATE task.runs SET shared_with = ARRAY(
        SELECT reader FROM unnest(shared_with) AS reader WHERE reader <> ALL(%(gone)s))
    WHERE shared_with && %(gone)s AND shared_with <> '{}'"""
