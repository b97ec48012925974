"""What the engine does beyond the rules of training sessions."""

from league_service.clubs.access import is_player
from league_service.clubs.engine.hooks import Row, Write
from league_service.clubs.planning import report_change
from league_service.clubs.squads import player_id_of
from service_kit.caller import Caller
from service_kit.db.reader import Reader


async def after_write(write: Write, before: Row | None, after: Row | None) -> None:
    await report_change(write, "training_sessions", before, after)


async def hide_from_others(reader: Reader, caller: Caller, sessions: list[Row]) -> None:
    """Takes the attendance of others from what a member who only plays sees."""
    if not is_player(caller):
        return
    own = await player_id_of(reader, caller)
    for session in sessions:
        session["attendance"] = [each for each in session["attendance"] if each["player_id"] == own]
