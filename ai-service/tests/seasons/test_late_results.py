"""Results that are imported late, at once or one by one: councils and head to heads follow the games."""

from collections import defaultdict
from datetime import UTC, datetime

import pytest

from ai_service.nfl_experts.books.opening import ensure_book
from ai_service.nfl_experts.books.runner import BookRunner
from ai_service.nfl_experts.books.state import Book
from ai_service.nfl_experts.council.domain import Candidate, Decision, own_category, select_council
from ai_service.nfl_experts.experts.roster import BY_ID, EXPERTS
from ai_service.nfl_experts.faces.battles.domain import Records
from ai_service.nfl_experts.faces.predictions.repository import graded_before
from ai_service.nfl_experts.facts.timeline import week_opening
from ai_service.nfl_experts.predictions.grading import grade

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def season(kit):
    """Six weeks."""
    return kit.make_season(weeks=6, seed=5)


async def imported(kit, database, facts, clock, season, order):
    """A book whose season was lived through without some results, which arrive afterwards in this order."""
    missing = season
    for game in season.by_week[2] + season.by_week[3]:
        missing = kit.without_results(missing, game.game_id)
    facts.put(missing)
    book = Book("live-nfl-2025", None, "nfl", season.season, False, 1, 22, "a seed")
    async with database.transaction() as connection:
        await connection.execute("DELETE FROM ai.books")
        await ensure_book(connection, book, opened_at=week_opening(season.by_week[1]), now=NOW)
    runner = BookRunner(database, facts, clock, book)
    await kit.play(runner)
    for number, arrived in enumerate(order):
        known = {game_id for part in order[: number + 1] for game_id in part}
        now = season
        for game in season.by_week[2] + season.by_week[3]:
            if game.game_id not in known:
                now = kit.without_results(now, game.game_id)
        facts.put(kit.renamed(now, f"part {number} of {arrived}"))
        await kit.play(runner)
    return book


async def told(database, book):
    """The councils, and every head to head, of a book."""
    async with database.read() as connection:
        cursor = await connection.execute(
            "SELECT week, rank, expert_id, selection_score, vote_weight FROM ai.council_members"
            " WHERE book_id = %s ORDER BY week, rank",
            [book.id],
        )
        councils = await cursor.fetchall()
        records = Records(await graded_before(connection, book.id, 7))
    pairs = [(one.id, other.id) for one in EXPERTS for other in EXPERTS if one.id < other.id]
    return councils, [records.head_to_head(*pair) for pair in pairs]


async def test_the_order_of_imports_changes_neither_councils_nor_head_to_heads(
    kit, database, facts, clock, season
):
    late = [game.game_id for game in season.by_week[2] + season.by_week[3]]
    at_once = await told(database, await imported(kit, database, facts, clock, season, [late]))
    one_by_one = [[game_id] for game_id in reversed(late)]
    assert await told(database, await imported(kit, database, facts, clock, season, one_by_one)) == at_once


async def test_a_council_follows_from_the_games_that_were_played_before_its_week(
    kit, database, facts, clock, season
):
    late = [game.game_id for game in season.by_week[2] + season.by_week[3]]
    book = await imported(kit, database, facts, clock, season, [late])
    councils, _ = await told(database, book)
    state = await kit.stored(database, book)
    for week, opening in season.openings.items():
        decisions = defaultdict(list)
        for each in state.predictions.values():
            result = season.by_id[each.game_id].final(opening)
            if result is None or each.estimated:
                continue
            scores = {"home_score": result.home_score, "away_score": result.away_score}
            end = grade(each.category, each.side, point=each.point, **scores)
            if end != "push":
                right = end == "correct"
                decisions[each.expert_id].append(Decision(each.week, each.category, each.confidence, right))
        candidates = [
            Candidate(id, own_category(expert), expert.specialization_weight, tuple(decisions[id]))
            for id, expert in BY_ID.items()
        ]
        seats = select_council(candidates, week=week, at=opening)
        chosen = [row[1:4] for row in councils if row[0] == week]
        assert chosen == [(seat.rank, seat.expert_id, seat.selection_score) for seat in seats]
