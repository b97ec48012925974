"""TeamService: opens the transaction, calls the operation, answers."""

# ruff: noqa: ARG002 - the contract defines the signatures

from google.protobuf.empty_pb2 import Empty

from altsports.fantasy.v1 import teams_pb2 as pb
from altsports.fantasy.v1 import teams_pb2_grpc
from league_service.core.paging import make_token, read_token
from league_service.f1.races.domain import named_race
from league_service.f1.races.repository import races_of
from league_service.f1.worlds import Worlds, year_of
from league_service.fantasy.teams import operations, repository
from league_service.fantasy.teams.leaving import delete_team
from league_service.fantasy.teams.messages import lineup_to_pb, team_to_pb
from league_service.fantasy.teams.operations import Shown, Wanted
from service_kit.caller import current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context

_NEWEST = 2**62


class TeamRpc(teams_pb2_grpc.TeamServiceServicer):
    """Reads and changes teams."""

    def __init__(self, database: Database, clock: Clock, worlds: Worlds) -> None:
        self._database = database
        self._clock = clock
        self._worlds = worlds

    async def ListTeams(self, request: pb.ListTeamsRequest, context: Context) -> pb.ListTeamsResponse:
        caller = current_caller()
        async with self._database.read() as connection:
            world = await self._worlds.open(connection, request)
            team = await repository.find_of_user(connection, caller.principal, world.id)
            if team is None:
                return pb.ListTeamsResponse()
            shown = await operations.visible_lineup(connection, team, caller, world.at)
        return pb.ListTeamsResponse(teams=[team_to_pb(team, caller.principal, shown, world.at)])

    async def CreateTeam(self, request: pb.CreateTeamRequest, context: Context) -> pb.CreateTeamResponse:
        caller, now = current_caller(), self._clock.now()
        async with self._database.transaction() as connection:
            team = await operations.create_team(connection, caller, request.name, year_of(request), now)
        return pb.CreateTeamResponse(team=team_to_pb(team, caller.principal, None, now))

    async def GetTeam(self, request: pb.GetTeamRequest, context: Context) -> pb.GetTeamResponse:
        caller = current_caller()
        async with self._database.read() as connection:
            team, world = await operations.read_team(connection, self._worlds, request)
            shown = await operations.visible_lineup(connection, team, caller, world.at)
        return pb.GetTeamResponse(team=team_to_pb(team, caller.principal, shown, world.at))

    async def UpdateTeam(self, request: pb.UpdateTeamRequest, context: Context) -> pb.UpdateTeamResponse:
        caller, now = current_caller(), self._clock.now()
        async with self._database.transaction() as connection:
            team = await operations.rename_team(connection, caller, request.team_id, request.name, now)
            shown = await operations.visible_lineup(connection, team, caller, now)
        return pb.UpdateTeamResponse(team=team_to_pb(team, caller.principal, shown, now))

    async def DeleteTeam(self, request: pb.DeleteTeamRequest, context: Context) -> Empty:
        async with self._database.transaction() as connection:
            now = self._clock.now()
            team = await operations.own_team(connection, current_caller(), request.team_id, now)
            await delete_team(connection, team.id, now)
        return Empty()

    async def SetDrivers(self, request: pb.SetDriversRequest, context: Context) -> pb.SetDriversResponse:
        wanted = Wanted(
            list(request.driver_ids),
            request.captain_id if request.HasField("captain_id") else None,
            request.vice_captain_id if request.HasField("vice_captain_id") else None,
            request.race,
        )
        shown = await self._save(request.team_id, wanted)
        return pb.SetDriversResponse(lineup=lineup_to_pb(shown, shown.saved.saved_at))

    async def SetCaptain(self, request: pb.SetCaptainRequest, context: Context) -> pb.SetCaptainResponse:
        vice = request.vice_captain_id if request.HasField("vice_captain_id") else None
        shown = await self._save(request.team_id, Wanted(None, request.captain_id, vice, request.race))
        return pb.SetCaptainResponse(lineup=lineup_to_pb(shown, shown.saved.saved_at))

    async def ListLineups(self, request: pb.ListLineupsRequest, context: Context) -> pb.ListLineupsResponse:
        caller = current_caller()
        query = ("lineups", request.team_id, request.race)
        after = read_token(query, request.page_token, int)
        async with self._database.read() as connection:
            team, world = await operations.read_team(connection, self._worlds, request)
            now = world.at
            is_mine = team.user_id == caller.principal
            races = {race.id: race for race in await races_of(connection, team.season, now)}
            chosen = [named_race(list(races.values()), request.race)] if request.race else races.values()
            found, total = await repository.history(
                connection,
                team.id,
                [race for race in chosen if is_mine or race.is_locked(now)],
                now,
                before=int(after[0]) if after else _NEWEST,
                limit=request.page_size + 1,
                counting=not is_mine,
            )
            page = found[: request.page_size]
            shown = [await operations.show(connection, races[saved.race_id], saved) for saved in page]
        last = [page[-1].id] if len(found) > len(page) else None
        return pb.ListLineupsResponse(
            lineups=[lineup_to_pb(each, now) for each in shown],
            next_page_token=make_token(query, last),
            total_size=total,
        )

    async def _save(self, team_id: str, wanted: Wanted) -> Shown:
        async with self._database.transaction() as connection:
            return await operations.save_lineup(connection, current_caller(), team_id, wanted, self._clock)
