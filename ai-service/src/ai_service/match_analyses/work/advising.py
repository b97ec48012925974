"""Writes what could be done about an alert: a language model does, or a rule."""

import logging
from typing import Any, Final
from uuid import UUID

import orjson

from ai_service.analyses.writing.models import Calls
from ai_service.match_analyses.alerts import repository as alerts
from ai_service.match_analyses.alerts.announcing import announce_alert
from ai_service.match_analyses.alerts.domain import Alert
from ai_service.models.calls.payer import payer_from_json
from ai_service.models.calls.values import ModelRequest
from ai_service.models.numbers.checking import check_numbers
from ai_service.models.providers.port import Prompt
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.errors import DomainError
from service_kit.runs.work import Work

logger = logging.getLogger(__name__)

BY_RULE: Final = "rule"
TASK: Final = "match_alert_advisory"
_LONGEST: Final = 600
_SYSTEM: Final = (
    "You advise the coach of a football team during a match. Write one or two short sentences on what to do"
    " about the alert. State no number that is not among the facts."
)
_STEPS: Final = {
    "pressing_fades": "Bring fresh legs into the first line, or let the team press in a lower block.",
    "block_stretches": "Ask the back line to step up with the ball, so that the block closes.",
    "line_drops": "Ask the back line to step up, and the midfield to close the space in front of it.",
    "territory_lost": "Keep the ball in their half for a few possessions, and look at who loses it.",
    "sprints_fade": "Think about a substitution, or give the player a role with less running.",
    "shots_conceded": "Protect the zone in front of the goal, and look at where the shots come from.",
}
_ANY: Final = "Look at the segments that the alert cites before you change anything."


class Adviser:
    """The handler of the runs."""

    def __init__(self, database: Database, calls: Calls, clock: Clock) -> None:
        self._database = database
        self._calls = calls
        self._clock = clock

    async def advise(self, work: Work) -> dict[str, Any]:
        """Adds the advisory, once. An alert is complete without one, so a model that fails is no failure."""
        organisation, alert_id = work.params["organisation_id"], UUID(work.params["alert_id"])
        alert = await alerts.find(self._database.pipelined, organisation, alert_id)
        if alert is None or alert.advisory is not None:
            return {"alert_id": str(alert_id)}
        text, source = await self._written(alert, work)
        async with self._database.transaction() as connection:
            advised = await alerts.advise(connection, organisation, alert_id, text, source)
            if advised is not None:
                await announce_alert(connection, advised, "advised", self._clock.now())
        return {"alert_id": str(alert_id), "source": source}

    async def _written(self, alert: Alert, work: Work) -> tuple[str, str]:
        rule = _STEPS.get(alert.rule, _ANY)
        facts = {"alert": alert.message, "level": alert.level, "evidence": alert.evidence}
        question = f"{orjson.dumps(facts).decode()}\nWhat should the coach do?"
        prompt = Prompt.of(question, system=_SYSTEM, facts=facts, draft=rule, max_tokens=200, temperature=0.3)
        caller = payer_from_json(work.params["caller"])
        request = ModelRequest(prompt, TASK, TASK, call_id=f"{alert.id}.advisory", caller=caller)
        try:
            done = await self._calls.generate(request)
        except DomainError as error:
            logger.warning("No model advises on an alert: %s", error.reason)
            return rule, BY_RULE
        text = done.answer.text.strip()
        if done.local or not text or check_numbers(text, facts).unsupported:
            return rule, BY_RULE
        return text[:_LONGEST], done.provider
