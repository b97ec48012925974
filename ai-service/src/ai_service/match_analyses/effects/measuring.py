"""Measures whether decisions helped, once the segments behind them are there."""

from typing import Any, Final
from uuid import UUID

from ai_service.match_analyses.alerts import repository as alerts
from ai_service.match_analyses.alerts.announcing import announce_alert
from ai_service.match_analyses.decisions import repository as decisions
from ai_service.match_analyses.decisions.domain import effect_of, severities_around
from ai_service.match_analyses.runs import repository as runs
from ai_service.match_analyses.runs.domain import SCHEMA, Run
from ai_service.match_analyses.segments import repository as segments
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.runs.requests import RunRequest, enqueue_run
from service_kit.runs.work import Work

EFFECTS: Final = "match_alert_effects"


async def ask_for_effects(connection: Connection, run: Run) -> None:
    """Asks for the effects of an analysis that has ended, in the transaction that makes them measurable."""
    params = {"organisation_id": run.organisation_id, "analysis_id": str(run.id)}
    await enqueue_run(connection, SCHEMA, RunRequest(EFFECTS, params=params))


class Measurer:
    """The handler of the runs."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def measure(self, work: Work) -> dict[str, Any]:
        """Measures the decisions about an analysis, and its alerts for comparison. It can be repeated."""
        organisation, analysis_id = work.params["organisation_id"], UUID(work.params["analysis_id"])
        now, measured = self._clock.now(), 0
        async with self._database.transaction() as connection:
            run = await runs.find(connection, organisation, analysis_id)
            if run is None or not run.has_ended:
                return {"measured": 0}
            figures = [each.figures for each in await segments.after(connection, organisation, analysis_id)]
            raised = {
                each.id: each for each in await alerts.of_analysis(connection, organisation, analysis_id)
            }
            around = {
                each.id: severities_around(figures, each.segment_index, each.subject)
                for each in raised.values()
            }
            await alerts.measure(
                connection, organisation, [(id, each.before, each.after) for id, each in around.items()]
            )
            for decision in await decisions.unmeasured(connection, organisation, analysis_id):
                alert = raised.get(decision.alert_id)
                if alert is None:  # the analysis has begun anew
                    continue
                found = severities_around(figures, decision.segment_index, alert.subject)
                effect = effect_of(decision.decision, found)
                known = await decisions.measure(connection, decision, effect, *found)
                if known is not None:
                    measured += 1
                    await announce_alert(connection, alert, "measured", now, decision=known)
        return {"analysis_id": str(analysis_id), "measured": measured}
