"""What is computed from the rows of an expert: the history of a bankroll, its risk, the calibration board."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from ai_service.betting.odds import no_vig
from ai_service.betting.risk import Risk, risk_of
from ai_service.experts.elo import difference_of
from ai_service.experts.repository import EntryRow, GradedRow
from ai_service.experts.roster import EXPERTS
from ai_service.predictions.calibration import Calibration, Forecast, calibration_of
from ai_service.seasons.facts import GameFacts, SeasonFacts
from ai_service.seasons.state import STARTING, ZERO

SPANS: Final = {"week": timedelta(days=7), "month": timedelta(days=30)}
_SETTLING: Final = frozenset({"bet_won", "bet_lost", "bet_pushed", "bet_voided", "settlement_reversed"})


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a bankroll, and the bankroll after it."""

    at: datetime
    balance: Decimal
    change: Decimal
    reason: str
    bet_id: str | None


@dataclass(frozen=True, slots=True)
class History:
    """Every change of a bankroll, oldest first, with its highest and lowest balance and the risk taken."""

    changes: tuple[Change, ...]
    current: Decimal
    peak: Decimal
    lowest: Decimal
    risk: Risk


def history_of(entries: Sequence[EntryRow]) -> History:
    """The bankroll as the ledger tells it.

    Peak and lowest are of the bankroll itself. Risk looks at bankroll and open stakes together after each
    settlement: a stake is lost when the bet is, not when it is placed.
    """
    balance, changes = ZERO, list[Change]()
    equity, settled = ZERO, [STARTING]
    for entry in entries:
        if entry.account == "house":
            continue
        equity += entry.amount
        if entry.account == "bankroll":
            balance += entry.amount
            changes.append(Change(entry.booked_at, balance, entry.amount, entry.reason, entry.bet_id))
        if entry.account == "open_stakes" and entry.reason in _SETTLING:
            settled.append(equity)
    balances = [change.balance for change in changes] or [STARTING]
    return History(tuple(changes), balances[-1], max(balances), min(balances), risk_of(settled))


def since(changes: Iterable[Change], timeframe: str, now: datetime) -> list[Change]:
    """The changes of a timeframe, newest first."""
    span = SPANS.get(timeframe)
    first = now - span if span else None
    return [change for change in reversed(tuple(changes)) if first is None or change.at >= first]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the calibration board."""

    id: str
    name: str
    kind: str
    calibration: Calibration


def board_of(rows: Iterable[GradedRow], facts: SeasonFacts, category: str) -> list[Row]:
    """The experts by Brier score, then market and Elo on the same games where they say something."""
    forecasts: dict[str, list[Forecast]] = {expert.id: [] for expert in EXPERTS}
    games: dict[str, None] = {}
    for row in rows:
        forecasts[row.expert_id].append(Forecast(row.confidence, row.correct))
        games[row.game_id] = None
    board = [Row(x.id, x.name, "expert", calibration_of(forecasts[x.id])) for x in EXPERTS]
    if category == "winner":
        played = [facts.by_id[game_id] for game_id in games if game_id in facts.by_id]
        board.append(Row("market", "The market", "reference", calibration_of(_market(played))))
        board.append(Row("elo", "Elo", "reference", calibration_of(_elo(played))))
    return sorted(board, key=_place)


def _place(row: Row) -> tuple[bool, bool, float, str]:
    found = row.calibration
    return row.kind == "reference", found.count == 0, found.brier_score, row.id


def _market(games: Iterable[GameFacts]) -> list[Forecast]:
    """Home wins by the last moneyline before kick-off, without the bookmaker's margin."""
    found: list[Forecast] = []
    for game in games:
        quote = game.standing("moneyline", game.kickoff)
        if quote and quote.home_price is not None and quote.away_price is not None:
            found += _forecast(game, no_vig(quote.home_price, quote.away_price)[0])
    return found


def _elo(games: Iterable[GameFacts]) -> list[Forecast]:
    """Home wins by the ratings before the game."""
    found: list[Forecast] = []
    for game in games:
        difference = difference_of(game.home_elo, game.away_elo, neutral=game.neutral)
        found += _forecast(game, 1 / (1 + 10 ** (-difference / 400)))
    return found


def _forecast(game: GameFacts, home_probability: float) -> list[Forecast]:
    result = next((result for result in reversed(game.results) if result.is_final), None)
    if result is None or result.home_score == result.away_score:
        return []
    return [Forecast(home_probability, result.home_score > result.away_score)]
