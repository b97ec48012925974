"""Made-up players, of the demo and of replays. They have no account, and nobody notifies them."""

from typing import Final

SIMULATED: Final = "simulated:"
"""Their user ids begin with it."""


def is_made_up(user_id: str | None) -> bool:
    """Whether a user id is that of a made-up player."""
    return user_id is not None and user_id.startswith(SIMULATED)
