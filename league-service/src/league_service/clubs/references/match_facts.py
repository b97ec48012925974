"""What an analysis needs to know about a match: its sides, the numbers on the shirts, the pitch."""

from typing import Final

from altsports.league.v1 import club_references_pb2 as pb
from league_service.clubs.engine.access import Access
from league_service.clubs.matches import repository as matches
from league_service.clubs.matches.repository import Team
from league_service.clubs.references import repository as references
from league_service.clubs.references.repository import Shirt
from league_service.clubs.sight import check_row
from service_kit.db.connection import Connection

_PITCH: Final = "SELECT pitch_length_m, pitch_width_m FROM clubs.matches WHERE id = %s::uuid"


async def facts_of(connection: Connection, access: Access, match_id: str) -> pb.GetMatchFactsResponse:
    """The facts, if the member sees the match. Raises RecordNotFound.

    A side without a line-up has the players who are registered for it on the day.
    """
    await check_row(connection, access, "matches", match_id)
    match = (await matches.find_matches(connection, access.organisation, [match_id]))[match_id.lower()]
    shirts = await references.shirts_of_lineup(connection, access.organisation, match_id)
    missing = [team for team in match.sides if not any(shirt.team_id == team for shirt in shirts)]
    if missing:
        shirts += await references.shirts_of_squads(connection, access.organisation, missing, match.day)
    ((length, width),) = await connection.fetch_rows(_PITCH, [match_id])
    return pb.GetMatchFactsResponse(
        match_id=match.id,
        home=_side(match.home, shirts),
        away=_side(match.away, shirts),
        pitch_length_m=length,
        pitch_width_m=width,
    )


def _side(team: Team, shirts: list[Shirt]) -> pb.FactSide:
    players = [
        pb.FactPlayer(player_id=shirt.player_id, name=shirt.name, shirt_number=shirt.number)
        for shirt in shirts
        if shirt.team_id == team.id
    ]
    return pb.FactSide(team_id=team.id, name=team.name, own=team.kind == "own", players=players)
