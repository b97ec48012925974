"""TeamService: opens the connection, calls the operation, answers."""

# ruff: noqa: ARG002 - the contract defines the signatures

from altsports.league.v1 import teams_pb2 as pb
from altsports.league.v1 import teams_pb2_grpc
from league_service.competition.competitions.operations import get_competition, get_season
from league_service.competition.ratings.operations import RatingTable
from league_service.competition.rules.book import RuleBook
from league_service.competition.teams import repository
from league_service.competition.teams.repository import EraRow, TeamRow
from league_service.core.moments import read_moment
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context


class TeamRpc(teams_pb2_grpc.TeamServiceServicer):
    """Reads teams and their ratings."""

    def __init__(self, database: Database, clock: Clock, rules: RuleBook) -> None:
        self._database = database
        self._clock = clock
        self._ratings = RatingTable(rules)

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
            teams = await repository.list_teams(connection, competition, request.season)
            eras = await repository.eras_of(connection, [team.id for team in teams])
        best_first = sorted(teams, key=lambda team: (-rated[team.key][0], team.key))
        return pb.ListRatingsResponse(
            ratings=[
                _rating_to_pb(rank, _shown(eras[team.id], request.season), *rated[team.key])
                for rank, team in enumerate(best_first, start=1)
            ]
        )


def _shown(eras: list[EraRow], season: int | None) -> EraRow:
    """The era in a season, otherwise the newest one."""
    return next((era for era in eras if season is not None and era.holds_in(season)), eras[-1])


def _rating_to_pb(rank: int, era: EraRow, elo: float, game_count: int) -> pb.Rating:
    return pb.Rating(
        rank=rank, team=era.code, name=era.name, team_id=era.team_id, elo=elo, game_count=game_count
    )


def _team_to_pb(team: TeamRow, eras: list[EraRow], aliases: list[str], season: int | None) -> pb.Team:
    shown = _shown(eras, season)
    return pb.Team(
        id=team.id,
        key=team.key,
        code=shown.code,
        name=shown.name,
        nickname=shown.nickname,
        location=shown.location,
        conference=shown.conference,
        division=shown.division,
        eras=[
            pb.TeamEra(
                from_season=era.from_season,
                to_season=era.to_season,
                code=era.code,
                name=era.name,
                conference=era.conference,
                division=era.division,
            )
            for era in eras
        ],
        aliases=aliases,
    )
