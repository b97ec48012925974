"""What the outbox holds after a season: the documented messages, labelled, each thing told once."""

from collections import Counter, defaultdict

import orjson
import pytest

from altsports.contract.events import load_events

MESSAGES = {
    "bet.placed": {
        "bet_id",
        "expert_id",
        "expert_name",
        "game_id",
        "bet_amount",
        "prediction",
        "confidence",
        "timestamp",
    },
    "line.movement": {"game_id", "line_type", "old_value", "new_value", "movement", "timestamp", "unit"},
    "bankroll.updated": {
        "expert_id",
        "old_balance",
        "new_balance",
        "change",
        "reason",
        "bet_id",
        "timestamp",
        "available",
        "at_risk",
    },
    "expert.eliminated": {
        "expert_id",
        "expert_name",
        "final_bankroll",
        "elimination_reason",
        "final_bet",
        "season_stats",
        "timestamp",
    },
}
CHANNELS = {
    "bet.placed": "bets",
    "bankroll.updated": "bets",
    "line.movement": "lines",
    "expert.eliminated": "eliminations",
}


@pytest.fixture
async def told(kit, runner, database):
    """Every event of a season, in order."""
    await kit.play(runner)
    async with database.read() as connection:
        cursor = await connection.execute("SELECT type, subject, data::text FROM ai.outbox ORDER BY seq")
        return [(type, subject, orjson.loads(data)) for type, subject, data in await cursor.fetchall()]


async def test_feed_messages_have_exactly_the_documented_fields(told):
    for type, _, data in told:
        if type in MESSAGES:
            spec = load_events().by_type[type]
            assert spec.shown(data["message"]).keys() == MESSAGES[type]
            assert spec.channel == CHANNELS[type]
            assert data["audience"] == {"everybody": True}
    assert {"bet.placed", "line.movement", "bankroll.updated"} <= {type for type, *_ in told}


async def test_every_bet_is_told_once_and_its_balances_follow_each_other(told, kit, database, book):
    state = await kit.stored(database, book)
    placed = Counter(data["message"]["bet_id"] for type, _, data in told if type == "bet.placed")
    assert placed == Counter(state.bets.keys())
    balances: dict[str, float] = defaultdict(lambda: 10_000.0)
    for type, _, data in told:
        if type == "bankroll.updated":
            message = data["message"]
            assert message["old_balance"] == balances[message["expert_id"]]
            assert round(message["new_balance"] - message["old_balance"], 2) == message["change"]
            assert round(message["available"] + message["at_risk"], 2) == message["new_balance"]
            if message["reason"] == "bet_placed":
                assert message["change"] == 0
                assert message["at_risk"] > 0
            balances[message["expert_id"]] = message["new_balance"]
    for expert_id, account in state.accounts.items():
        assert balances[expert_id] == float(account.worth)


async def test_lines_move_by_the_difference_of_their_values(told):
    for type, _, data in told:
        if type == "line.movement":
            message = data["message"]
            if message["line_type"] == "moneyline":
                assert message["unit"] == "cents"
            else:
                assert message["movement"] == abs(message["new_value"] - message["old_value"]) > 0
                assert message["unit"] == "points"


async def test_whatever_became_old_is_named_by_its_tag(told, kit, database, book):
    state = await kit.stored(database, book)
    tags = {tag for _, _, data in told for tag in data["tags"]}
    bettors = {bet.expert_id for bet in state.bets.values()}
    nouns = {"experts", "bets", "council", "battles", "calibration"}
    for season in ("", "2025"):
        assert {f"expert::{season}:{expert_id}" for expert_id in bettors} <= tags
        assert {f"{noun}::{season}" for noun in nouns} <= tags
        assert {f"games::{season}:{week}" for week in (1, 2, 3)} <= tags
    assert {f"game::{game_id}" for game_id in state.settled} <= tags


async def test_what_an_event_makes_old_is_named_before_it(told):
    """Readers of the feed may ask at once; what they ask for must not come from a cache any more."""
    tags: set[str] = set()
    for type, _, data in told:
        if type == "book.advanced":
            tags = set(data["tags"])
        elif type == "line.movement":
            assert f"game::{data['message']['game_id']}" in tags
        elif type in MESSAGES:
            assert {"bets::", "experts::", f"expert::2025:{data['message']['expert_id']}"} <= tags


async def test_an_expert_is_eliminated_once(told, kit, database, book):
    state = await kit.stored(database, book)
    told_of = Counter(subject for type, subject, _ in told if type == "expert.eliminated")
    out = {name for name, account in state.accounts.items() if account.eliminated_at is not None}
    assert told_of == Counter(out)
    for expert_id in out:
        last = max(bet.placed_at for bet in state.bets_of_expert(expert_id))
        assert last <= state.accounts[expert_id].eliminated_at
