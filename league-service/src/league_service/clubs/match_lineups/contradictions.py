"""Line-ups that became impossible after they were stored: they are listed for people, and never repaired."""

from league_service.clubs.engine.access import Access
from league_service.clubs.match_lineups import repository
from league_service.clubs.match_lineups.domain import refusals
from league_service.clubs.match_lineups.operations import rules_of
from league_service.clubs.matches.inconsistencies import Inconsistency
from league_service.clubs.matches.repository import Match
from service_kit.db.reader import Reader


async def of_lineups(reader: Reader, access: Access, match: Match) -> list[Inconsistency]:
    """Why the stored line-ups of a match would be refused today, as far as its day is concerned."""
    day = None if match.kick_off_unknown else match.day
    found: list[Inconsistency] = []
    for team_id, team in match.sides.items():
        stored = await repository.entries_of(reader, access.organisation, match.id, team_id)
        entries = list(stored.values())
        players = [entry.player_id for entry in entries]
        squad = await repository.squad_of(
            reader, access, team_id, players, day, keep=False, kick_off=match.kick_off_at
        )
        found += [
            Inconsistency(
                each.code, f"{each.message[:1].upper()}{each.message[1:]}.", team_id, each.player_id
            )
            for each in refusals(entries, squad.players, rules_of(team))
        ]
    return found
