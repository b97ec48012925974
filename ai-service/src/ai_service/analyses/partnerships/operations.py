"""Explains the estimates of a league in prose, by a language model where the caller has one."""

import logging
from dataclasses import dataclass
from typing import Any, Final

from ai_service.analyses.facts.domain import Facts
from ai_service.analyses.writing.models import Models
from ai_service.analyses.writing.narrative import narrative
from ai_service.analyses.writing.prompts import narrative_prompt
from ai_service.models.calls.values import ModelRequest
from service_kit.errors import DomainError

logger = logging.getLogger(__name__)

TASK: Final = "partnership_analysis"
ENDPOINT: Final = "AnalyzePartnerships"


@dataclass(frozen=True, slots=True)
class Narrative:
    """The text, and what `ai_metadata` states about it."""

    text: str
    metadata: dict[str, Any]


def computed(facts: Facts, reason: str = "") -> Narrative:
    """The narrative that is computed from the facts. `reason` says why no model wrote it."""
    said = {"narrative_by": "computed", "narrative_note": reason} if reason else {"narrative_by": "computed"}
    return Narrative(narrative(facts), said)


async def written(facts: Facts, models: Models, *, provider: str) -> Narrative:
    """The narrative of a model. If none can answer, it is computed: the figures do not depend on a model."""
    request = ModelRequest(narrative_prompt(facts), task=TASK, endpoint=ENDPOINT, provider=provider)
    try:
        completion = await models.calls.generate(request)
    except DomainError as error:
        logger.warning("no model wrote the narrative of %s: %s", facts.league.id, error.reason)
        return computed(facts, f"No language model could answer ({error.reason}): {error.message}")
    if completion.local:
        return computed(facts)
    settlement = completion.settlement
    return Narrative(
        completion.answer.text,
        {
            "narrative_by": "language model",
            "provider": completion.provider,
            "model": completion.answer.model,
            "tokens_used": settlement.tokens,
            "cost": float(settlement.user_cost),
            "note": "Figures by a documented deterministic model; the narrative by a language model.",
        },
    )
