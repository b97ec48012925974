"""The gRPC face of teams and ratings."""

# ruff: noqa: ARG002 - the contract gives the signatures

from altsports.league.v1 import teams_pb2 as pb
from altsports.league.v1 import teams_pb2_grpc
from league_service.competition.competitions.domain import read_moment
from league_service.competition.competitions.operations import get_competition, get_season
from league_service.competition.ratings.operations import RatingTable
from league_service.competition.teams import repository
from league_service.competition.teams.domain import nfl_teams
from league_service.competition.teams.repository import EraRow, TeamRow
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context


class TeamRpc(teams_pb2_grpc.TeamServiceServicer):
    """Answers about teams and how strong they are."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._ratings = RatingTable()

    async def ListTeams(self, request: pb.ListTeamsRequest, context: Context) -> pb.ListTeamsResponse:
        season = request.season if request.HasField("season") else None
        async with self._database.read() as connection:
            competition = await get_competition(connection, request.competition)
            teams = await repository.list_teams(connection, competition, season)
            ids = [team.id for team in teams]
            eras = await repository.eras_of(connection, ids)
            aliases = await repository.aliases_of(connection, ids)
        return pb.ListTeamsResponse(
            teams=[_team_to_pb(team, eras[team.id], aliases.get(team.id, []), season) for team in teams]
        )

    async def ListRatings(self, request: pb.ListRatingsRequest, context: Context) -> pb.ListRatingsResponse:
        at = read_moment(request.as_of, self._clock.now())
        async with self._database.read() as connection:
            competition = await get_season(connection, request.competition, request.season)
            rated = await self._ratings.at(connection, competition, request.season, at)
        best_first = sorted(rated.items(), key=lambda item: (-item[1][0], item[0]))
        return pb.ListRatingsResponse(
            ratings=[
                _rating_to_pb(rank, team, request.season, *rating)
                for rank, (team, rating) in enumerate(best_first, start=1)
            ]
        )


def _rating_to_pb(rank: int, team: str, season: int, elo: float, game_count: int) -> pb.Rating:
    era = nfl_teams().era(team, season) or nfl_teams().newest(team)
    return pb.Rating(rank=rank, team=era.code, name=era.name, team_id=era.id, elo=elo, game_count=game_count)


def _team_to_pb(team: TeamRow, eras: list[EraRow], aliases: list[str], season: int | None) -> pb.Team:
    shown = next((era for era in eras if season is not None and era.holds_in(season)), eras[-1])
    return pb.Team(
        id=team.id,
        key=team.key,
        code=shown.code,
        name=f"{shown.location} {shown.nickname}",
        nickname=shown.nickname,
        location=shown.location,
        conference=shown.conference,
        division=shown.division,
        eras=[
            pb.TeamEra(
                from_season=era.from_season,
                to_season=era.to_season,
                code=era.code,
                name=f"{era.location} {era.nickname}",
                conference=era.conference,
                division=era.division,
            )
            for era in eras
        ],
        aliases=aliases,
    )
