"""A stored book counted again from its rows and the scores alone, by other code than that which wrote it."""

import hashlib
import json
from collections import defaultdict
from datetime import timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from itertools import pairwise
from math import sqrt
from statistics import fmean, stdev

import pytest
import pytest_asyncio

from ai_service.nfl_experts.experts.roster import EXPERTS
from ai_service.nfl_experts.faces.experts.board import board_of
from ai_service.nfl_experts.faces.experts.operations import history_of
from ai_service.nfl_experts.faces.experts.repository import entries, graded
from ai_service.nfl_experts.facts.timeline import week_opening

START = Decimal(10000)
CATEGORY = {"spread": "spread", "moneyline": "winner", "total": "total"}
WEIGHTS = {
    "accuracy": Fraction(35, 100),
    "recent_performance": Fraction(25, 100),
    "consistency": Fraction(20, 100),
    "calibration": Fraction(10, 100),
    "specialization": Fraction(10, 100),
}


@pytest.fixture
def season(kit):
    """Six weeks. The first game that somebody is likely to have bet on is corrected two days later."""
    facts = kit.make_season(weeks=6, seed=11)
    game = facts.by_week[2][0]
    first = game.results[0]
    at = first.effective_at + timedelta(days=2)
    return kit.corrected(facts, game.game_id, first.away_score, first.home_score + 20, at=at)


@pytest_asyncio.fixture
async def played(kit, runner):
    await kit.play(runner)
    return runner


@pytest_asyncio.fixture
async def rows(played, database, book):
    """Every table of the book, as lists of dictionaries."""

    async def read(connection, table, order):
        cursor = await connection.execute(
            f"SELECT row_to_json(given) FROM (SELECT * FROM ai.{table} WHERE book_id = %s ORDER BY {order})"
            " AS given",
            [book.id],
        )
        return [row for (row,) in await cursor.fetchall()]

    async with database.read() as connection:
        return {
            "accounts": await read(connection, "accounts", "expert_id"),
            "bets": await read(connection, "bets", "id"),
            "entries": await read(connection, "ledger_entries", "id"),
            "predictions": await read(connection, "predictions", "position"),
            "council": await read(connection, "council_members", "week, rank"),
        }


def score_at(game, at=None):
    known = [each for each in game.results if at is None or each.effective_at <= at]
    return (known[-1].home_score, known[-1].away_score) if known else None


def ended(category, side, point, score):
    """+1 right, -1 wrong, 0 a push."""
    home, away = score
    ahead = {
        "spread": Fraction(home) - away + Fraction(point or 0),
        "winner": Fraction(home - away),
        "total": Fraction(home + away) - Fraction(point or 0),
    }[category]
    ahead = ahead if side in ("home", "over") else -ahead
    return (ahead > 0) - (ahead < 0)


def paid_back(bet, end):
    stake, price = Decimal(str(bet["stake"])), bet["price"]
    if end == 0:
        return stake
    if end < 0:
        return Decimal(0)
    earned = Fraction(stake) * (Fraction(price, 100) if price > 0 else Fraction(100, abs(price)))
    exact = Decimal(earned.numerator) / Decimal(earned.denominator)
    return stake + exact.quantize(Decimal("0.01"), ROUND_HALF_EVEN)


async def test_every_payout_follows_from_the_score_in_force(rows, season):
    assert len(rows["bets"]) > 50
    assert len({bet["bet_type"] for bet in rows["bets"]}) == 3
    for bet in rows["bets"]:
        score = score_at(season.by_id[bet["game_id"]])
        end = ended(CATEGORY[bet["bet_type"]], bet["side"], bet["point"], score)
        assert bet["status"] == {1: "won", 0: "push", -1: "lost"}[end]
        assert Decimal(str(bet["payout"])) == paid_back(bet, end)
        assert Decimal(str(bet["potential_payout"])) == paid_back(bet, 1)


async def test_every_transaction_sums_to_nothing_and_every_balance_to_its_bets(rows):
    transactions, balances, profits = defaultdict(Decimal), defaultdict(Decimal), defaultdict(Decimal)
    for entry in rows["entries"]:
        amount = Decimal(str(entry["amount"]))
        transactions[entry["transaction_id"]] += amount
        balances[entry["expert_id"], entry["account"]] += amount
    assert set(transactions.values()) == {Decimal(0)}
    for bet in rows["bets"]:
        profits[bet["expert_id"]] += Decimal(str(bet["payout"])) - Decimal(str(bet["stake"]))
    assert len(rows["accounts"]) == len(EXPERTS)
    for account in rows["accounts"]:
        expert = account["expert_id"]
        assert Decimal(str(account["bankroll"])) == START + profits[expert] == balances[expert, "bankroll"]
        assert Decimal(str(account["open_stakes"])) == balances[expert, "open_stakes"] == 0


