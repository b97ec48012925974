"""What is read with the figures of players: minutes, sprint intensity, and nobody else's load."""

from league_service.clubs.access import is_player
from league_service.clubs.engine.hooks import Row
from league_service.clubs.matches.played import load_played
from league_service.clubs.player_match_statistics.domain import LOADS, sprint_intensity
from league_service.clubs.squads import names_of, player_id_of
from service_kit.caller import Caller
from service_kit.db.reader import Reader


async def derive_figures(reader: Reader, caller: Caller, rows: list[Row]) -> None:
    """Fills in names, minutes and sprint intensity, and hides loads of others from those who only play."""
    matches = await load_played(reader, caller.organisation_id, sorted({row["match_id"] for row in rows}))
    own = await player_id_of(reader, caller) if is_player(caller) else None
    names = await names_of(reader, caller.organisation_id, [row["player_id"] for row in rows])
    for row in rows:
        row["player_name"] = names.get(row["player_id"])
        played = matches[row["match_id"]].of(row["player_id"]) if row["match_id"] in matches else None
        row["minutes_played"] = played.minutes_played if played else None
        row["sprint_intensity"] = sprint_intensity(row["sprint_m"], row["minutes_played"])
        if is_player(caller) and row["player_id"] != own:
            row.update(dict.fromkeys(LOADS))
