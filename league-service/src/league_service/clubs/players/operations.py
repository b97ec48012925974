"""What a write of a player checks against the day of the write."""

from collections.abc import Sequence

from league_service.clubs.engine.hooks import Row, Write
from league_service.clubs.players.domain import is_possible_birth_date
from service_kit.errors import ValidationFailed


async def before_player(write: Write, before: Row | None, after: Row) -> Sequence[str]:
    """Raises ValidationFailed for a day on which nobody who plays can have been born."""
    born, today = after["birth_date"], write.now.date()
    changed = before is None or before["birth_date"] != born
    if born is not None and changed and not is_possible_birth_date(born, today):
        raise ValidationFailed.at(["birth_date"], f"A day of birth lies in the 100 years before {today}")
    return ()
