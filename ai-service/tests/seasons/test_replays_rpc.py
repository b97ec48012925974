"""Replays are started, held, resumed, ended and deleted, apart from everything live."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from ai_service.nfl_experts.keeping.keeper import Keeper, KeeperSettings
from service_kit.errors import DomainError
from service_kit.testing.waiting import eventually

ASKED = {"sport": "nfl", "season": 2025}
ENOUGH_S = 60


@pytest_asyncio.fixture
async def kept(keeper):
    """The keeper runs."""
    task = asyncio.create_task(keeper.run())
    yield keeper
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _until(calls, replay_id: str, status: str) -> dict[str, Any]:
    async def there():
        replay = (await calls.call("GetReplay", {"replay_id": replay_id}))["replay"]
        return replay if replay["status"] == status else None

    replay: Any = await eventually(there, within_s=ENOUGH_S)
    return replay


async def _refusal(call) -> str:
    with pytest.raises(DomainError) as refusal:
        await call
    return refusal.value.reason


async def test_a_replay_of_some_weeks_runs_to_its_end_and_is_labelled(calls, kept, admin, season):
    asked = ASKED | {"weeks": "2-3", "speed": "max"}
    started = (await calls.call("CreateReplay", asked, caller=admin))["replay"]
    done = await _until(calls, started["id"], "finished")
    assert (done["progress"], done["steps_done"]) == (1.0, started["steps_total"])
    answer = await calls.call("ListExperts", {"replay": started["id"]})
    assert answer["book"]["replay"] == started["id"]
    games = await calls.call("ListWeekGames", {"week_number": 2, "replay": started["id"]})
    assert {game["status"] for game in games["games"]} == {"final"}
    council = await calls.call("GetCurrentCouncil", {"replay": started["id"]})
    assert council["week"] == 3


async def test_a_slow_replay_can_be_held_and_resumed_and_stopped(calls, kept, admin):
    started = (await calls.call("CreateReplay", ASKED | {"speed": "1"}, caller=admin))["replay"]
    place = {"replay_id": started["id"]}

    async def begun():
        return (await calls.call("GetReplay", place))["replay"]["steps_done"]

    steps = await eventually(begun, within_s=ENOUGH_S)
    assert (await calls.call("PauseReplay", place, caller=admin))["replay"]["status"] == "paused"
    assert (await calls.call("PauseReplay", place, caller=admin))["replay"]["status"] == "paused"
    assert (await calls.call("ResumeReplay", place, caller=admin))["replay"]["status"] == "running"
    stopped = (await calls.call("StopReplay", place, caller=admin))["replay"]
    assert (stopped["status"], stopped["steps_done"]) == ("stopped", steps)
    assert stopped["ended_at"] is not None
    assert await _refusal(calls.call("ResumeReplay", place, caller=admin)) == "REPLAY_ENDED"


async def test_no_more_replays_run_than_allowed_however_they_are_started(calls, admin):
    starting = (calls.call("CreateReplay", ASKED | {"weeks": "1"}, caller=admin) for _ in range(13))
    outcomes = await asyncio.gather(*starting, return_exceptions=True)
    started = [outcome["replay"]["id"] for outcome in outcomes if isinstance(outcome, dict)]
    reasons = [outcome.reason for outcome in outcomes if isinstance(outcome, DomainError)]
    assert (len(started), reasons) == (10, ["TOO_MANY_REPLAYS"] * 3)
    held = {"replay_id": started[0]}
    await calls.call("PauseReplay", held, caller=admin)
    await calls.call("CreateReplay", ASKED | {"weeks": "1"}, caller=admin)
    assert await _refusal(calls.call("ResumeReplay", held, caller=admin)) == "TOO_MANY_REPLAYS"


async def test_a_deleted_replay_takes_its_whole_book_with_it(calls, kept, admin, database):
    started = (await calls.call("CreateReplay", ASKED | {"weeks": "1"}, caller=admin))["replay"]
    await _until(calls, started["id"], "finished")
    await calls.call("DeleteReplay", {"replay_id": started["id"]}, caller=admin)
    async with database.read() as connection:
        for table in ("predictions", "bets", "ledger_entries", "memories", "accounts"):
            statement = f"SELECT count(*) FROM ai.{table} WHERE book_id = %s"
            assert await connection.fetch_value(statement, [f"replay-{started['id']}"]) == 0
    assert await _refusal(calls.call("ListExperts", {"replay": started["id"]})) == "REPLAY_NOT_FOUND"


@pytest.mark.parametrize("weeks", ["0", "5-3", "1-23", "20-22"])
async def test_weeks_that_mean_nothing_are_refused(calls, admin, weeks):
    asked = ASKED | {"weeks": weeks}
    assert await _refusal(calls.call("CreateReplay", asked, caller=admin)) == "INVALID_REPLAY"


async def test_a_correction_reaches_a_replay_that_is_over(kit, calls, kept, admin, season, facts, clock):
    started = (await calls.call("CreateReplay", ASKED, caller=admin))["replay"]
    await _until(calls, started["id"], "finished")
    game = season.by_week[1][0]
    facts.put(kit.corrected(season, game.game_id, 0, 55, at=clock.now()))
    kept.facts_changed()

    async def resettled():
        asked = {"replay": started["id"], "week_number": 1}
        for expert in (await calls.call("ListExperts", {"replay": started["id"]}))["experts"]:
            asked = {"expert_id": expert["expert_id"], "replay": started["id"], "limit": 500}
            entries = (await calls.call("ListLedgerEntries", asked))["entries"]
            if any(entry["reason"] == "settlement_reversed" for entry in entries):
                return True
        return False

    assert await eventually(resettled, within_s=ENOUGH_S)
    shown = await calls.call("ListWeekGames", {"week_number": 1, "replay": started["id"]})
    scores = {each["game_id"]: (each["home_score"], each["away_score"]) for each in shown["games"]}
    assert scores[game.game_id] == (0, 55)


async def test_a_finished_replay_is_in_its_last_week_although_an_earlier_one_was_corrected_since(
    kit, calls, kept, admin, season, facts
):
    game, last = season.by_week[1][0], max(season.by_week)
    corrected_at = season.games[-1].kickoff + timedelta(days=300)
    facts.put(kit.corrected(season, game.game_id, 0, 55, at=corrected_at))
    started = (await calls.call("CreateReplay", ASKED, caller=admin))["replay"]
    done = await _until(calls, started["id"], "finished")
    assert done["week"] == last


async def test_the_live_book_is_caught_up_by_the_keeper(kit, calls, kept, season, database, book):
    async def caught_up():
        return set((await kit.stored(database, book)).settled) == set(season.by_id)

    await eventually(caught_up, within_s=ENOUGH_S)
    assert await kit.stored(database, book) == kit.in_one_go(season, book)


async def test_the_demo_keeps_a_replay_of_the_simulated_season_running(
    kit, calls, database, facts, clock, season
):
    facts.put(kit.simulated(season))
    settings = KeeperSettings(demo_speed=3600.0)
    task = asyncio.create_task(Keeper(database, facts, clock, settings).run())
    try:

        async def begun():
            found = (await calls.call("ListReplays"))["replays"]
            return [replay for replay in found if replay["steps_done"] > 0]

        (replay,) = await eventually(begun, within_s=ENOUGH_S)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert (replay["id"], replay["simulated"], replay["looping"]) == ("demo", True, True)
