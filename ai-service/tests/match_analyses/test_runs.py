"""Analyses of matches: started, followed, killed, cancelled and retried."""

from uuid import UUID

import pytest

from ai_service.match_analyses.tasks.following import TaskFollower
from service_kit.errors import Conflict, FailedPrecondition, NotFound, PermissionDenied, ValidationFailed
from service_kit.testing.callers import club_member

from .conftest import ANALYST, CLUB, COACH, HOME, MATCH, OTHER_TEAM, STRANGER, Product, play, without_ids


async def test_an_analysis_of_stored_files_stores_its_segments(product: Product) -> None:
    run_id = await product.start()
    waiting = await product.status(run_id)
    assert (waiting["status"], waiting["segments_done"], waiting["engine"]) == ("pending", 0, None)
    result = await product.attempt(run_id)
    status = await product.status(run_id)
    found = await product.segments(run_id)
    assert (status["status"], status["progress"], status["attempt"]) == ("completed", 100, 1)
    assert status["engine"].startswith("altsports-embedded")
    assert status["parameters"]["segment_s"] == 30
    assert (
        [each["index"] for each in found] == [*range(status["segments_done"])] == [*range(result["segments"])]
    )
    assert len(found) > 2
    assert [each["side"] for each in found[0]["teams"]] == ["home", "away"]
    assert found[0]["teams"][0]["team_id"] == HOME
    assert found[0]["teams"][0]["distance_m"] > 0
    assert found[0]["players"] == []
    assert len((await product.segments(run_id, players=True))[0]["players"]) == 8
    of_match = await product.call("ListMatchSegments", caller=COACH, match_id=MATCH)
    assert (of_match["analysis_id"], of_match["segments"]) == (run_id, found)


async def test_an_attempt_that_was_killed_anywhere_leaves_no_hole_and_no_double(product: Product) -> None:
    undisturbed = await product.start()
    await product.attempt(undisturbed)
    expected = [without_ids(each) for each in await product.segments(undisturbed, players=True)]
    disturbed = await product.start()
    for fence in range(1, len(expected) + 1):
        product.engine.dies_after = 1 if fence < len(expected) else 0
        with pytest.raises(ConnectionError):
            await product.attempt(disturbed, fence)
    product.engine.dies_after = -1
    await product.attempt(disturbed, len(expected) + 1)
    assert product.engine.starts[-1].resume_after_segment == len(expected) - 2
    found = await product.segments(disturbed, players=True)
    assert [without_ids(each) for each in found] == expected
    assert (await product.status(disturbed))["segments_done"] == len(expected)
    again = await product.attempt(disturbed, len(expected) + 2)  # the result was lost
    assert again["segments"] == len(expected)


async def test_an_older_attempt_stores_nothing_once_a_newer_one_has_begun(product: Product) -> None:
    run_id = await product.start()
    product.engine.dies_after = 1
    with pytest.raises(ConnectionError):
        await product.attempt(run_id, 2)
    with pytest.raises(FailedPrecondition) as refused:
        await product.attempt(run_id, 1)
    assert refused.value.reason == "ATTEMPT_SUPERSEDED"
    assert len(await product.segments(run_id)) == 1


async def test_a_cancelled_analysis_goes_on_behind_its_segments_or_begins_anew(product: Product) -> None:
    run_id = await product.start()
    product.engine.dies_after = 2
    with pytest.raises(ConnectionError):
        await product.attempt(run_id, 1)
    with pytest.raises(Conflict) as running:
        await product.call("RetryAnalysis", analysis_id=run_id)
    assert running.value.reason == "ANALYSIS_RUNNING"
    cancelled = (await product.call("CancelAnalysis", analysis_id=run_id))["analysis"]
    assert (cancelled["status"], cancelled["segments_done"]) == ("cancelled", 2)
    with pytest.raises(FailedPrecondition) as ended:
        await product.call("CancelAnalysis", analysis_id=run_id)
    assert ended.value.reason == "ANALYSIS_ENDED"
    await product.call("RetryAnalysis", analysis_id=run_id)
    assert (await product.status(run_id))["status"] == "pending"
    product.engine.dies_after = 1
    with pytest.raises(ConnectionError):
        await product.attempt(run_id, 2)
    assert product.engine.starts[-1].resume_after_segment == 1
    await product.call("CancelAnalysis", analysis_id=run_id)
    await product.call("RetryAnalysis", analysis_id=run_id, restart=True)
    assert await product.segments(run_id) == []
    product.engine.dies_after = -1
    await product.attempt(run_id, 3)
    assert not product.engine.starts[-1].HasField("resume_after_segment")
    with pytest.raises(FailedPrecondition) as complete:
        await product.call("RetryAnalysis", analysis_id=run_id)
    assert complete.value.reason == "ANALYSIS_COMPLETED"


