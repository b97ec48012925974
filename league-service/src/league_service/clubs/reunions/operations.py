"""What the engine does beyond the rules of meetings."""

from league_service.clubs.access import is_player
from league_service.clubs.engine.hooks import Row, Write
from league_service.clubs.planning import report_change
from league_service.clubs.reunions.domain import takes_part
from league_service.clubs.squads import player_id_of
from service_kit.caller import Caller
from service_kit.db.reader import Reader


async def after_write(write: Write, before: Row | None, after: Row | None) -> None:
    await report_change(write, "reunions", before, after)


async def hide_from_others(reader: Reader, caller: Caller, reunions: list[Row]) -> None:
    """Takes agenda and minutes of meetings that a member who only plays is not invited to."""
    if not is_player(caller):
        return
    own = await player_id_of(reader, caller)
    for reunion in reunions:
        if not takes_part(reunion, own, caller.user_id):
            reunion |= {"agenda": None, "minutes": None}
