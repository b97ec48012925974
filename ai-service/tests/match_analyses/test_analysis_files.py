"""The files of analyses, and what is left when a club is gone."""

import hashlib

import orjson
import pytest
from psycopg.types.json import Jsonb

from ai_service.match_analyses.forgetting import forget_player
from ai_service.match_analyses.tasks.following import TaskFollower
from service_kit.errors import NotFound

from .conftest import CLUB, COACH, OTHER_TEAM, STRANGER, Product


async def test_an_analysis_leaves_its_segments_as_a_file(product: Product) -> None:
    run_id = await product.start()
    await product.attempt(run_id)
    files = (await product.call("ListAnalysisFiles", caller=COACH))["files"]
    (listed,) = [each for each in files if each["kind"] == "segments"]
    assert (listed["name"], listed["path"]) == ("segments.json", f"{run_id}/segments.json")
    assert listed["url"].startswith("http://mesh/api/v1/files/links/")
    content = b"".join([chunk async for chunk in product.store.get(listed["key"])])
    assert hashlib.sha256(content).hexdigest() == listed["sha256"]
    assert len(content) == listed["size"]
    indices = [each["index"] for each in orjson.loads(content)["segments"] if "index" in each]
    assert indices[-1] == len(await product.segments(run_id)) - 1
    wanted = {"analysis_id": run_id, "name": "segments.json"}
    found = await product.calls.call("GetAnalysisFile", wanted, caller=COACH)
    assert found["file"]["sha256"] == listed["sha256"]
    for caller, name in ((COACH, "../secret"), (OTHER_TEAM, "segments.json"), (STRANGER, "segments.json")):
        with pytest.raises(NotFound):
            await product.calls.call("GetAnalysisFile", wanted | {"name": name}, caller=caller)
    assert (await product.call("ListAnalysisFiles", caller=OTHER_TEAM))["files"] == []


async def test_a_club_that_is_gone_leaves_nothing(product: Product) -> None:
    await product.attempt(await product.start())
    product.neighbours.deleted.add(CLUB)
    await TaskFollower(product.database, product.neighbours, product.clock).forget_gone()
    async with product.database.read() as connection:
        for table in ("analysis_runs", "analysis_segments", "analysis_files", "tactical_alerts"):
            assert await connection.fetch_value(f"SELECT count(*) FROM ai.{table}") == 0


async def test_an_erased_player_is_in_no_analysis(product: Product) -> None:
    kept, erased = (f"40000000-0000-4000-8000-00000000000{n}" for n in (1, 2))
    run_id = await product.start()
    await product.attempt(run_id)
    before = await product.segments(run_id, players=True)
    players = [{"player_id": each, "name": f"Player {each}"} for each in (kept, erased)]
    async with product.database.transaction() as connection:
        await connection.execute(
            "UPDATE ai.analysis_segments SET figures = jsonb_set(figures, '{players}', %s)", [Jsonb(players)]
        )
        await connection.execute(
            "UPDATE ai.analysis_runs SET facts = jsonb_set(facts, '{home,players}', %s)", [Jsonb(players)]
        )
        await forget_player(connection, STRANGER.organisation_id, erased)
    assert (await product.call("ListAnalysisFiles", caller=COACH))["files"]
    async with product.database.transaction() as connection:
        await forget_player(connection, CLUB, erased)
    async with product.database.read() as connection:
        for table in ("analysis_runs", "analysis_segments"):
            rows = await connection.fetch_rows(f"SELECT row_to_json(r)::text FROM ai.{table} AS r")
            assert all(kept in text and erased not in text for (text,) in rows)
        assert await connection.fetch_value("SELECT count(*) FROM ai.analysis_files") == 0
        method = "/altsports.task.v1.FileService/RemoveFiles"
        posted = await connection.fetch_value(
            "SELECT count(*) FROM ai.deliveries WHERE method = %s", [method]
        )
    assert posted == 1
    after = await product.segments(run_id)
    assert [each["teams"] for each in after] == [each["teams"] for each in before]
