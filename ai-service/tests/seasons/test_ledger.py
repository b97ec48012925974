"""The ledger of any season: transactions sum to zero, balances are sums, pushes pay back exactly."""

from collections import defaultdict
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ai_service.nfl_experts.books.effects import Effects
from ai_service.nfl_experts.books.engine import Engine, open_book
from ai_service.nfl_experts.books.state import STARTING, Book, Entry
from ai_service.nfl_experts.books.writing import write_effects
from ai_service.nfl_experts.faces.experts.operations import history_of
from ai_service.nfl_experts.faces.experts.repository import EntryRow
from ai_service.nfl_experts.facts.timeline import week_opening
from altsports.ai.v1.events_models import BankrollUpdated

BOOK = Book("b", None, "nfl", 2025, False, 1, 22, "a seed")
SCORES = st.tuples(st.integers(0, 60), st.integers(0, 60))


@settings(max_examples=25, deadline=None, suppress_health_check=cast("Any", list(HealthCheck)))
@given(seed=st.integers(0, 10_000), corrections=st.lists(SCORES, max_size=3))
def test_transactions_sum_to_zero_and_balances_are_sums_of_entries(kit, seed, corrections):
    season = kit.make_season(weeks=2, seed=seed)
    game = season.by_week[1][0]
    for number, (home, away) in enumerate(corrections):
        at = game.results[0].effective_at.replace(year=2026, day=1 + number)
        season = kit.corrected(season, game.game_id, home, away, at=at)
    state, effects = open_book(BOOK, week_opening(season.by_week[1]))
    engine = Engine(season, BOOK)
    engine.run(state, effects, engine.steps)

    transactions: dict[str, Decimal] = defaultdict(Decimal)
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for entry in effects.entries:
        transactions[entry.transaction_id] += entry.amount
        sums[entry.expert_id, entry.account] += entry.amount
    assert set(transactions.values()) == {Decimal(0)}
    for expert_id, account in state.accounts.items():
        assert sums[expert_id, "bankroll"] == account.bankroll
        assert sums[expert_id, "open_stakes"] == account.open_stakes == 0
    for bet in state.bets.values():
        assert bet.stake == bet.stake.quantize(Decimal("0.01"))
        assert bet.status != "push" or bet.payout == bet.stake


@settings(max_examples=15, deadline=None, suppress_health_check=cast("Any", list(HealthCheck)))
@given(seed=st.integers(0, 10_000), corrections=st.lists(SCORES, max_size=2))
def test_worth_is_what_is_available_and_at_risk_after_every_transaction(kit, seed, corrections):
    """`current` = `available` + `at_risk`: placing moves money between the two, settling changes the sum."""
    season = kit.make_season(weeks=2, seed=seed)
    game = season.by_week[1][0]
    for number, (home, away) in enumerate(corrections):
        at = game.results[0].effective_at.replace(year=2026, day=1 + number)
        season = kit.corrected(season, game.game_id, home, away, at=at)
    state, effects = open_book(BOOK, week_opening(season.by_week[1]))
    engine = Engine(season, BOOK)
    engine.run(state, effects, engine.steps)
    for expert_id, account in state.accounts.items():
        own = [entry for entry in effects.entries if entry.expert_id == expert_id]
        history = history_of([EntryRow(*_columns(entry)) for entry in own])
        assert (history.available, history.at_risk) == (account.bankroll, account.open_stakes)
        assert history.current == account.worth == STARTING + state.statistics(expert_id).profit
        assert history.peak == max(each.worth for each in history.changes)
        assert history.lowest == min(each.worth for each in history.changes)
        before = Decimal(0)
        for change in history.changes:
            assert change.worth == change.available + change.at_risk == before + change.change
            assert change.reason != "bet_placed" or change.change == 0
            before = change.worth
        told = [event for event in effects.events if isinstance(event, BankrollUpdated)]
        mine = [event for event in told if event.expert_id == expert_id]
        assert [(event.new_balance, event.available, event.at_risk) for event in mine] == [
            (float(change.worth), float(change.available), float(change.at_risk))
            for change in history.changes[1:]
        ]
        for bet in state.bets_of_expert(expert_id):
            placed = next(each for each in history.changes if each.bet_id == bet.id)
            assert bet.balance_before == placed.worth


def _columns(entry: Entry) -> tuple[Any, ...]:
    return entry.transaction_id, entry.account, entry.amount, entry.reason, entry.bet_id, entry.booked_at


async def test_the_database_refuses_a_transaction_that_does_not_sum_to_zero(kit, database, book):
    state = await kit.stored(database, book)
    effects = Effects(book)
    at = state.accounts and week_opening(kit.make_season().by_week[1])
    effects.entries = [Entry("t", "bankroll", "the-analyst", Decimal(5), "bet_won", None, at)]
    with pytest.raises(psycopg.errors.CheckViolation):
        async with database.transaction() as connection:
            await write_effects(connection, state, effects, now=at)


def test_a_returned_stake_is_no_return():
    at = datetime(2025, 9, 7, 17, tzinfo=UTC)
    start = [EntryRow("start", "bankroll", STARTING, "season_started", None, at)]

    def bet(name, reason, back):
        stake = Decimal(500)
        return [
            EntryRow(f"{name}:placed", "bankroll", -stake, "bet_placed", name, at),
            EntryRow(f"{name}:placed", "open_stakes", stake, "bet_placed", name, at),
            EntryRow(f"{name}:revision 1", "bankroll", back, reason, name, at),
            EntryRow(f"{name}:revision 1", "open_stakes", -stake, reason, name, at),
        ]

    played = [*start, *bet("a", "bet_won", Decimal(950)), *bet("b", "bet_lost", Decimal(0))]
    with_void = [*played, *bet("c", "bet_voided", Decimal(500))]
    assert history_of(with_void).risk == history_of(played).risk
    assert history_of(played).risk.volatility > 0
