"""The text of memories: the bet, the expectation, the result, and the circumstances."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ai_service.nfl_experts.betting.odds import price_text
from ai_service.nfl_experts.memories.domain import Episode, Kind
from ai_service.nfl_experts.memories.situation import Situation

_WINDY_MPH: Final = 15
_COLD_F: Final = 32


def content_of(kind: Kind, episode: Episode) -> str:
    """The memory, in the words of the expert."""
    return f"{_headline(kind, episode)}. {_expectation(episode)}. {_circumstances(episode.situation)}."


def _headline(kind: Kind, episode: Episode) -> str:
    bet = f"{episode.pick} ({price_text(episode.price)}) at {episode.confidence:.0%} confidence"
    money = _money(episode.profit)
    match kind:
        case "bad_beat":
            return f"Lost {money} on {bet} by {_number(abs(episode.lead))} {_points(abs(episode.lead))}"
        case "big_win":
            return f"Won {money} on {bet} with {episode.share:.0%} of the bankroll at stake"
        case "streak":
            verb, what = ("Won", "right") if episode.won else ("Lost", "wrong")
            return f"{verb} {money} on {bet}: {what} {abs(episode.streak)} times in a row"
        case "surprise":
            verb = "Won" if episode.won else "Lost"
            return f"{verb} {money} on {bet}, and was off by {_number(episode.miss)} {_points(episode.miss)}"
        case "lesson_learned":
            return f"I picked {bet} and was wrong. Lost {money}"


def _expectation(episode: Episode) -> str:
    score = f"{episode.away} {episode.away_score}, {episode.home} {episode.home_score}"
    if episode.market == "total":
        return f"I expected {_number(episode.expected_total)} points; it ended {score}"
    margin = round(episode.expected_margin, 1)
    if margin == 0:
        return f"I expected an even game; it ended {score}"
    leader = episode.home if margin > 0 else episode.away
    return f"I expected {leader} by {_number(abs(margin))}; it ended {score}"


def _circumstances(situation: Situation) -> str:
    return "; ".join(_facts(situation))


def _facts(situation: Situation) -> Iterator[str]:
    yield f"Week {situation.week}"
    if situation.handicap is not None:
        yield f"home line {_signed(situation.handicap)}"
    if situation.total is not None:
        yield f"total {_number(situation.total)}"
    if situation.divisional:
        yield "divisional game"
    if situation.rest_difference:
        rested = "home" if situation.rest_difference > 0 else "away"
        days = abs(situation.rest_difference)
        yield f"{rested} team {days} {'day' if days == 1 else 'days'} more rested"
    if situation.indoors:
        yield "indoors"
    if situation.wind_mph is not None and situation.wind_mph >= _WINDY_MPH:
        yield f"wind {_number(situation.wind_mph)} mph"
    if situation.temperature_f is not None and situation.temperature_f <= _COLD_F:
        yield f"{_number(situation.temperature_f)} °F"


def _money(amount: Decimal) -> str:
    return f"${abs(amount):,.2f}"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _signed(value: float) -> str:
    return "even" if value == 0 else f"{value:+.1f}".removesuffix(".0")


def _points(value: float) -> str:
    return "point" if _number(value) == "1" else "points"
