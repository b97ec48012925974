"""A book on a real database ends where the fold alone ends, whatever happens on the way."""

from datetime import UTC, datetime

LATER = datetime(2026, 2, 20, 12, tzinfo=UTC)


async def test_a_season_step_by_step_ends_exactly_where_one_go_ends(kit, runner, season, database, book):
    await kit.play(runner)
    assert await kit.stored(database, book) == kit.in_one_go(season, book)
