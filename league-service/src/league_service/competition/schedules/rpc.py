"""ScheduleService: opens the connection, calls the operation, answers."""

# ruff: noqa: ARG002 - the contract defines the signatures

from typing import Any

from altsports.league.v1 import schedules_pb2 as pb
from altsports.league.v1 import schedules_pb2_grpc
from league_service.competition.competitions.domain import ADMIN
from league_service.competition.competitions.operations import locate_event
from league_service.competition.ledger.changes import changes_of
from league_service.competition.ledger.schedule import Change
from league_service.competition.rules.book import RuleBook
from league_service.competition.schedules.domain import Schedule, Wish
from league_service.competition.schedules.operations import reschedule
from league_service.core.moments import read_moment
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_from_pb, time_to_pb


class ScheduleRpc(schedules_pb2_grpc.ScheduleServiceServicer):
    """Lists and records changes of schedules."""

    def __init__(self, database: Database, clock: Clock, rules: RuleBook) -> None:
        self._database = database
        self._clock = clock
        self._rules = rules

    async def ListEventChanges(
        self, request: pb.ListEventChangesRequest, context: Context
    ) -> pb.ListEventChangesResponse:
        at = read_moment(request.as_of, self._clock.now())
        reader = self._database.pipelined
        place = await locate_event(reader, request.event_id)
        changes = await changes_of(reader, place.id)
        known = [change for change in changes if change.effective_at <= at]
        return pb.ListEventChangesResponse(changes=map(_change_to_pb, known))

    async def CancelEvent(self, request: pb.CancelEventRequest, context: Context) -> pb.CancelEventResponse:
        change, recorded = await self._reschedule(request, _wish("cancelled", request))
        return pb.CancelEventResponse(change=change, recorded=recorded)

    async def PostponeEvent(
        self, request: pb.PostponeEventRequest, context: Context
    ) -> pb.PostponeEventResponse:
        status = "scheduled" if request.HasField("scheduled_at") else "postponed"
        change, recorded = await self._reschedule(request, _new_place(status, request, later=True))
        return pb.PostponeEventResponse(change=change, recorded=recorded)

    async def ReinstateEvent(
        self, request: pb.ReinstateEventRequest, context: Context
    ) -> pb.ReinstateEventResponse:
        change, recorded = await self._reschedule(request, _new_place("scheduled", request))
        return pb.ReinstateEventResponse(change=change, recorded=recorded)

    async def _reschedule(self, request: Any, wish: Wish) -> tuple[pb.EventChange, bool]:
        async with self._database.transaction() as connection:
            done = await reschedule(connection, request.event_id, wish, self._rules, self._clock.now())
        shown = _unchanged_to_pb(done.schedule) if done.change is None else _change_to_pb(done.change)
        return shown, done.is_new


def _wish(status: str, request: Any, **more: Any) -> Wish:
    return Wish(
        status,
        reason=request.reason,
        source=request.source or ADMIN,
        effective_at=time_from_pb(request.effective_at) if request.HasField("effective_at") else None,
        **more,
    )


def _new_place(status: str, request: Any, *, later: bool = False) -> Wish:
    return _wish(
        status,
        request,
        later=later,
        scheduled_at=time_from_pb(request.scheduled_at) if request.HasField("scheduled_at") else None,
        week=request.week if request.HasField("week") else None,
    )


def _change_to_pb(change: Change) -> pb.EventChange:
    return pb.EventChange(
        revision=change.revision,
        change=change.kind,
        status=change.status,
        scheduled_at=time_to_pb(change.scheduled_at),
        week=change.week,
        previous_scheduled_at=time_to_pb(change.previous_at),
        previous_week=change.previous_week,
        reason=change.reason,
        source=change.source,
        observed_at=time_to_pb(change.observed_at),
        effective_at=time_to_pb(change.effective_at),
    )


def _unchanged_to_pb(schedule: Schedule) -> pb.EventChange:
    """An event that never changed."""
    return pb.EventChange(
        status=schedule.status,
        scheduled_at=time_to_pb(schedule.scheduled_at),
        week=schedule.week,
        previous_scheduled_at=time_to_pb(schedule.scheduled_at),
        previous_week=schedule.week,
        reason=schedule.reason,
    )
