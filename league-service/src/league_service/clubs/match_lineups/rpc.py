"""LineupService: reads and replaces the whole line-up of one side of a match."""

# ruff: noqa: ARG002 - the contract defines the signatures

from collections.abc import Mapping
from typing import Any, LiteralString

from altsports.contract.values import fill
from altsports.football.v1 import lineups_pb2 as pb
from altsports.football.v1 import lineups_pb2_grpc, match_lineup_pb2
from league_service.clubs.engine.access import Access, access_of
from league_service.clubs.engine.plan import OWN, Plan, sql
from league_service.clubs.engine.reading import get_row, shown
from league_service.clubs.match_lineups import repository
from league_service.clubs.match_lineups.domain import Entry, Warned
from league_service.clubs.match_lineups.whole import LineupChange, set_lineup, suggested
from league_service.clubs.matches.repository import Match, find_matches
from league_service.clubs.matches.sides import side_of
from service_kit.caller import Caller, current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.db.reader import Reader
from service_kit.rpc.incoming import Context
from service_kit.rpc.versions import expected_version
from service_kit.timestamps import time_to_pb


class LineupRpc(lineups_pb2_grpc.LineupServiceServicer):
    """Whole line-ups."""

    def __init__(self, plans: Mapping[str, Plan], database: Database, clock: Clock) -> None:
        self._matches = plans["matches"]
        self._lines = plans["match_lineups"]
        self._database = database
        self._clock = clock
        self._select: LiteralString = sql(
            f"SELECT {self._lines.selected} FROM {self._lines.noun.table} AS t WHERE {OWN}"
            " AND t.match_id = %(match)s::uuid AND t.team_id = %(team)s::uuid AND t.archived_at IS NULL"
            " ORDER BY array_position(ARRAY['starter', 'substitute', 'unused'], t.role), t.jersey_number,"
            " t.id"
        )

    async def GetLineup(self, request: pb.GetLineupRequest, context: Context) -> pb.GetLineupResponse:
        caller = current_caller()
        access = access_of(caller, self._clock.now())
        async with self._database.read() as connection:
            match = await self._match(connection, access, request.match_id)
            team_id = side_of(access, match, request.team_id)
            lineup = await self._lineup(connection, caller, access, match, team_id)
            if not lineup.version:
                lineup.suggested.extend(await self._suggested(connection, access, match, team_id))
        return pb.GetLineupResponse(lineup=lineup)

    async def SetLineup(self, request: pb.SetLineupRequest, context: Context) -> pb.SetLineupResponse:
        caller, now = current_caller(), self._clock.now()
        access = access_of(caller, self._clock.now())
        expected = expected_version(request)
        async with self._database.transaction() as connection:
            match = await self._match(connection, access, request.match_id)
            team_id = side_of(access, match, request.team_id)
            change = LineupChange(team_id, [_entry_from_pb(each) for each in request.lineup], expected)
            doubts = await set_lineup(connection, access, match, change, now)
            lineup = await self._lineup(connection, caller, access, match, team_id)
            lineup.doubts.extend(map(_doubt_to_pb, doubts))
        return pb.SetLineupResponse(lineup=lineup, warnings=[doubt.message for doubt in doubts])

    async def _match(self, connection: Connection, access: Access, match_id: str) -> Match:
        """The match as the caller may see it. Raises RecordNotFound."""
        row = self._matches.row(await get_row(connection, self._matches, access, match_id))
        return (await find_matches(connection, access.organisation, [row["id"]]))[row["id"]]

    async def _lineup(
        self, reader: Reader, caller: Caller, access: Access, match: Match, team_id: str
    ) -> pb.Lineup:
        parameters = {**access.parameters, "match": match.id, "team": team_id}
        rows = await shown(
            reader, self._lines, caller, access, await reader.fetch_rows(self._select, parameters)
        )
        version, changed_at = await repository.find_sheet(reader, access.organisation, match.id, team_id)
        return pb.Lineup(
            id=repository.sheet_id(match.id, team_id),
            version=version,
            match_id=match.id,
            team_id=team_id,
            updated_at=time_to_pb(changed_at),
            lineup=[
                fill(match_lineup_pb2.MatchLineup(), dict(zip(self._lines.names, row, strict=True)))
                for row in rows
            ],
        )

    async def _suggested(
        self, reader: Reader, access: Access, match: Match, team_id: str
    ) -> list[pb.LineupEntry]:
        players = await repository.coming(reader, access.organisation, match.id)
        day = None if match.kick_off_unknown else match.day
        squad = await repository.squad_of(reader, access, team_id, players, day, keep=False)
        ordered = {player: squad.players[player] for player in players if player in squad.players}
        most = match.sides[team_id].players_on_pitch
        return [_entry_to_pb(entry) for entry in suggested(ordered, squad.numbers, most)]


def _entry_from_pb(entry: pb.LineupEntry) -> Entry:
    number = entry.jersey_number if entry.HasField("jersey_number") else None
    return Entry(entry.player_id.lower(), entry.role or "starter", entry.position, number, entry.captain)


def _entry_to_pb(entry: Entry) -> pb.LineupEntry:
    facts: dict[str, Any] = {"position": entry.position or None, "jersey_number": entry.jersey_number}
    return pb.LineupEntry(player_id=entry.player_id, role=entry.role, **facts)


def _doubt_to_pb(doubt: Warned) -> pb.LineupDoubt:
    return pb.LineupDoubt(code=doubt.code, message=doubt.message, player_id=doubt.player_id or None)
