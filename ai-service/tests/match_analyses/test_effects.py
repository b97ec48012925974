"""Whether decisions helped, beside what happens by itself."""

import random
from typing import Any

import pytest

from ai_service.match_analyses.decisions.domain import difference, effect_of, severities_around

SUBJECT = ("pressing_fades", "home", "")


def segments_of(severities: list[float], *, periods: list[int] | None = None) -> list[dict[str, Any]]:
    return [
        {
            "index": index,
            "period": periods[index] if periods else 1,
            "severities": [{"rule": SUBJECT[0], "side": "home", "severity": severity}],
        }
        for index, severity in enumerate(severities)
    ]


def test_five_segments_up_to_the_decision_and_five_that_begin_two_later_count():
    found = severities_around(segments_of([0, 80, 80, 80, 80, 80, 100, 10, 10, 10, 10, 10, 99]), 5, SUBJECT)
    assert found == (80, 10)
    assert effect_of("ACCEPT", found) == "effective"
    assert effect_of("DISMISS", found) == "no_change"


def test_segments_of_another_period_do_not_count():
    periods = [1] * 8 + [2] * 8
    found = severities_around(segments_of([50.0] * 16, periods=periods), 5, SUBJECT)
    assert found == (50, None)
    assert effect_of("ACCEPT", found) == "not_enough_data"


@pytest.mark.parametrize(("after", "effect"), [(60, "risky"), (59.9, "no_change"), (10, "no_change")])
def test_a_dismissed_alert_that_gets_worse_is_risky(after: float, effect: str):
    found = severities_around(segments_of([40.0] * 6 + [after] * 6), 4, SUBJECT)
    assert effect_of("DISMISS", found) == effect


def test_decisions_without_an_effect_are_rarely_taken_for_one_that_helps():
    source = random.Random(7)
    flagged = 0
    for _ in range(100):
        with_it, without = ([source.gauss(-25, 20) for _ in range(12)] for _ in range(2))
        found = difference(with_it, without)
        flagged += found is not None and found.excludes_zero
    assert flagged <= 5
    assert difference([-25.0] * 9, [-25.0] * 12) is None


def test_an_effect_beyond_that_of_a_peak_is_found():
    source = random.Random(3)
    with_it = [source.gauss(-60, 10) for _ in range(12)]
    found = difference(with_it, [source.gauss(-25, 10) for _ in range(12)])
    assert found is not None
    assert found.high < 0
