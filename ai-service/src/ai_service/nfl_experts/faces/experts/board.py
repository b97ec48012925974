"""The calibration board: how experts, market and Elo forecast the same games, scored by the results."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ai_service.nfl_experts.betting.odds import no_vig
from ai_service.nfl_experts.experts.roster import EXPERTS
from ai_service.nfl_experts.faces.experts.repository import GradedRow
from ai_service.nfl_experts.facts.elo import difference_of
from ai_service.nfl_experts.facts.season import SeasonFacts
from ai_service.nfl_experts.predictions.calibration import (
    Calibration,
    Difference,
    Forecast,
    calibration_of,
    difference,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the board. An expert is compared with a reference on the games that both forecast."""

    id: str
    name: str
    kind: str
    calibration: Calibration
    against_market: Difference | None = None
    against_elo: Difference | None = None


def board_of(rows: Iterable[GradedRow], facts: SeasonFacts, category: str) -> list[Row]:
    """The experts by Brier score, then market and Elo. Results are those by which the book settled the games.

    Spreads and totals have no reference: at its own line, the market gives both sides a half.
    """
    said: dict[str, list[GradedRow]] = {expert.id: [] for expert in EXPERTS}
    for row in rows:
        said[row.expert_id].append(row)
    games = {row.game_id: row for each in said.values() for row in each}
    market: dict[str, Forecast] = {}
    elo: dict[str, Forecast] = {}
    if category == "winner":
        market, elo = _market(games.values(), facts), _elo(games.values(), facts)
    board = [
        Row(
            expert.id,
            expert.name,
            "expert",
            calibration_of([_own(row) for row in said[expert.id]]),
            _against(market, said[expert.id]),
            _against(elo, said[expert.id]),
        )
        for expert in EXPERTS
    ]
    if category == "winner":
        board.append(Row("market", "The market", "reference", calibration_of(list(market.values()))))
        board.append(Row("elo", "Elo", "reference", calibration_of(list(elo.values()))))
    return sorted(board, key=_place)


def _place(row: Row) -> tuple[bool, bool, float, str]:
    found = row.calibration
    return row.kind == "reference", found.count == 0, found.brier_score, row.id


def _own(row: GradedRow) -> Forecast:
    return Forecast(row.confidence, row.correct)


def _against(reference: Mapping[str, Forecast], said: Iterable[GradedRow]) -> Difference | None:
    """Compares an expert's picks with the probabilities that a reference gives to the same picks."""
    pairs = [
        (_own(row), _turned(reference[row.game_id], row.correct)) for row in said if row.game_id in reference
    ]
    return difference([own for own, _ in pairs], [other for _, other in pairs]) if pairs else None


def _turned(forecast: Forecast, happened: bool) -> Forecast:
    """The probability of the expert's pick, from the probability of a home win."""
    return forecast if forecast.happened == happened else Forecast(1 - forecast.probability, happened)


def _market(ended: Iterable[GradedRow], facts: SeasonFacts) -> dict[str, Forecast]:
    """The probability of a home win in the last moneyline before kick-off, without the bookmaker's margin."""
    found: dict[str, Forecast] = {}
    for row in ended:
        game = facts.by_id[row.game_id]
        quote = game.offered("moneyline", game.kickoff)
        if (
            quote
            and quote.home_price is not None
            and quote.away_price is not None
            and row.home_won is not None
        ):
            found[row.game_id] = Forecast(no_vig(quote.home_price, quote.away_price)[0], row.home_won)
    return found


def _elo(ended: Iterable[GradedRow], facts: SeasonFacts) -> dict[str, Forecast]:
    """The probability of a home win by the Elo ratings before the game."""
    found: dict[str, Forecast] = {}
    for row in ended:
        game = facts.by_id[row.game_id]
        ahead = difference_of(game.home_elo, game.away_elo, neutral=game.neutral)
        if row.home_won is not None:
            found[row.game_id] = Forecast(1 / (1 + 10 ** (-ahead / 400)), row.home_won)
    return found
