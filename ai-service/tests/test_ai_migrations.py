"""The tables match the migrations, every migration can be reverted, and what is stored survives them."""

from collections.abc import Callable

import orjson
import psycopg
import pytest

from service_kit.db import migrate
from service_kit.testing.clones import Clone, migrations_of

FOLDER = migrations_of("ai")


def test_every_migration_can_be_taken_back_and_made_again(cloned: Callable[..., Clone]) -> None:
    dsn = cloned("ai").dsn("ai")
    migrate.downgrade(dsn, FOLDER, "base")
    assert migrate.current(dsn, "ai") is None
    migrate.upgrade(dsn, FOLDER)
    assert migrate.check(dsn, FOLDER) == []


_BOOK = """
INSERT INTO ai.books (id, competition, season, simulated, first_week, last_week, seal_seed, chain_head,
  created_at)
  VALUES ('b', 'nfl', 2024, false, 1, 22, 's', '0', now());
INSERT INTO ai.ledger_entries (book_id, transaction_id, account, expert_id, amount, reason, bet_id, booked_at)
  VALUES ('b', 'start', 'bankroll', 'x', 10000, 'season_started', NULL, now()),
    ('b', 'start', 'house', 'x', -10000, 'season_started', NULL, now());
INSERT INTO ai.ledger_entries (book_id, transaction_id, account, expert_id, amount, reason, bet_id, booked_at)
  VALUES ('b', 'one placed', 'bankroll', 'x', -9000, 'bet_placed', 'one', now()),
    ('b', 'one placed', 'open_stakes', 'x', 9000, 'bet_placed', 'one', now());
INSERT INTO ai.ledger_entries (book_id, transaction_id, account, expert_id, amount, reason, bet_id, booked_at)
  VALUES ('b', 'two placed', 'bankroll', 'x', -500, 'bet_placed', 'two', now()),
    ('b', 'two placed', 'open_stakes', 'x', 500, 'bet_placed', 'two', now());
INSERT INTO ai.ledger_entries (book_id, transaction_id, account, expert_id, amount, reason, bet_id, booked_at)
  VALUES ('b', 'one lost', 'bankroll', 'x', 0, 'bet_lost', 'one', now()),
    ('b', 'one lost', 'open_stakes', 'x', -9000, 'bet_lost', 'one', now()),
    ('b', 'one lost', 'house', 'x', 9000, 'bet_lost', 'one', now());
INSERT INTO ai.ledger_entries (book_id, transaction_id, account, expert_id, amount, reason, bet_id, booked_at)
  VALUES ('b', 'three placed', 'bankroll', 'x', -250, 'bet_placed', 'three', now()),
    ('b', 'three placed', 'open_stakes', 'x', 250, 'bet_placed', 'three', now());
"""
_BET = """
INSERT INTO ai.bets (id, book_id, game_id, week, expert_id, bet_type, side, point, price, stake,
  balance_before, potential_payout, pick, confidence, risk_level, reasoning, placed_at, kickoff_at, status)
  VALUES (%s, 'b', %s, 1, 'x', 'moneyline', 'home', NULL, -110, %s, %s, 1, 'KC', 0.6, 'extreme', '',
    '2024-09-01', '2024-09-08', 'pending');
"""


@pytest.fixture
def before_worth(cloned: Callable[..., Clone]) -> str:
    """A database whose bets know only the cash before them."""
    dsn = cloned("ai").dsn("ai")
    migrate.downgrade(dsn, FOLDER, "0002")
    with psycopg.connect(dsn) as connection:
        connection.execute(_BOOK)
        for name, stake, cash in (("one", 9000, 10000), ("two", 500, 1000), ("three", 250, 500)):
            connection.execute(_BET, [name, f"game {name}", stake, cash])
    return dsn


def test_old_bets_are_measured_by_the_worth_of_the_bankroll(before_worth: str) -> None:
    migrate.upgrade(before_worth, FOLDER)
    with psycopg.connect(before_worth) as connection:
        rows = connection.execute("SELECT id, balance_before, risk_level FROM ai.bets ORDER BY id").fetchall()
    assert rows == [("one", 10000, "extreme"), ("three", 1000, "extreme"), ("two", 10000, "medium")]