async def test_each_bet_is_debited_once_and_a_correction_is_reversed_and_settled_anew(rows, season):
    by_bet = defaultdict(list)
    for entry in rows["entries"]:
        if entry["bet_id"] and entry["account"] == "bankroll":
            by_bet[entry["bet_id"]].append(entry["reason"])
    endings = {"won": "bet_won", "lost": "bet_lost", "push": "bet_pushed"}
    corrected = 0
    for bet in rows["bets"]:
        reasons = by_bet[bet["id"]]
        game = season.by_id[bet["game_id"]]
        if len(game.results) == 1:
            assert reasons == ["bet_placed", endings[bet["status"]]]
            continue
        corrected += 1
        first = game.results[0]
        end = ended(
            CATEGORY[bet["bet_type"]], bet["side"], bet["point"], (first.home_score, first.away_score)
        )
        before = {1: "bet_won", 0: "bet_pushed", -1: "bet_lost"}[end]
        assert reasons == ["bet_placed", before, "settlement_reversed", endings[bet["status"]]]
    assert corrected


async def test_no_stake_exceeds_what_was_there_and_nothing_is_placed_after_kick_off(rows, season):
    balances = defaultdict(Decimal)
    for entry in rows["entries"]:
        if entry["account"] != "bankroll":
            continue
        balances[entry["expert_id"]] += Decimal(str(entry["amount"]))
        if entry["reason"] == "bet_placed":
            assert balances[entry["expert_id"]] >= 0
    kickoffs = {game.game_id: game.kickoff.isoformat() for game in season.games}
    assert all(bet["placed_at"] < kickoffs[bet["game_id"]] for bet in rows["bets"])


async def test_risk_follows_from_what_each_bet_made_of_the_whole_bankroll(rows, database, book):
    for expert in EXPERTS:
        worth, series = Decimal(0), [START]
        moved = defaultdict(Decimal)
        for entry in rows["entries"]:
            if entry["expert_id"] == expert.id and entry["account"] != "house":
                moved[entry["transaction_id"]] += Decimal(str(entry["amount"]))
        for name, change in moved.items():
            worth += change
            if ":revision" in name:
                series.append(worth)
        returns = [float(b / a - 1) for a, b in pairwise(series)]
        mean = sum(returns) / len(returns) if returns else 0
        spread = sqrt(sum((each - mean) ** 2 for each in returns) / (len(returns) - 1)) if returns[1:] else 0
        falls = [1 - float(after / max(series[: n + 1])) for n, after in enumerate(series)]
        async with database.read() as connection:
            history = history_of(await entries(connection, book.id, expert.id))
        assert history.risk.volatility == pytest.approx(spread, abs=1e-12)
        assert history.risk.sharpe_ratio == pytest.approx(mean / spread if spread else 0, rel=1e-9)
        assert history.risk.max_drawdown == pytest.approx(max(falls), abs=1e-12)
        assert history.lowest <= history.current <= history.peak


async def test_the_chain_of_seals_is_what_anybody_computes(rows):
    head = "0" * 64
    assert len(rows["predictions"]) == len(EXPERTS) * 4 * 6 * 3
    for position, row in enumerate(rows["predictions"], start=1):
        assert (row["position"], row["previous_hash"]) == (position, head)
        head = hashlib.sha256((head + row["salt"] + row["content"]).encode()).hexdigest()
        assert row["hash"] == head
        content = json.loads(row["content"])
        assert (content["prediction"], content["confidence"]) == (row["pick"], row["confidence"])
        assert row["created_at"] < row["kickoff_at"]


def decisions_before(rows, season, week):
    """(week, category, confidence, right) of each expert, by the scores in force when the week opens."""
    opened = week_opening(season.by_week[week])
    found = defaultdict(list)
    for row in rows["predictions"]:
        score = score_at(season.by_id[row["game_id"]], opened)
        if score is not None and (end := ended(row["category"], row["side"], row["point"], score)):
            found[row["expert_id"]].append((row["week"], row["category"], row["confidence"], end > 0))
    return found


def lean(value, count, prior):
    return (Fraction(value) * count + Fraction(1, 2) * prior) / (count + prior)


def part(decisions):
    return Fraction(sum(each[3] for each in decisions), len(decisions)) if decisions else Fraction(0)


