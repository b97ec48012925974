"""CompetitionService: opens the connection, calls the operation, answers."""

# ruff: noqa: ARG002 - the contract defines the signatures

from datetime import datetime

from altsports.league.v1 import competitions_pb2 as pb
from altsports.league.v1 import competitions_pb2_grpc
from league_service.competition.competitions import operations, reading, repository
from league_service.competition.competitions.messages import event_to_pb
from league_service.competition.competitions.repository import SeasonRow
from league_service.competition.rules.book import RuleBook
from league_service.core.moments import read_moment
from league_service.core.paging import Position, make_token, read_token
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.paging import InvalidPageToken
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb


class CompetitionRpc(competitions_pb2_grpc.CompetitionServiceServicer):
    """Reads competitions and their events."""

    def __init__(self, database: Database, clock: Clock, rules: RuleBook) -> None:
        self._database = database
        self._clock = clock
        self._rules = rules

    async def ListCompetitions(
        self, request: pb.ListCompetitionsRequest, context: Context
    ) -> pb.ListCompetitionsResponse:
        async with self._database.read() as connection:
            competitions = await repository.list_competitions(connection)
            seasons = await repository.list_seasons(connection, self._clock.now())
        return pb.ListCompetitionsResponse(
            competitions=[
                pb.Competition(
                    key=competition.key,
                    name=competition.name,
                    sport=competition.sport,
                    simulated=competition.simulated,
                    seasons=[_season_to_pb(row) for row in seasons if row.competition == competition.key],
                )
                for competition in competitions
            ]
        )

    async def ListEvents(self, request: pb.ListEventsRequest, context: Context) -> pb.ListEventsResponse:
        week = request.week if request.HasField("week") else None
        query = ("events", request.competition, request.season, week, request.team, request.as_of)
        after = _position(read_token(query, request.page_token, str, str))
        at = read_moment(request.as_of, self._clock.now())
        size = request.page_size
        async with self._database.read() as connection:
            competition = await operations.get_season(connection, request.competition, request.season)
            rules = self._rules.of(competition.sport)
            teams = operations.teams_meant(rules, request.team, request.season)
            wanted = reading.Wanted(competition, request.season, week, teams)
            events = await reading.read_events(connection, wanted, at, after=after, limit=size + 1)
            total = await reading.count_events(connection, wanted, at)
            shown = events[:size]
            competitors = await reading.competitors_of(connection, shown)
        following = (shown[-1].scheduled_at.isoformat(), shown[-1].key) if len(events) > size else None
        return pb.ListEventsResponse(
            events=[event_to_pb(event, competitors.get(event.id, ()), at, self._rules) for event in shown],
            next_page_token=make_token(query, following),
            total_size=total,
        )

    async def GetEvent(self, request: pb.GetEventRequest, context: Context) -> pb.GetEventResponse:
        at = read_moment(request.as_of, self._clock.now())
        reader = self._database.pipelined
        event = await operations.get_event(reader, request.event_id, at)
        competitors = await reading.competitors_of(reader, [event])
        return pb.GetEventResponse(event=event_to_pb(event, competitors.get(event.id, ()), at, self._rules))


def _position(token: Position | None) -> tuple[datetime, str] | None:
    """The event after which a page begins. Raises InvalidPageToken."""
    if token is None:
        return None
    time, key = map(str, token)
    try:
        return datetime.fromisoformat(time), key
    except ValueError as error:
        raise InvalidPageToken.at("page_token", "Invalid page token") from error


def _season_to_pb(row: SeasonRow) -> pb.Season:
    return pb.Season(
        season=row.year,
        event_count=row.event_count,
        final_count=row.final_count,
        first_event_time=time_to_pb(row.first_at),
        last_event_time=time_to_pb(row.last_at),
        version=str(row.version),
    )
