"""Limits the wrong codes of private leagues that a user may try, whatever the rate of the user's plan."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from league_service.fantasy.errors import TooManyCodes
from service_kit.db.connection import Connection

MOST: Final = 10
WINDOW: Final = timedelta(hours=1)

_FORGET: Final = "DELETE FROM fantasy.code_guesses WHERE since <= %s OR user_id = ANY(%s)"
_COUNT: Final = (
    "INSERT INTO fantasy.code_guesses (user_id, count, since) VALUES (%s, 1, %s)"
    " ON CONFLICT (user_id) DO UPDATE SET count = code_guesses.count + 1 RETURNING count, since"
)
_TAKE_BACK: Final = "UPDATE fantasy.code_guesses SET count = count - 1 WHERE user_id = %s AND count > 0"


async def count_guess(connection: Connection, user_id: str, now: datetime) -> None:
    """Counts a code as wrong before it is tried, so that simultaneous guesses count as well.

    Raises TooManyCodes.
    """
    await connection.execute(_FORGET, [now - WINDOW, []])
    ((count, since),) = await connection.fetch_rows(_COUNT, [user_id, now])
    if count > MOST:
        raise TooManyCodes(MOST, (since + WINDOW - now).total_seconds())


async def take_back(connection: Connection, user_id: str) -> None:
    """The code that was counted last is that of a league."""
    await connection.execute(_TAKE_BACK, [user_id])


async def forget_guesses(connection: Connection, user_ids: Sequence[str]) -> None:
    """Forgets the guesses of closed accounts."""
    await connection.execute(_FORGET, [None, list(user_ids)])