def components(expert, decisions, week):
    recent = [each for each in decisions if each[0] >= week - 4]
    first = CATEGORY[expert.risk.markets[0]]
    own = [each for each in decisions if each[1] == first]
    weekly = [part([each for each in decisions if each[0] == number]) for number in {e[0] for e in decisions}]
    consistency = 0.5
    if len(weekly) > 1:
        mean = sum(weekly) / len(weekly)
        deviation = sqrt(sum((each - mean) ** 2 for each in weekly) / len(weekly))
        consistency = float(lean(1 - deviation / 0.5, len(weekly), 2))
    tenths = defaultdict(list)
    for each in decisions:
        tenths[min(int(Fraction(each[2]) * 10), 9)].append(each)
    error = sum(
        abs(sum(Fraction(each[2]) for each in members) - sum(each[3] for each in members))
        for members in tenths.values()
    )
    calibrated = max(Fraction(0), 1 - 2 * error / len(decisions)) if decisions else Fraction(0)
    return {
        "accuracy": float(lean(part(decisions), len(decisions), 20)),
        "recent_performance": float(lean(part(recent), len(recent), 10)),
        "consistency": consistency,
        "calibration": float(lean(calibrated, len(decisions), 20)),
        "specialization": float(lean(part(own), len(own), 20)) * expert.specialization_weight,
    }


async def test_each_council_is_the_best_five_by_the_documented_weights(rows, season):
    for week in season.by_week:
        check_council(rows, season, week)


def check_council(rows, season, week):
    decisions = decisions_before(rows, season, week)
    opened = week_opening(season.by_week[week]).isoformat()
    gone = {
        each["expert_id"]
        for each in rows["accounts"]
        if each["eliminated_at"] and each["eliminated_at"] < opened
    }
    scores, parts = {}, {}
    for expert in EXPERTS:
        if expert.id not in gone:
            parts[expert.id] = components(expert, decisions[expert.id], week)
            scores[expert.id] = sum(float(WEIGHTS[name]) * value for name, value in parts[expert.id].items())
    best = sorted(scores, key=lambda name: (-round(scores[name], 6), name))[:5]
    council = [seat for seat in rows["council"] if seat["week"] == week]
    assert [(seat["expert_id"], seat["rank"]) for seat in council] == list(
        zip(best, range(1, 6), strict=True)
    )
    total = sum(scores[name] for name in best)
    for seat in council:
        assert seat["components"] == pytest.approx(parts[seat["expert_id"]], abs=1e-6)
        assert seat["selection_score"] == pytest.approx(scores[seat["expert_id"]], abs=2e-6)
        assert seat["vote_weight"] == pytest.approx(scores[seat["expert_id"]] / total, abs=2e-6)
    assert sum(Decimal(str(seat["vote_weight"])) for seat in council) == 1


async def test_the_calibration_board_scores_what_was_said_by_what_happened(rows, season, database, book):
    for category in ("spread", "winner", "total"):
        async with database.read() as connection:
            found = await graded(connection, book.id, category)
        board = {row.id: row for row in board_of(found, season, category)}
        assert ({"market", "elo"} <= set(board)) == (category == "winner")
        for expert in EXPERTS:
            check_row(rows, season, board[expert.id], category)


def check_row(rows, season, row, category):
    errors, market, elo = [], [], []
    for said in rows["predictions"]:
        game = season.by_id[said["game_id"]]
        end = ended(category, said["side"], said["point"], score_at(game))
        if said["expert_id"] != row.id or said["category"] != category or not end:
            continue
        errors.append((said["confidence"] - (end > 0)) ** 2)
        home_won = (end > 0) == (said["side"] == "home")
        home, away = next((q.home_price, q.away_price) for q in game.quotes if q.market == "moneyline")
        even = [100 / (100 + p) if p > 0 else p / (p - 100) for p in (home, away)]
        market.append((even[0] / sum(even) - home_won) ** 2)
        elo.append((1 / (1 + 10 ** ((game.away_elo - game.home_elo - 65) / 400)) - home_won) ** 2)
    found = row.calibration
    assert found.count == len(errors) == sum(each.count for each in found.bins)
    assert found.brier_score == pytest.approx(fmean(errors), abs=1e-12)
    if category != "winner":
        assert (row.against_market, row.against_elo) == (None, None)
        return
    for compared, theirs in ((row.against_market, market), (row.against_elo, elo)):
        differences = [own - other for own, other in zip(errors, theirs, strict=True)]
        half = 1.96 * stdev(differences) / sqrt(len(differences))
        assert (compared.count, compared.mean) == (len(errors), pytest.approx(fmean(differences), abs=1e-12))
        assert compared.interval.high - compared.mean == pytest.approx(half, rel=1e-4)
        assert compared.mean - compared.interval.low == pytest.approx(half, rel=1e-4)
