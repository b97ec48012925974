"""SQL on failed logins, and on the networks from which accounts were used."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from auth_service.sessions.throttle import ACCOUNT, NETWORK, PAIR, Failures, Rule, Standing, after_failure
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_ANY: Final = ""
_COUNTS: Final = "count, first_at, last_at, locked_until"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A login attempt. `account_key` is the account, or a fingerprint of a name without an account."""

    account_key: str
    network: str
    user_id: UUID | None


async def standing(reader: Reader, attempt: Attempt) -> Standing:
    """Reads everything that is known about an attempt, in one statement."""
    rows = await reader.fetch_all(
        _keyed,
        f"SELECT account_key, network, {_COUNTS} FROM auth.login_failures"
        " WHERE (account_key, network) IN"
        " ((%(account)s, %(network)s), (%(account)s, ''), ('', %(network)s))"
        " UNION ALL SELECT '', '', 1, last_seen_at, last_seen_at, NULL FROM auth.known_networks"
        " WHERE user_id = %(user)s::uuid AND network = %(network)s",
        {"account": attempt.account_key, "network": attempt.network, "user": attempt.user_id},
    )
    found = dict(rows)
    return Standing(
        pair=found.get((attempt.account_key, attempt.network)),
        network=found.get((_ANY, attempt.network)),
        account=found.get((attempt.account_key, _ANY)),
        network_is_known=(_ANY, _ANY) in found,
    )


async def note_failure(
    connection: Connection, attempt: Attempt, now: datetime, *, network_is_known: bool
) -> Failures:
    """Counts a failure for the pair and, unless the network is known to the account, for both of them."""
    if not network_is_known:
        await _count(connection, (attempt.account_key, _ANY), ACCOUNT, now)
        await _count(connection, (_ANY, attempt.network), NETWORK, now)
    return await _count(connection, (attempt.account_key, attempt.network), PAIR, now)


async def note_success(connection: Connection, attempt: Attempt, now: datetime) -> bool:
    """Clears the pair, and stores that the account was used from this network.

    Returns whether the network is new for an account that was used from other networks before.
    """
    await connection.execute(
        "DELETE FROM auth.login_failures WHERE account_key = %s AND network = %s",
        [attempt.account_key, attempt.network],
    )
    return await connection.fetch_value(
        "WITH others AS (SELECT count(*) FROM auth.known_networks"
        " WHERE user_id = %(user)s AND network <> %(network)s)"
        " INSERT INTO auth.known_networks (user_id, network, last_seen_at)"
        " VALUES (%(user)s, %(network)s, %(now)s)"
        " ON CONFLICT (user_id, network) DO UPDATE SET last_seen_at = excluded.last_seen_at"
        " RETURNING xmax = 0 AND (SELECT count > 0 FROM others)",
        {"user": attempt.user_id, "network": attempt.network, "now": now},
    )


async def forget_failures(connection: Connection, account_key: str) -> None:
    """Clears the failures of an account from all networks."""
    await connection.execute("DELETE FROM auth.login_failures WHERE account_key = %s", [account_key])


async def _count(connection: Connection, key: tuple[str, str], rule: Rule, now: datetime) -> Failures:
    await connection.execute(
        "INSERT INTO auth.login_failures (account_key, network, count, first_at, last_at)"
        " VALUES (%s, %s, 0, %s, %s) ON CONFLICT DO NOTHING",
        [*key, now, now],
    )
    found = await connection.fetch_one(
        Failures,
        f"SELECT {_COUNTS} FROM auth.login_failures WHERE account_key = %s AND network = %s FOR UPDATE",
        [*key],
    )
    counted = after_failure(found, rule, now)
    await connection.execute(
        "UPDATE auth.login_failures SET count = %s, first_at = %s, last_at = %s, locked_until = %s"
        " WHERE account_key = %s AND network = %s",
        [counted.count, counted.first_at, counted.last_at, counted.locked_until, *key],
    )
    return counted


async def forget_old(connection: Connection, now: datetime) -> None:
    """Deletes counts that no rule needs any more, and networks that were not used for long."""
    longest = max(PAIR.forget_after, NETWORK.forget_after, ACCOUNT.forget_after)
    await connection.execute(
        "DELETE FROM auth.login_failures WHERE last_at < %s", [now - longest - timedelta(hours=1)]
    )
    await connection.execute(
        "DELETE FROM auth.known_networks WHERE last_seen_at < %s", [now - timedelta(days=90)]
    )


def _keyed(*, account_key: str, network: str, **counts: Any) -> tuple[tuple[str, str], Failures]:
    return (account_key, network), Failures(**counts)
