"""The analyses and the memory that the contract's examples name. They belong to the first administrator."""

from typing import Final
from uuid import UUID

from ai_service.analyses.store.port import AnalysisStore, StoredAnalysis
from ai_service.memory import repository as memories
from ai_service.memory.domain import Memory
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.demo import DEMO_USER, FIRST_ADMIN

_LEAGUE: Final = "05428cae-aeaa-57dd-926a-cb7710ce1a48"
_TO_READ: Final = "6f1d7c1e-52d4-5b8a-8a64-5f5b7a0b3f20"
_TO_DELETE: Final = "d5b9a5b6-2f3e-5b0f-9c0b-3a8e5f6a7c21"
_MEMORY_TO_FORGET: Final = UUID("4f5e5c7a-7f0b-5c2c-9a55-0b6f1b1f3c11")
_SUMMARY: Final = "An example, which is written again at each start."
_TEXT: Final = f"## Summary\n\n{_SUMMARY}\n\n## Key insights\n\n- It has no figures"


async def restore_examples(database: Database, store: AnalysisStore, clock: Clock) -> None:
    """Stores what examples read or delete. The caller makes sure that this is not production."""
    now = clock.now()
    await _forget_earlier_owner(database, store)
    for analysis_id in (_TO_READ, _TO_DELETE):
        await store.put(
            StoredAnalysis(
                analysis_id=analysis_id,
                created_at=now,
                user_id=FIRST_ADMIN,
                analysis_type="business",
                confidence=0.5,
                key_insights=("It has no figures",),
                recommendations=(),
                data_sources=("League catalogue: Premier Lacrosse League",),
                league_id=_LEAGUE,
                league_name="Premier Lacrosse League",
                content=_CONTENT,
            )
        )
    content = "An example, to be forgotten"
    memory = Memory(_MEMORY_TO_FORGET, content, None, 0.1, created_at=now, updated_at=now)
    async with database.transaction() as connection:
        await memories.put(connection, FIRST_ADMIN, memory)


async def _forget_earlier_owner(database: Database, store: AnalysisStore) -> None:
    """The rows belonged to the demo account once; their ids are the same."""
    for analysis_id in (_TO_READ, _TO_DELETE):
        await store.delete(DEMO_USER, analysis_id)
    async with database.transaction() as connection:
        await memories.delete(connection, DEMO_USER, _MEMORY_TO_FORGET)


_CONTENT: Final = {
    "text": _TEXT,
    "structured": {
        "summary": _SUMMARY,
        "key_insights": ["It has no figures"],
        "opportunities": [],
        "risk_factors": [],
        "recommendations": [],
    },
    "provider": "local",
    "model": "deterministic-1",
    "tokens_used": 0,
    "cost": 0.0,
    "question": "",
    "unsupported_numbers": [],
    "notes": ["No language model took part: the text was computed from the facts"],
    "confidence_parts": {"facts": 0.5, "support": 1.0, "completeness": 0.4},
    "sources": [],
}
