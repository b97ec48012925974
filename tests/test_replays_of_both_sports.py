"""The replays of the NFL and of Formula 1 are one list, though two services play them; both are real."""

from datetime import UTC, datetime
from typing import Any

import pytest

from ai_service.main import book_registrations
from ai_service.nfl_experts.facts.client import LeagueFacts
from ai_service.nfl_experts.keeping.keeper import Keeper
from ai_service.nfl_experts.replays.domain import Replay
from ai_service.nfl_experts.replays.repository import insert_replay
from league_service.demo.simulated_f1 import store_simulated_races
from league_service.fantasy.replays.player import ReplayPlayer
from league_service.registrations import registrations_of, rule_book
from league_service.settings import LeagueSettings
from service_kit.clock.clocks import FixedClock
from service_kit.errors import DomainError
from service_kit.testing.callers import ADMIN

NOW = datetime(2026, 7, 15, tzinfo=UTC)


async def refusal(call: Any) -> str:
    with pytest.raises(DomainError) as refused:
        await call
    return refused.value.reason


async def test_both_sports_are_one_list_and_ids_lead_to_the_service_that_plays(
    migrated: Any, serve: Any, tmp_path: Any
) -> None:
    clock = FixedClock(NOW)
    leagues, experts = await migrated("league"), await migrated("ai")
    await store_simulated_races(leagues, NOW)
    settings = LeagueSettings(env="test", home=tmp_path)
    league = await serve("league", registrations_of(leagues, clock, settings, rule_book()))
    facts = LeagueFacts(league.client)
    keeper = Keeper(experts, facts, clock)
    ai = await serve("ai", book_registrations(experts, facts, clock, keeper, league.client))
    async with experts.transaction() as connection:
        await insert_replay(connection, Replay("a", "nfl", 2025, False, 1, 22, None, NOW.replace(month=1)))

    asked = {"sport": "f1", "season": 2026, "rounds": "1-2", "teams": 5}
    made = (await ai.call("CreateReplay", asked, caller=ADMIN))["replay"]
    listed = (await ai.call("ListReplays"))["replays"]
    assert [(one["id"], one["sport"]) for one in listed] == [(made["id"], "f1"), ("a", "nfl")]
    await ReplayPlayer(leagues, clock).play_due()
    done = (await ai.call("GetReplay", {"replay_id": made["id"]}))["replay"]
    assert (done["status"], done["week"], done["progress"], done["teams"]) == ("finished", 2, 1.0, 5)
    board = await league.call("GetLeaderboard", {"replay": made["id"]})
    assert len(board["rows"]) == 5

    stop = ai.call("StopReplay", {"replay_id": made["id"]}, caller=ADMIN)
    assert await refusal(stop) == "REPLAY_ENDED"
    wrong = ai.call("CreateReplay", asked | {"rounds": "20-30"}, caller=ADMIN)
    assert await refusal(wrong) == "INVALID_REPLAY"
    mixed = ai.call("CreateReplay", {"sport": "nfl", "season": 2025, "rounds": "1"}, caller=ADMIN)
    assert await refusal(mixed) == "INVALID_REPLAY"
    await ai.call("DeleteReplay", {"replay_id": made["id"]}, caller=ADMIN)
    assert [one["id"] for one in (await ai.call("ListReplays"))["replays"]] == ["a"]
