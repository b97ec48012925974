"""What is read with the figures of players: minutes, sprint intensity, and nobody else's load."""

from collections.abc import Sequence
from typing import Any, Final, LiteralString

from league_service.clubs.access import is_player
from league_service.clubs.engine.hooks import Row, Write
from league_service.clubs.matches.played import load_played
from league_service.clubs.matches.repository import find_matches
from league_service.clubs.player_match_statistics.domain import LOADS, sprint_intensity
from league_service.clubs.squads import names_of, player_id_of
from service_kit.caller import Caller
from service_kit.db.reader import Reader
from service_kit.errors import ValidationFailed

_PLAYS: Final[LiteralString] = (
    "SELECT EXISTS (SELECT FROM clubs.match_lineups WHERE organisation_id = %(organisation)s::uuid"
    " AND match_id = %(match)s::uuid AND player_id = %(player)s::uuid AND archived_at IS NULL),"
    " EXISTS (SELECT FROM clubs.player_registrations WHERE organisation_id = %(organisation)s::uuid"
    " AND player_id = %(player)s::uuid AND team_id = ANY(%(teams)s::uuid[])"
    """ AND "from" <= coalesce(%(day)s::date, "from")"""
    """ AND ("to" IS NULL OR "to" >= coalesce(%(day)s::date, "to")))"""
)


async def before_statistic(write: Write, before: Row | None, after: Row) -> Sequence[str]:
    """Raises ValidationFailed for figures of a match to come, or of a player who is of neither side."""
    if before is not None and all(before[name] == after[name] for name in ("match_id", "player_id")):
        return ()
    organisation, match_id = write.caller.organisation_id, after["match_id"]
    match = (await find_matches(write.connection, organisation, [match_id]))[match_id]
    match.check_begun(write.now)
    parameters: dict[str, Any] = {"organisation": organisation, "match": match_id}
    parameters["player"] = after["player_id"]
    parameters |= {"teams": list(match.sides), "day": None if match.kick_off_unknown else match.day}
    named, registered = (await write.connection.fetch_rows(_PLAYS, parameters))[0]
    if not named and not registered:
        message = "The player is in no line-up of the match, and was registered for neither team on its day"
        raise ValidationFailed.at(["player_id"], message)
    return ()


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
