"""CalendarService: calendars to subscribe to."""

# ruff: noqa: ARG002 - the contract defines the signatures

from google.protobuf.empty_pb2 import Empty

from altsports.football.v1 import calendar_pb2 as pb
from altsports.football.v1.calendar_pb2_grpc import CalendarServiceServicer
from league_service.clubs.calendar import operations, repository
from league_service.clubs.calendar.domain import etag
from league_service.clubs.engine.access import access_of
from league_service.clubs.members import FindMember
from service_kit.caller import current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb


class CalendarRpc(CalendarServiceServicer):
    """Makes and revokes the caller's calendar, and writes calendars for the gateway."""

    def __init__(self, database: Database, find_member: FindMember, clock: Clock, *, base_url: str) -> None:
        self._database = database
        self._clock = clock
        self._calendars = operations.Calendars(database, find_member)
        self._base_url = base_url.rstrip("/")

    async def CreateCalendar(
        self, request: pb.CreateCalendarRequest, context: Context
    ) -> pb.CreateCalendarResponse:
        access, now = access_of(current_caller(), self._clock.now()), self._clock.now()
        async with self._database.transaction() as connection:
            token = await operations.make(connection, access, now)
        url = f"{self._base_url}/calendar/{token}.ics"
        return pb.CreateCalendarResponse(calendar=pb.Calendar(url=url, created_at=time_to_pb(now)))

    async def GetCalendar(self, request: pb.GetCalendarRequest, context: Context) -> pb.GetCalendarResponse:
        access = access_of(current_caller(), self._clock.now())
        async with self._database.read() as connection:
            feed = await operations.get(connection, access)
        calendar = pb.Calendar(
            created_at=time_to_pb(feed.created_at), last_read_at=time_to_pb(feed.last_read_at)
        )
        return pb.GetCalendarResponse(calendar=calendar)

    async def DeleteCalendar(self, request: pb.DeleteCalendarRequest, context: Context) -> Empty:
        access = access_of(current_caller(), self._clock.now())
        async with self._database.transaction() as connection:
            await repository.delete(connection, access.organisation, access.user)
        return Empty()

    async def ReadCalendar(
        self, request: pb.ReadCalendarRequest, context: Context
    ) -> pb.ReadCalendarResponse:
        body = await self._calendars.read(request.token, self._clock.now())
        return pb.ReadCalendarResponse(document=body, etag=etag(body))
