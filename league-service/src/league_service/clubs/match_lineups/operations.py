"""What a write of one line of a line-up checks against the others, and the minutes that are read with it."""

from collections.abc import Sequence

from league_service.clubs.engine.access import access_of
from league_service.clubs.engine.hooks import Row, Write
from league_service.clubs.imported_rows import note_deleted
from league_service.clubs.match_lineups import repository
from league_service.clubs.match_lineups.domain import (
    Entry,
    Refusal,
    Side,
    is_complete,
    refusals,
    warnings,
)
from league_service.clubs.match_reporting import report_lineup
from league_service.clubs.matches.played import load_played
from league_service.clubs.matches.repository import Match, Team, find_matches
from league_service.clubs.matches.sides import check_side
from league_service.clubs.squads import names_of
from service_kit.caller import Caller
from service_kit.db.reader import Reader
from service_kit.errors import ValidationFailed, Violation


def rules_of(team: Team) -> Side:
    """What a team says about its line-ups."""
    return Side(team.name, team.players_on_pitch, team.age_group, team.season)


async def before_line(write: Write, _before: Row | None, after: Row) -> Sequence[str]:
    """Completes a line, and raises ValidationFailed if it makes the line-up impossible.

    A line-up that is made line by line has no goalkeeper at first, so it needs one when it is complete.
    """
    connection, organisation = write.connection, write.caller.organisation_id
    match = (await find_matches(connection, organisation, [after["match_id"]]))[after["match_id"]]
    if not after["team_id"]:
        after["team_id"] = await _team_of(write, match, after["player_id"])
    team_id, access = after["team_id"], access_of(write.caller, write.now)
    check_side(access, match, team_id)
    await repository.lock_sheet(connection, organisation, match.id, team_id, write.now)
    others = await repository.entries_of(connection, organisation, match.id, team_id)
    others = {id: entry for id, entry in others.items() if entry.player_id != after["player_id"]}
    players = [*(entry.player_id for entry in others.values()), after["player_id"]]
    day = None if match.kick_off_unknown else match.day
    squad = await repository.squad_of(connection, access, team_id, players, day)
    if after["archived_at"] is not None:
        return []
    entry, side = entry_of(after), rules_of(match.sides[team_id])
    entries = [*others.values(), entry]
    _refuse(refusals(entries, squad.players, side), len(others), is_complete=is_complete(entries, side))
    doubts = warnings([entry], squad.players, side, match.day)
    return [each.message for each in doubts if each.code != "TOO_FEW"]


async def _team_of(write: Write, match: Match, player_id: str) -> str:
    organisation = write.caller.organisation_id
    day = None if match.kick_off_unknown else match.day
    teams = await repository.teams_of(write.connection, organisation, player_id, list(match.sides), day)
    if len(teams) != 1:
        known = "both teams" if teams else "neither team"
        message = f"The player was registered for {known} on the day of the match: state the team_id"
        raise ValidationFailed.at(["team_id"], message)
    return teams[0]


def entry_of(row: Row) -> Entry:
    """The entry of a row."""
    position, number = row["position"] or "", row["jersey_number"]
    return Entry(row["player_id"], row["role"], position, number, row["captain"])


def _refuse(found: Sequence[Refusal], own: int, *, is_complete: bool) -> None:
    """Raises ValidationFailed with what concerns one line, which stands behind the others."""
    prefix = f"lineup.{own}."
    violations: list[Violation] = []
    for each in found:
        if each.field.startswith(prefix) or (each.code == "NO_GOALKEEPER" and is_complete):
            field = "position" if each.code == "NO_GOALKEEPER" else each.field.removeprefix(prefix)
            violations.append({"loc": [field], "msg": each.message, "type": "impossible_lineup"})
    if violations:
        raise ValidationFailed(violations[0]["msg"], violations=violations)


async def after_line(write: Write, before: Row | None, after: Row | None) -> None:
    """Counts the change of the whole line-up."""
    row = after or before
    if row is not None:
        organisation = write.caller.organisation_id
        if after is None:
            await note_deleted(write.connection, organisation, row["match_id"], [row["id"]], write.now)
        await repository.lock_sheet(
            write.connection, organisation, row["match_id"], row["team_id"], write.now
        )
        await repository.raise_version(
            write.connection, organisation, row["match_id"], row["team_id"], write.now
        )
        await report_lineup(write.connection, organisation, row["match_id"], row["team_id"], write.now)


async def derive_minutes(reader: Reader, caller: Caller, rows: list[Row]) -> None:
    """Fills in the names of players, and what they played."""
    matches = await load_played(reader, caller.organisation_id, sorted({row["match_id"] for row in rows}))
    names = await names_of(reader, caller.organisation_id, [row["player_id"] for row in rows])
    for row in rows:
        row["player_name"] = names.get(row["player_id"])
        played = matches[row["match_id"]].of(row["player_id"]) if row["match_id"] in matches else None
        row["minutes_played"] = played.minutes_played if played else None
        row["seconds_on_pitch"] = played.seconds_on_pitch if played else None
