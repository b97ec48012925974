"""What was computed about the football of a club, and which of it a member may recall. No I/O."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ai_service.memory.domain import Memory
from ai_service.memory.domain import recall as recall_memories
from service_kit.caller import Caller


@dataclass(frozen=True, slots=True)
class Insight:
    """An insight. `superseded_at` is None while its figures hold; `score` is None without a question."""

    id: UUID
    organisation_id: str
    kind: str
    parameters: str
    data_version: str
    team_ids: tuple[str, ...]
    summary: str
    created_at: datetime
    confirmed_at: datetime
    superseded_at: datetime | None
    outcome: bytes = b""


def visible_to(caller: Caller, insight: Insight) -> bool:
    """Whether a member has access to every team that an insight rests on."""
    own_club = bool(caller.organisation_id) and insight.organisation_id == caller.organisation_id
    return own_club and all(caller.sees_team(team_id) for team_id in insight.team_ids)


def recalled(insights: Sequence[Insight], question: str, now: datetime) -> list[tuple[Insight, float | None]]:
    """The insights that fit a question, best first, each with its score; all, newest first, without one."""
    by_id = {each.id: each for each in insights}
    memories = [
        Memory(
            each.id,
            f"{each.kind.replace('_', ' ')} {each.summary}",
            None,
            importance=0.0 if each.superseded_at else 1.0,
            created_at=each.created_at,
            updated_at=each.confirmed_at,
        )
        for each in insights
    ]
    return [(by_id[each.id], each.score) for each in recall_memories(memories, question, now)]
