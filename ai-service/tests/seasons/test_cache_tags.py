"""Events name the cached answers that they made old: those of their season and world, and no others."""

from dataclasses import replace
from datetime import UTC, datetime

import orjson
import pytest

from ai_service.nfl_experts.books import repository
from ai_service.nfl_experts.books.live import LiveBooks
from ai_service.nfl_experts.books.runner import BookRunner
from ai_service.nfl_experts.facts.season import arranged
from altsports.contract.catalog import load_catalog
from service_kit.errors import NotFound

CACHED = {
    tag: method.name
    for method in load_catalog().methods
    if method.area == "ai" and method.policy.cache
    for tag in method.policy.cache.tags
    if tag != "providers"
}


@pytest.fixture
def tags(database):
    """`await tags()`: every tag named since the last time."""
    seen = 0

    async def read() -> set[str]:
        nonlocal seen
        async with database.read() as connection:
            cursor = await connection.execute(
                "SELECT seq, data::text FROM ai.outbox WHERE seq > %s ORDER BY seq", [seen]
            )
            rows = await cursor.fetchall()
        seen = max((seq for seq, _ in rows), default=seen)
        return {tag for _, data in rows for tag in orjson.loads(data).get("tags", [])}

    return read


@pytest.mark.parametrize("template", CACHED)
async def test_every_tag_of_the_contract_is_named_by_a_season(template, kit, runner, season, tags):
    await kit.play(runner)
    named = await tags()
    game = season.by_week[2][1]
    values = {
        "{replay}": "",
        "{expert_id}": "the-gambler",
        "{week_number}": "2",
        "{game_id}": game.game_id,
    }
    for asked in ("", "2025"):
        tag = template.replace("{season?}", asked)
        for place, value in values.items():
            tag = tag.replace(place, value)
        assert tag in named


@pytest.fixture
async def two_seasons(kit, facts, database, clock, tags, book):
    """Live books of two seasons, both at their ends."""
    facts.put(kit.make_season(season=2024))
    live = LiveBooks(database, facts, clock, kept=2)
    await live.catch_up()
    await tags()
    return live


@pytest.mark.parametrize(("year", "seasons"), [(2024, {"2024"}), (2025, {"2025", ""})])
async def test_a_correction_makes_old_what_is_cached_of_its_season_alone(
    two_seasons, kit, facts, tags, year, seasons
):
    season = await facts.season("nfl", year)
    game = season.by_week[2][0]
    at = datetime(2026, 2, 20, 12, tzinfo=UTC)
    facts.put(kit.corrected(season, game.game_id, 0, 60, at=at))
    await two_seasons.catch_up()
    named = {tag for tag in await tags() if not tag.startswith("game:")}
    assert {tag.split(":")[2] for tag in named} == seasons
    assert {f"experts::{each}" for each in seasons} <= named
    assert {tag for tag in named if tag.startswith("games:")} == {f"games::{each}:2" for each in seasons}


async def test_a_moved_game_makes_old_what_is_cached_of_both_weeks_though_nobody_predicted_it(
    kit, runner, season, facts, tags
):
    opened = season.by_week[1][0].kickoff
    await kit.play(runner, opened)
    await tags()
    moved = replace(season.by_week[2][0], week=3, kickoff=season.by_week[3][0].kickoff)
    games = [moved if game.game_id == moved.game_id else game for game in season.games]
    facts.put(arranged(replace(season, version="moved", games=tuple(games))))
    await kit.play(runner, opened)
    named = {tag for tag in await tags() if tag.startswith("games:")}
    assert {tag for tag in named if tag.startswith("games::2025")} == {"games::2025:2", "games::2025:3"}


async def test_what_a_replay_does_makes_nothing_live_old(kit, database, facts, then, tags):
    replay = await kit.start(database, facts, then.now())
    await tags()
    async with database.read() as connection:
        book = await repository.find_of_replay(connection, replay.id)
    assert book is not None
    await kit.play(BookRunner(database, facts, then, book))
    assert {tag.split(":")[1] for tag in await tags()} == {replay.id}


async def test_a_replay_has_no_answers_of_another_season(kit, calls, database, facts, then):
    replay = await kit.start(database, facts, then.now())
    assert (await calls.call("ListExperts", {"replay": replay.id, "season": 2025}))["experts"]
    with pytest.raises(NotFound) as refusal:
        await calls.call("ListExperts", {"replay": replay.id, "season": 2024})
    assert refusal.value.reason == "SEASON_NOT_FOUND"
