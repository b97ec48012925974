"""AlertService: alerts, decisions, and whether they helped."""

# ruff: noqa: ARG002 - the contract defines the signatures

from uuid import UUID, uuid4

from ai_service.match_analyses.alerts import repository as alerts
from ai_service.match_analyses.alerts.announcing import announce_alert
from ai_service.match_analyses.alerts.domain import Alert
from ai_service.match_analyses.alerts.messages import alert_to_pb
from ai_service.match_analyses.decisions import repository as decisions
from ai_service.match_analyses.decisions.domain import Decision
from ai_service.match_analyses.decisions.messages import decision_to_pb
from ai_service.match_analyses.decisions.metrics import metrics_of
from ai_service.match_analyses.effects.measuring import ask_for_effects
from ai_service.match_analyses.errors import AlertNotFound
from ai_service.match_analyses.runs import repository as runs
from ai_service.match_analyses.runs.domain import sees, visible_teams
from ai_service.match_analyses.segments import repository as segments
from ai_service.match_analyses.tasks.operations import Operations
from altsports.analysis.v1 import alerts_pb2 as pb
from altsports.analysis.v1.alerts_pb2_grpc import AlertServiceServicer
from service_kit.caller import Caller, current_caller
from service_kit.db.connection import Connection
from service_kit.rpc.incoming import Context


class AlertRpc(AlertServiceServicer):
    """Handlers of the contract."""

    def __init__(self, operations: Operations) -> None:
        self._operations = operations
        self._database = operations.database

    async def ListMatchAlerts(
        self, request: pb.ListMatchAlertsRequest, context: Context
    ) -> pb.ListMatchAlertsResponse:
        caller = current_caller()
        match = await self._operations.around.facts(caller, request.match_id)
        named: UUID | None = None
        if request.analysis_id:
            named = (await self._operations.of_match(caller, match.match_id, request.analysis_id)).id
        async with self._database.read() as connection:
            found = await alerts.of_match(connection, caller.organisation_id, match.match_id, named)
            own = await decisions.current(
                connection, caller.organisation_id, [each.id for each in found], caller.principal
            )
        by_alert = {each.alert_id: each for each in own}
        shown = [each for each in found if request.include_suppressed or each.suppressed_by is None]
        return pb.ListMatchAlertsResponse(
            alerts=[alert_to_pb(each, by_alert.get(each.id)) for each in shown],
            suppressed=sum(each.suppressed_by is not None for each in found),
        )

    async def RecordDecision(
        self, request: pb.RecordDecisionRequest, context: Context
    ) -> pb.RecordDecisionResponse:
        caller = current_caller()
        alert = await self._alert(caller, request.alert_id)
        async with self._database.transaction() as connection:
            decision = await self._decided(connection, caller, alert, request)
        return pb.RecordDecisionResponse(decision=decision_to_pb(decision))

    async def GetDecisionMetrics(
        self, request: pb.GetDecisionMetricsRequest, context: Context
    ) -> pb.GetDecisionMetricsResponse:
        caller = current_caller()
        wanted = {
            "organisation": caller.organisation_id,
            "teams": visible_teams(caller),
            "match": request.match_id or None,
            "team": request.team_id or None,
            "rule": request.rule or None,
        }
        async with self._database.read() as connection:
            counted = await decisions.counted(connection, wanted)
        return pb.GetDecisionMetricsResponse(metrics=metrics_of(counted))

    async def _alert(self, caller: Caller, alert_id: str) -> Alert:
        """An alert that the caller sees. Raises AlertNotFound."""
        try:
            known = UUID(alert_id)
        except ValueError:
            raise AlertNotFound(alert_id) from None
        alert = await alerts.find(self._database.pipelined, caller.organisation_id, known)
        if alert is None or not sees(caller, alert):
            raise AlertNotFound(alert_id)
        return alert

    async def _decided(
        self, connection: Connection, caller: Caller, alert: Alert, request: pb.RecordDecisionRequest
    ) -> Decision:
        """Adds the decision. One that says the same as the last is that one, so that a repeated call is safe.

        The row of the analysis is locked: either it has ended and the effect is asked for here, or its end
        asks for it.
        """
        now, organisation = self._operations.clock.now(), alert.organisation_id
        run = await runs.lock(connection, organisation, alert.analysis_id)
        if run is None:
            raise AlertNotFound(request.alert_id)
        note = request.note or None
        last = await decisions.current(connection, organisation, [alert.id], caller.principal)
        if last and (last[0].decision, last[0].note) == (request.decision, note):
            return last[0]
        newest = await segments.last_index(connection, organisation, run.id)
        decision = Decision(
            organisation_id=organisation,
            id=uuid4(),
            alert_id=alert.id,
            analysis_id=run.id,
            match_id=run.match_id,
            user_id=caller.principal,
            decision=request.decision,
            note=note,
            segment_index=alert.segment_index if run.has_ended or newest is None else newest,
            decided_at=now,
            effect=None,
            severity_before=None,
            severity_after=None,
        )
        await decisions.insert(connection, decision)
        await announce_alert(connection, alert, "decided", now, decision=decision)
        if run.has_ended:
            await ask_for_effects(connection, run)
        return decision