async def test_a_task_that_ended_without_the_service_ends_its_analysis(product: Product) -> None:
    cancelled, lost = await product.start(), await product.start()
    product.neighbours.tasks[UUID(cancelled)] = "cancelled"
    assert (await product.status(cancelled))["status"] == "cancelled"
    del product.neighbours.tasks[UUID(lost)]
    follower = TaskFollower(product.database, product.neighbours, product.clock)
    await follower.bring_up_to_date(UUID(lost))
    status = await product.status(lost)
    assert (status["status"], status["error_code"]) == ("failed", "ANALYSIS_LOST")
    assert status["recovery"]


async def test_strangers_and_other_teams_find_nothing(product: Product) -> None:
    run_id = await product.start()
    for nobody in (STRANGER, OTHER_TEAM):
        for name in ("GetAnalysisStatus", "ListAnalysisSegments"):
            with pytest.raises(NotFound):
                await product.call(name, caller=nobody, analysis_id=run_id)
        with pytest.raises(NotFound):
            await product.call("ListMatchSegments", caller=nobody, match_id=MATCH, analysis_id=run_id)
        assert (await product.call("ListAnalyses", caller=nobody))["analyses"] == []
    analyst_of_others = club_member("analyst", CLUB, "another team")
    for name in ("CancelAnalysis", "RetryAnalysis"):
        with pytest.raises(NotFound):
            await product.call(name, caller=analyst_of_others, analysis_id=run_id)
        with pytest.raises(NotFound):
            await product.call(name, analysis_id="no id")
    with pytest.raises(PermissionDenied):
        await product.start(caller=club_member("player", CLUB, HOME))


async def test_what_cannot_be_analysed_names_the_field(product: Product) -> None:
    for fields, loc in (
        ({"file_ids": []}, ["file_ids"]),
        ({"file_ids": ["nowhere"]}, ["file_ids", 0]),
        ({"file_ids": [], "upload_ids": ["nowhere"]}, ["upload_ids", 0]),
        ({"parameters": {"segment_s": 5}}, ["parameters", "segment_s"]),
    ):
        with pytest.raises(ValidationFailed) as refused:
            await product.start(**fields)
        assert refused.value.violations[0]["loc"] == loc
    with pytest.raises(NotFound):
        await product.start(match_id="elsewhere")
    broken = await product.start(file_ids=[await product.put(play()[:2000].replace(b"player", b"p1ayer"))])
    with pytest.raises(Exception, match="format"):
        await product.attempt(broken)


async def test_the_history_is_newest_first_filtered_and_paged(product: Product) -> None:
    ids = [await product.start() for _ in range(3)]
    await product.call("CancelAnalysis", analysis_id=ids[1])
    listed = await product.call("ListAnalyses", caller=COACH, page_size=2)
    rest = await product.call("ListAnalyses", caller=COACH, page_size=2, page_token=listed["next_page_token"])
    found = [each["analysis_id"] for each in listed["analyses"] + rest["analyses"]]
    assert sorted(found) == sorted(ids)
    assert (listed["total_size"], rest["next_page_token"]) == (3, "")
    (cancelled,) = (await product.call("ListAnalyses", status="cancelled"))["analyses"]
    assert (cancelled["analysis_id"], cancelled["requested_by"]) == (ids[1], ANALYST.user_id)
    assert (await product.call("ListAnalyses", match_id="elsewhere"))["analyses"] == []
    with pytest.raises(ValidationFailed):
        await product.call("ListAnalyses", page_token="no token")
