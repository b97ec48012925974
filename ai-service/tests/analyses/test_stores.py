"""PostgreSQL and Firestore keep the same promises as stores of analyses."""

import asyncio
import json
import sys
import warnings
from collections.abc import AsyncGenerator, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio

from ai_service.analyses.errors import AnalysesUnavailable
from ai_service.analyses.store.announcing import Listener
from ai_service.analyses.store.opening import opened_store
from ai_service.analyses.store.port import AnalysisStore, StoredAnalysis, Wanted
from ai_service.settings import AiSettings
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.process.loops import Loop, running
from service_kit.testing.waiting import eventually

from .conftest import NOW, PLL

sys.modules.pop("proto", None)  # pytest gives the folder proto the name of a library that Firestore needs
with warnings.catch_warnings():
    warnings.simplefilter("ignore", FutureWarning)
    from .firestore_stand_in import FirestoreStandIn

INDEXES = Path(__file__).parents[3] / "deploy" / "firestore.indexes.json"


def _analysis(number: int, **changes: Any) -> StoredAnalysis:
    return replace(
        StoredAnalysis(
            analysis_id=str(UUID(int=number)),
            created_at=NOW + timedelta(seconds=number // 2),  # two have the same time
            user_id="ann",
            analysis_type="risk" if number % 2 else "market",
            confidence=0.75,
            key_insights=("one", "two"),
            recommendations=("go",),
            data_sources=("a catalogue",),
            league_id=PLL,
            league_name="Premier Lacrosse League",
            content={
                "text": "long",
                "provider": "local",
                "cost": 0.5,
                "sources": [{"label": "S1", "page": None}],
            },
        ),
        **changes,
    )


@pytest_asyncio.fixture
async def stand_in() -> AsyncGenerator[tuple[FirestoreStandIn, str]]:
    firestore = FirestoreStandIn()
    server, address = await firestore.start()
    yield firestore, address
    await server.stop(0)


@pytest_asyncio.fixture(params=["postgres", "firestore"])
async def store(
    request: pytest.FixtureRequest,
    database: Database,
    settings: Callable[..., AiSettings],
    stand_in: tuple[FirestoreStandIn, str],
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncGenerator[AnalysisStore]:
    monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", stand_in[1])
    chosen = settings(ANALYSES_STORE=request.param)
    async with opened_store(chosen, database) as opened:
        yield opened


async def test_an_analysis_is_read_as_it_was_stored_by_its_owner_only(store: AnalysisStore):
    stored = _analysis(1)
    await store.put(stored)
    await store.put(replace(stored, confidence=0.8))
    assert await store.find("ann", stored.analysis_id) == replace(stored, confidence=0.8)
    assert await store.find("ben", stored.analysis_id) is None
    assert await store.find("ann", str(UUID(int=9))) is None
    assert await store.count(Wanted("ann")) == 1


async def test_pages_are_newest_first_and_may_be_narrowed(store: AnalysisStore):
    for number in range(5):
        await store.put(_analysis(number))
    await store.put(_analysis(7, league_id="another"))
    await store.put(_analysis(8, user_id="ben"))
    wanted, seen = Wanted("ann", league_id=PLL), list[str]()
    after = None
    while page := await store.page(wanted, after=after, limit=2):
        seen += [each.analysis_id for each in page]
        after = (page[-1].created_at, page[-1].analysis_id)
    assert [UUID(each).int for each in seen] == [4, 3, 2, 1, 0]
    risks = Wanted("ann", league_id=PLL, analysis_type="risk")
    (first, *rest) = await store.page(risks, after=None, limit=10)
    assert (UUID(first.analysis_id).int, len(rest), await store.count(risks)) == (3, 1, 2)
    assert (first.content["provider"], first.content["cost"]) == ("local", 0.5)


async def test_analyses_are_deleted_one_by_one_and_with_their_owner(store: AnalysisStore):
    for number in range(3):
        await store.put(_analysis(number))
    await store.put(_analysis(8, user_id="ben"))
    assert await store.owners() == ["ann", "ben"]
    assert not await store.delete("ben", _analysis(0).analysis_id)
    assert await store.delete("ann", _analysis(0).analysis_id)
    assert not await store.delete("ann", _analysis(0).analysis_id)
    assert await store.delete_user("ann") == 2
    assert await store.owners() == ["ben"]


@pytest.mark.parametrize("store", ["firestore"], indirect=True)
async def test_firestore_has_the_documented_layout_and_an_index_for_every_query(
    store: AnalysisStore, stand_in: tuple[FirestoreStandIn, str]
):
    firestore = stand_in[0]
    await store.put(_analysis(1))
    (name,) = firestore.documents
    assert name.endswith(f"/documents/leagues/{PLL}/analyses/{UUID(int=1)}")
    documented = {"analysis_id", "created_at", "user_id", "analysis_type", "confidence", "key_insights"}
    assert documented | {"recommendations", "data_sources"} <= set(firestore.documents[name].fields)
    for wanted in (Wanted("ann"), Wanted("ann", PLL), Wanted("ann", "", "risk"), Wanted("ann", PLL, "risk")):
        await store.page(wanted, after=None, limit=1)
    await store.find("ann", "x")
    indexes = json.loads(INDEXES.read_text())["indexes"]
    known = {tuple(field["fieldPath"] for field in index["fields"]) for index in indexes}
    for query in firestore.queries:
        filters = query.where.composite_filter.filters or [query.where]
        used = [each.field_filter.field.field_path for each in filters]
        ordered = [order.field.field_path for order in query.order_by if order.field.field_path != "__name__"]
        assert tuple(used + ordered) in known


async def test_the_owner_learns_of_an_analysis_wherever_it_is_stored(
    store: Any, database: Database, clock: FixedClock
):
    """PostgreSQL reports its own writes; in Firestore, anybody may write."""

    async def announced() -> list[str]:
        query = (
            "SELECT subject FROM ai.outbox WHERE type = 'analysis.stored'"
            " AND data->'audience' @> '{\"user\": \"ann\"}' ORDER BY seq"
        )
        async with database.read() as connection:
            return [subject for (subject,) in await connection.fetch_rows(query)]

    is_watched = hasattr(store, "watch")
    loops = [Loop("listener", Listener(database, store, clock).run)] if is_watched else []
    async with running(loops):
        await store.put(_analysis(1))
        await store.put(_analysis(2))
        expected = [str(UUID(int=1)), str(UUID(int=2))]
        assert await eventually(announced, lambda found: found == expected)


@pytest.mark.parametrize("store", ["firestore"], indirect=True)
async def test_the_listener_reports_what_anybody_stores(store: Any):
    await store.put(_analysis(1, created_at=NOW - timedelta(days=1)))
    await store.put(_analysis(2))
    watching = store.watch(NOW)
    async with asyncio.timeout(20):
        assert (await anext(watching)).analysis_id == str(UUID(int=2))
        await store.put(_analysis(3))
        assert (await anext(watching)) == _analysis(3)
    await watching.aclose()


@pytest.mark.parametrize("store", ["firestore"], indirect=True)
async def test_a_firestore_that_refuses_is_reported_as_unavailable(
    store: AnalysisStore, stand_in: tuple[FirestoreStandIn, str]
):
    stand_in[0].broken = True
    for asking in (store.put(_analysis(1)), store.count(Wanted("ann")), store.owners()):
        with pytest.raises(AnalysesUnavailable):
            await asking