_OPINION = """
INSERT INTO ai.opinions (book_id, game_id, expert_id, opinion, formed_at) VALUES ('b', %s, %s, %s, %s);
"""
_PREDICTION = """
INSERT INTO ai.predictions (id, book_id, game_id, week, expert_id, category, side, pick, confidence,
  reasoning, reasoning_source, created_at, kickoff_at, position, salt, content, previous_hash, hash)
  VALUES (%s, 'b', %s, 1, %s, %s, 'home', 'KC', 0.6, '', 'rule', %s, '2024-09-08', %s, '', '', '', '');
"""
_GUESS = "makes it KC by 3.1, nobody offers a line yet, estimated KC -2.5"
_LINE = "makes it KC by 3.1, the line is KC -2.5"


@pytest.fixture
def before_marks(cloned: Callable[..., Clone]) -> str:
    """A database in which only the words of a reason tell whether a line was an estimate."""
    dsn = cloned("ai").dsn("ai")
    migrate.downgrade(dsn, FOLDER, "0004")
    early, late = "2024-09-03", "2024-09-07"
    opinions = (
        ("analyst", early, {"reasons": ["Elo", _GUESS], "total_reasons": [_LINE]}),
        ("chaos", early, {"reasons": ["so KC by 3.1"], "total_reasons": ["so 44 points"]}),
        ("veteran", late, {"reasons": [_LINE], "total_reasons": [_LINE]}),
    )
    with psycopg.connect(dsn) as connection:
        connection.execute(_BOOK)
        for number, (expert, at, opinion) in enumerate(opinions):
            connection.execute(_OPINION, ["g", expert, orjson.dumps(opinion).decode(), at])
            for place, category in enumerate(("spread", "winner", "total")):
                name, position = f"{expert} {category}", 3 * number + place
                connection.execute(_PREDICTION, [name, "g", expert, category, at, position])
        connection.execute(_BET, ["one", "g", 100, 1000])
        connection.execute("UPDATE ai.bets SET reasoning = %s", [f"{_GUESS}. 1.0% of it."])
    return dsn


def test_old_predictions_at_estimates_are_marked_also_where_no_word_tells(before_marks: str) -> None:
    migrate.upgrade(before_marks, FOLDER)
    with psycopg.connect(before_marks) as connection:
        marked = connection.execute("SELECT id FROM ai.predictions WHERE estimated ORDER BY id").fetchall()
        ((reasoning,),) = connection.execute("SELECT reasoning FROM ai.bets").fetchall()
        ((opinion,),) = connection.execute(
            "SELECT opinion FROM ai.opinions WHERE expert_id = 'analyst'"
        ).fetchall()
    assert marked == [("analyst spread",), ("chaos spread",)]
    assert reasoning == "makes it KC by 3.1, the line is estimated at KC -2.5. 1.0% of it."
    assert (opinion["spread_estimated"], opinion["total_estimated"]) == (True, False)
    assert opinion["reasons"] == ["Elo", "makes it KC by 3.1, the line is estimated at KC -2.5"]


def test_old_predictions_about_games_that_were_called_off_are_void(cloned: Callable[..., Clone]) -> None:
    dsn = cloned("ai").dsn("ai")
    migrate.downgrade(dsn, FOLDER, "0005")
    with psycopg.connect(dsn) as connection:
        connection.execute(_BOOK)
        for position, (game, revision) in enumerate((("off", 0), ("tied", 1))):
            connection.execute(
                "INSERT INTO ai.settled_games (book_id, game_id, revision, settled_at)"
                " VALUES ('b', %s, %s, now())",
                [game, revision],
            )
            connection.execute(_PREDICTION, [game, game, "x", "winner", "2024-09-03", position])
        connection.execute("UPDATE ai.predictions SET result = 'push'")
    migrate.upgrade(dsn, FOLDER)
    with psycopg.connect(dsn) as connection:
        rows = connection.execute("SELECT id, result FROM ai.predictions ORDER BY id").fetchall()
    assert rows == [("off", "void"), ("tied", "push")]
