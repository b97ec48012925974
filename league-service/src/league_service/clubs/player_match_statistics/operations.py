"""What is read with the figures of players: minutes, sprint intensity, and nobody else's load."""

from typing import Final, LiteralString

from league_service.clubs.engine.access import access_of, is_id
from league_service.clubs.engine.hooks import Row
from league_service.clubs.matches.played import load_played
from league_service.clubs.player_match_statistics.domain import LOADS, sprint_intensity
from service_kit.caller import Caller
from service_kit.db.reader import Reader

_OWN: Final[LiteralString] = (
    "SELECT id::text FROM clubs.players WHERE organisation_id = %s::uuid AND user_id = %s::uuid"
)


async def derive_figures(reader: Reader, caller: Caller, rows: list[Row]) -> None:
    """Fills in minutes and sprint intensity, and removes the loads of others for members who only play."""
    matches = await load_played(reader, caller.organisation_id, sorted({row["match_id"] for row in rows}))
    hidden = await _hidden_from(reader, caller)
    for row in rows:
        played = matches[row["match_id"]].of(row["player_id"]) if row["match_id"] in matches else None
        row["minutes_played"] = played.minutes_played if played else None
        row["sprint_intensity"] = sprint_intensity(row["sprint_m"], row["minutes_played"])
        if hidden is not None and row["player_id"] not in hidden:
            row.update(dict.fromkeys(LOADS))


async def _hidden_from(reader: Reader, caller: Caller) -> frozenset[str] | None:
    """The players whose loads the caller sees; None for all."""
    access = access_of(caller)
    if not access.only_plays:
        return None
    if not is_id(access.user):
        return frozenset()
    rows = await reader.fetch_rows(_OWN, [access.organisation, access.user])
    return frozenset(row[0] for row in rows)
