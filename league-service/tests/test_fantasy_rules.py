"""The rules of fantasy F1: prices, line-ups and scores."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from league_service.competition.ledger.domain import LineStatus, ResultLine
from league_service.f1.points import Scheme, scheme_of
from league_service.fantasy.errors import (
    CaptainOutsideTeam,
    DriverNotEntered,
    DriverTwice,
    NotFiveDrivers,
    OverBudget,
)
from league_service.fantasy.prices.domain import HIGHEST, LOWEST, price_of
from league_service.fantasy.scoring.domain import SessionResult, Weekend, score_of
from league_service.fantasy.teams.domain import Lineup, Pick, make_lineup

FIVE = ["a", "b", "c", "d", "e"]
PRICES = {**dict.fromkeys([*FIVE, "f"], Decimal("20.0")), "g": Decimal("20.1")}


def decimals(*values: str) -> list[Decimal]:
    return list(map(Decimal, values))


@pytest.mark.parametrize(
    ("points", "price"),
    [
        ([], "8.0"),
        (["0"], "8.0"),
        (["25", "25", "25", "25", "25"], "36.0"),
        (["100", "1", "2", "3", "4", "5"], "12.5"),
        (["0.5"], "8.8"),
        (["12.5", "0", "0", "0", "0"], "11.8"),
    ],
)
def test_a_price_follows_the_last_five_rounds(points: list[str], price: str) -> None:
    assert price_of(decimals(*points)) == Decimal(price)


@given(st.lists(st.decimals(0, 40, places=1), max_size=9))
def test_a_price_stays_in_its_bounds_and_has_one_decimal(points: list[Decimal]) -> None:
    price = price_of(points)
    assert LOWEST <= price <= HIGHEST
    assert price == price.quantize(Decimal("0.1"))


def lineup(
    drivers: list[str], captain: str = "a", vice: str | None = None, paid: Mapping[str, Decimal] | None = None
) -> Lineup:
    return make_lineup(
        drivers, captain_id=captain, vice_captain_id=vice, paid=paid or {}, prices=PRICES, season=2026
    )


@pytest.mark.parametrize(
    ("drivers", "captain", "vice", "error"),
    [
        (FIVE[:4], "a", None, NotFiveDrivers),
        ([*FIVE, "f"], "a", None, NotFiveDrivers),
        (["a", "a", "b", "c", "d"], "a", None, DriverTwice),
        (["a", "b", "c", "d", "x"], "a", None, DriverNotEntered),
        (FIVE, "f", None, CaptainOutsideTeam),
        (FIVE, "a", "f", CaptainOutsideTeam),
        (FIVE, "a", "a", CaptainOutsideTeam),
        (["a", "b", "c", "d", "g"], "a", None, OverBudget),
    ],
)
def test_a_line_up_that_breaks_a_rule_is_refused(
    drivers: list[str], captain: str, vice: str | None, error: type[Exception]
) -> None:
    with pytest.raises(error):
        lineup(drivers, captain, vice)


def test_kept_drivers_cost_what_was_paid():
    after = lineup(["a", "b", "c", "d", "g"], paid=dict.fromkeys([*FIVE, "gone"], Decimal("19.9")))
    assert (after.cost, after.left) == (Decimal("99.7"), Decimal("0.3"))


RACE = scheme_of(2024, "monaco", "race")
SPRINT = scheme_of(2024, "monaco", "sprint")


def session(kind: str, **ranks: int | str) -> SessionResult:
    scheme = RACE if kind == "race" else SPRINT
    assert isinstance(scheme, Scheme)
    lines = {
        driver: ResultLine(1, rank=place)
        if isinstance(place, int)
        else ResultLine(1, status="not_started" if place == "dns" else "retired")
        for driver, place in ranks.items()
    }
    return SessionResult(kind, scheme, lines)


TEAM = Lineup(tuple(Pick(driver, Decimal(20)) for driver in FIVE), "a", "b")


@pytest.mark.parametrize(
    ("sessions", "total", "doubled"),
    [
        ([session("race", a=1, b=2)], "55.5", "a"),
        ([session("race", a="dns", b=2)], "27", "b"),
        ([session("race", a="dnf", b=2)], "18", "a"),
        ([session("sprint", a=1), session("race", a="dns", b=2)], "30", "a"),
        ([session("race", a="dns", b="dns", c=10)], "1", None),
        ([session("race", c=10)], "1", None),
        ([], "0", "a"),
    ],
)
def test_the_captain_counts_half_as_much_again(
    sessions: list[SessionResult], total: str, doubled: str | None
) -> None:
    score = score_of(TEAM, Weekend(sessions, is_complete=bool(sessions)))
    assert (score.total, score.captain) == (Decimal(total), doubled)


def test_until_the_race_the_captain_may_still_start():
    sprint = session("sprint", a="dns", b=1)
    assert score_of(TEAM, Weekend([sprint], is_complete=False)).total == Decimal(8)
    assert score_of(TEAM, Weekend([sprint], is_complete=True)).total == Decimal(12)


def test_the_line_of_a_driver_who_does_not_start_says_why():
    score = score_of(TEAM, Weekend([session("race", a="dns", b=1)]))
    rules = {line.driver_id: line.rule for line in score.lines}
    assert (rules["a"], rules["c"]) == ("not started: no points", "not in the classification: no points")
    assert score.captain_rule == (
        "The captain did not start, so the points of the vice-captain count 1.5 times"
    )


def test_half_points_stay_exact():
    scheme = scheme_of(2021, "belgium", "race")
    assert scheme is not None
    result = SessionResult("race", scheme, {"a": ResultLine(1, rank=1), "b": ResultLine(2, rank=10)})
    assert score_of(TEAM, Weekend([result])).total == Decimal("12.5") * Decimal("1.5") + Decimal("0.5")


STATUSES: list[LineStatus] = ["finished", "retired", "not_started", "disqualified"]


@given(st.dictionaries(st.sampled_from(FIVE), st.sampled_from(range(1, 21)), max_size=5))
def test_lines_sum_to_the_score(ranks: dict[str, int]) -> None:
    score = score_of(TEAM, Weekend([session("sprint", **ranks), session("race", **ranks)]))
    assert sum(line.points * line.multiplier for line in score.lines) == score.total
    assert len(score.lines) == 10
