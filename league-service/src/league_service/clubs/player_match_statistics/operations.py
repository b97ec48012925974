"""What is read with the figures of players: minutes, sprint intensity, and nobody else's load."""

from collections.abc import Sequence
from typing import Any, Final, LiteralString

from league_service.clubs.engine.access import access_of, is_id
from league_service.clubs.engine.hooks import Row, Write
from league_service.clubs.matches.played import load_played
from league_service.clubs.matches.repository import find_matches
from league_service.clubs.player_match_statistics.domain import LOADS, sprint_intensity
from service_kit.caller import Caller
from service_kit.db.reader import Reader
from service_kit.errors import ValidationFailed

_OWN: Final[LiteralString] = (
    "SELECT id::text FROM clubs.players WHERE organisation_id = %s::uuid AND user_id = %s::uuid"
)


_PLAYS: Final[LiteralString] = (
    "SELECT EXISTS (SELECT FROM clubs.match_lineups WHERE organisation_id = %(organisation)s::uuid"
    " AND match_id = %(match)s::uuid AND player_id = %(player)s::uuid AND archived_at IS NULL),"
    " EXISTS (SELECT FROM clubs.player_registrations WHERE organisation_id = %(organisation)s::uuid"
    " AND player_id = %(player)s::uuid AND team_id = ANY(%(teams)s::uuid[])"
    """ AND (%(day)s::date IS NULL OR ("from" <= %(day)s::date AND ("to" IS NULL OR "to" >= %(day)s::date))))"""
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
