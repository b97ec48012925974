"""The replays that the contract's examples name: open for bets and votes, and back at a start."""

import pytest
import pytest_asyncio

from ai_service.main import keeper_settings
from ai_service.nfl_experts.replays.examples import BEFORE_KICKOFF, OTHERS, restore_example_replays
from ai_service.settings import AiSettings
from altsports.contract.catalog import load_catalog
from service_kit.errors import DomainError

EXAMPLES = {
    method.operation_id: method.tool.example for method in load_catalog().of_area("ai") if method.tool
}
FIRST_WEEK = {"week": 1, "replay": BEFORE_KICKOFF}


@pytest_asyncio.fixture
async def restore(kit, database, facts, clock, season):
    """The demo's season is there; `await restore()` is a start of the service."""
    facts.put(kit.simulated(season))

    async def start():
        assert await restore_example_replays(database, facts, clock)

    await start()
    return start


async def _stands(calls):
    return {replay["id"]: replay["status"] for replay in (await calls.call("ListReplays"))["replays"]}


def test_the_examples_of_the_contract_name_these_replays():
    named = {name: example["replay_id"] for name, example in EXAMPLES.items() if "replay_id" in example}
    assert named == {
        "GetReplay": BEFORE_KICKOFF,
        "PauseReplay": BEFORE_KICKOFF,
        **dict(zip(("ResumeReplay", "StopReplay", "DeleteReplay"), OTHERS, strict=True)),
    }
    assert EXAMPLES["PlaceBet"]["replay"] == BEFORE_KICKOFF
    assert EXAMPLES["VoteInBattle"]["battle_id"].startswith(f"replay-{BEFORE_KICKOFF}~")


async def test_the_one_before_kick_off_takes_bets_and_votes(calls, restore, admin, season):
    battle = (await calls.call("ListActiveBattles", FIRST_WEEK))["battles"][0]
    vote = {"battle_id": battle["battle_id"], "side": "expert_a"}
    assert (await calls.call("VoteInBattle", vote, caller=admin))["user_votes"]["expert_a"] == 1
    bet = {**EXAMPLES["PlaceBet"], "game_id": season.games[0].game_id}
    placed = (await calls.call("PlaceBet", bet, caller=admin))["bet"]
    assert (placed["bet_amount"], placed["status"]) == (25, "pending")


async def test_what_the_examples_moved_is_back_after_a_start(calls, restore, admin):
    for name in ("PauseReplay", "ResumeReplay", "StopReplay", "DeleteReplay"):
        await calls.call(name, dict(EXAMPLES[name]), caller=admin)
    await restore()
    rests = dict.fromkeys((BEFORE_KICKOFF, *OTHERS), "paused")
    assert await _stands(calls) == rests | {"example-to-resume": "running"}


async def test_the_one_before_kick_off_stands_there_again_when_somebody_resumed_it(
    calls, restore, admin, database, season
):
    await calls.call("ResumeReplay", {"replay_id": BEFORE_KICKOFF}, caller=admin)
    await restore()
    shown = (await calls.call("GetReplay", {"replay_id": BEFORE_KICKOFF}))["replay"]
    assert (shown["status"], shown["steps_done"] > 0) == ("paused", True)
    assert shown["cursor_time"] < season.games[0].kickoff.isoformat()


async def test_a_start_throws_no_bet_of_a_replay_at_rest_away(calls, restore, admin, season):
    bet = {**EXAMPLES["PlaceBet"], "game_id": season.games[0].game_id}
    first = (await calls.call("PlaceBet", bet, caller=admin))["bet"]
    await restore()
    assert (await calls.call("PlaceBet", bet, caller=admin))["bet"] == first


async def test_without_the_season_of_the_demo_there_are_none(calls, database, facts, clock):
    assert not await restore_example_replays(database, facts, clock)
    with pytest.raises(DomainError):
        await calls.call("GetReplay", dict(EXAMPLES["GetReplay"]))


@pytest.mark.parametrize(("env", "wanted"), [("development", True), ("test", True), ("production", False)])
def test_production_gets_none(env, wanted, tmp_path):
    settings = AiSettings(env=env, home=tmp_path)
    assert keeper_settings(settings).examples is wanted
