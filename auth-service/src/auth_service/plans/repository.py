"""SQL on individual quotas."""

from datetime import datetime
from typing import Any, Final, LiteralString
from uuid import UUID

from auth_service.plans.domain import AccountQuota
from auth_service.users.domain import Tier
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_QUOTA: Final = "q.user_id, q.monthly_api_calls, q.monthly_ai_tokens, q.note, q.updated_at"


async def of_user(reader: Reader, user_id: UUID) -> tuple[Tier, AccountQuota | None] | None:
    """Returns the tier and the individual quota of an active account."""
    return await reader.fetch_one(
        _tier_and_quota,
        "SELECT u.tier, u.id AS user_id, q.monthly_api_calls, q.monthly_ai_tokens, q.note, q.updated_at"
        " FROM auth.users u LEFT JOIN auth.account_quotas q ON q.user_id = u.id"
        " WHERE u.id = %s AND u.is_active",
        [user_id],
    )


async def load_all(connection: Connection) -> list[AccountQuota]:
    return await connection.fetch_all(
        AccountQuota, f"SELECT {_QUOTA} FROM auth.account_quotas q ORDER BY q.user_id"
    )


async def arrange(connection: Connection, quota: AccountQuota) -> bool:
    """Stores or replaces an individual quota; returns False if the account does not exist."""
    exists: LiteralString = "SELECT EXISTS (SELECT FROM auth.users WHERE id = %s FOR SHARE)"
    if not await connection.fetch_value(exists, [quota.user_id]):
        return False
    await connection.execute(
        "INSERT INTO auth.account_quotas"
        " (user_id, monthly_api_calls, monthly_ai_tokens, note, updated_at) VALUES (%s, %s, %s, %s, %s)"
        " ON CONFLICT (user_id) DO UPDATE SET monthly_api_calls = excluded.monthly_api_calls,"
        " monthly_ai_tokens = excluded.monthly_ai_tokens, note = excluded.note,"
        " updated_at = excluded.updated_at",
        [
            *(quota.user_id, quota.monthly_api_calls, quota.monthly_ai_tokens),
            *(quota.note, quota.updated_at),
        ],
    )
    return True


async def hand_over(connection: Connection, from_id: UUID, to_id: UUID) -> None:
    """Gives the individual quota of an account to a new one."""
    await connection.execute(
        "UPDATE auth.account_quotas SET user_id = %s WHERE user_id = %s", [to_id, from_id]
    )


async def forget(connection: Connection, user_id: UUID) -> None:
    """Deletes the individual quota, so that the tier applies again."""
    await connection.execute("DELETE FROM auth.account_quotas WHERE user_id = %s", [user_id])


def _tier_and_quota(
    *, tier: Tier, updated_at: datetime | None, **columns: Any
) -> tuple[Tier, AccountQuota | None]:
    return tier, None if updated_at is None else AccountQuota(updated_at=updated_at, **columns)
