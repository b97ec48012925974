"""Minutes are derived from line-ups and events, and add up for every side."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from league_service.clubs.matches.clock import Clock, Duration, Instant, duration_of
from league_service.clubs.matches.minutes import Change, Played, SidePlayed, played

CLOCK = Clock()
FULL = Duration((47 * 60, 48 * 60))
"""Two halves, with two and three minutes of stoppage time."""
ELEVEN = [f"p{number}" for number in range(1, 12)]


def at(period: int, minute: int, stoppage: int = 0, second: int = 0) -> Instant:
    return CLOCK.instant(period, minute, stoppage, second)


def sub(when: Instant, off: str, on: str) -> Change:
    return Change("substitution", when, off, on)


def of(side: SidePlayed, player: str) -> tuple[int, int]:
    return side.players[player].minutes_played, side.players[player].seconds_on_pitch


def test_a_player_who_leaves_at_45_plus_2_has_played_45_minutes_and_47_real_ones() -> None:
    side = played(CLOCK, FULL, ELEVEN, [sub(at(1, 45, 2), "p1", "s1")])
    assert of(side, "p1") == (45, 47 * 60)
    assert of(side, "s1") == (45, 48 * 60)


def test_stoppage_time_of_the_first_half_never_leaks_into_the_second() -> None:
    long_first = Duration((60 * 60, 45 * 60))
    side = played(CLOCK, long_first, ELEVEN, [sub(at(2, 45), "p1", "s1"), sub(at(2, 60), "p2", "s2")])
    assert of(side, "s1") == (45, 45 * 60)
    assert of(side, "s2") == (30, 30 * 60)
    assert of(side, "p1") == (45, 60 * 60)
    assert of(side, "p2") == (60, 75 * 60)


def test_a_second_yellow_on_the_bench_costs_no_minutes() -> None:
    yellows = [Change("yellow", at(1, 10), "s1"), Change("yellow", at(1, 20), "s1")]
    side = played(CLOCK, FULL, ELEVEN, yellows)
    assert sum(each.seconds_on_pitch for each in side.players.values()) == 11 * FULL.total
    assert "s1" not in side.players
    late = played(CLOCK, FULL, ELEVEN, [*yellows, sub(at(2, 50), "p1", "s1")])
    assert [each.code for each in late.inconsistencies] == ["ON_AFTER_SENT_OFF"]
    assert of(late, "p1") == (90, FULL.total)


def test_a_card_after_being_replaced_costs_no_minutes() -> None:
    side = played(CLOCK, FULL, ELEVEN, [sub(at(1, 30), "p1", "s1"), Change("sent_off", at(2, 60), "p1")])
    assert of(side, "p1") == (30, 30 * 60)
    assert sum(each.seconds_on_pitch for each in side.players.values()) == 11 * FULL.total


def test_two_yellows_on_the_pitch_end_the_match_of_a_player() -> None:
    side = played(CLOCK, FULL, ELEVEN, [Change("yellow", at(1, 10), "p1"), Change("yellow", at(2, 70), "p1")])
    assert of(side, "p1") == (70, 47 * 60 + 25 * 60)


def test_a_player_who_returns_after_treatment_is_not_credited_for_the_absence() -> None:
    side = played(
        CLOCK, FULL, ELEVEN, [Change("player_off", at(1, 20), "p1"), Change("player_on", at(1, 26), "p1")]
    )
    assert of(side, "p1") == (84, FULL.total - 6 * 60)


def test_a_player_may_be_replaced_while_being_treated() -> None:
    side = played(CLOCK, FULL, ELEVEN, [Change("player_off", at(1, 20), "p1"), sub(at(1, 25), "p1", "s1")])
    assert of(side, "p1") == (20, 20 * 60)
    assert of(side, "s1") == (65, FULL.total - 25 * 60)


def test_with_rolling_substitutions_a_player_returns_and_the_spells_add_up() -> None:
    seven = Clock(period_minutes=25)
    duration = Duration((25 * 60, 25 * 60))
    changes = [
        sub(seven.instant(1, 10), "p1", "s1"),
        sub(seven.instant(1, 15), "s1", "p1"),
        sub(seven.instant(2, 40), "p1", "s1"),
    ]
    side = played(seven, duration, ELEVEN[:7], changes)
    assert side.players["p1"] == Played(35, 35 * 60, starts=True)
    assert side.players["s1"] == Played(15, 15 * 60, starts=False)
    assert not side.inconsistencies


def test_extra_time_counts_and_the_shoot_out_does_not() -> None:
    duration = Duration((45 * 60, 45 * 60, 16 * 60, 15 * 60))
    changes = [sub(at(3, 95), "p1", "s1"), sub(at(5, 120), "p2", "s2"), Change("sent_off", at(5, 120), "p3")]
    side = played(CLOCK, duration, ELEVEN, changes)
    assert of(side, "s1") == (25, 26 * 60)
    assert of(side, "p2") == of(side, "p3") == (120, duration.total)
    assert "s2" not in side.players


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ([sub(at(1, 5), "nobody", "s1")], "OFF_WITHOUT_BEING_ON"),
        ([sub(at(1, 5), "p1", "p2")], "ON_TWICE"),
        ([Change("player_off", at(1, 5), "s1")], "OFF_WITHOUT_BEING_ON"),
        ([Change("player_on", at(1, 5), "p1")], "ON_WITHOUT_BEING_OFF"),
    ],
)
def test_what_cannot_have_happened_is_reported_and_changes_nothing(changes: list[Change], code: str) -> None:
    side = played(CLOCK, FULL, ELEVEN, changes)
    assert [each.code for each in side.inconsistencies] == [code]
    assert {of(side, player) for player in ELEVEN} == {(90, FULL.total)}


def test_a_finished_match_without_stated_ends_lasts_its_nominal_time_or_until_its_last_event() -> None:
    assert duration_of(CLOCK, [at(1, 45, 3), at(2, 50)], {}, finished=True) == Duration((48 * 60, 45 * 60))
    assert duration_of(CLOCK, [], {}, finished=True) == Duration((45 * 60, 45 * 60))
    assert duration_of(CLOCK, [at(3, 100)], {}, finished=True).total == 120 * 60
    assert duration_of(CLOCK, [at(5, 120)], {}, finished=True).total == 90 * 60
    assert duration_of(CLOCK, [at(1, 3), at(2, 50)], {1: 2820}, finished=False) == Duration((2820, 5 * 60))
    assert duration_of(CLOCK, [], {}, finished=False) == Duration(())


@given(
    st.builds(Clock, st.integers(2, 4), st.integers(5, 60), st.integers(3, 20)),
    st.integers(1, 6),
    st.integers(0, 5000),
)
def test_the_clock_shows_what_it_is_told(clock: Clock, period: int, second: int) -> None:
    instant = Instant(min(period, clock.shoot_out), second)
    minute, stoppage, shown = clock.shown(instant)
    assert clock.instant(instant.period, minute, stoppage, shown) == instant
    assert minute == clock.minute(instant)


@dataclass
class Story:
    """A match of one side that can have happened, and how many players it had at any time."""

    starters: list[str]
    lengths: tuple[int, ...]
    changes: list[Change] = field(default_factory=list[Change])
    strength: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Substitutions (also back), absences, cards on the pitch and on the bench, in 5- to 11-a-side."""
    size = draw(st.sampled_from([5, 7, 8, 9, 11]))
    lengths = tuple(draw(st.lists(st.integers(600, 3600), min_size=2, max_size=4)))
    on = [f"p{number}" for number in range(size)]
    story = Story(list(on), lengths, strength=[(0, size)])
    bench, away = [f"s{number}" for number in range(draw(st.integers(0, 7)))], list[str]()
    instants = st.tuples(st.integers(1, len(lengths)), st.integers(0, 4000))
    for period, second in sorted(set(draw(st.lists(instants, max_size=30)))):
        second = min(second, lengths[period - 1])
        when, now = Instant(period, second), sum(lengths[: period - 1]) + second
        kind = draw(st.sampled_from(["sub", "sub", "off", "on", "red", "bench_red", "sub_away"]))
        if kind == "sub" and on and bench:
            leaves = on.pop(draw(st.integers(0, len(on) - 1)))
            comes = bench.pop(draw(st.integers(0, len(bench) - 1)))
            on.append(comes)
            bench.append(leaves)
            story.changes.append(Change("substitution", when, leaves, comes))
        elif kind == "sub_away" and away and bench:
            leaves, comes = away.pop(), bench.pop()
            on.append(comes)
            bench.append(leaves)
            story.changes.append(Change("substitution", when, leaves, comes))
        elif kind == "off" and on:
            away.append(on.pop(0))
            story.changes.append(Change("player_off", when, away[-1]))
        elif kind == "on" and away:
            on.append(away.pop())
            story.changes.append(Change("player_on", when, on[-1]))
        elif kind == "red" and on:
            story.changes.append(Change("sent_off", when, on.pop()))
        elif kind == "bench_red" and bench:
            story.changes.append(Change("sent_off", when, bench.pop()))
        story.strength.append((now, len(on)))
    return story


@settings(max_examples=200, deadline=None)
@given(stories())
def test_the_seconds_of_a_side_are_starters_times_time_less_what_absences_took(story: Story) -> None:
    total = sum(story.lengths)
    side = played(CLOCK, Duration(story.lengths), story.starters, story.changes)
    steps = [*story.strength, (total, 0)]
    taken = sum(
        (len(story.starters) - strength) * (until - since)
        for (since, strength), (until, _) in pairwise(steps)
    )
    seconds = [each.seconds_on_pitch for each in side.players.values()]
    assert not side.inconsistencies
    assert sum(seconds) == len(story.starters) * total - taken
    assert all(0 <= each <= total for each in seconds)


_EVENTS = st.tuples(
    st.sampled_from(["substitution", "yellow", "sent_off"]),
    st.builds(Instant, st.integers(1, 2), st.integers(0, 47 * 60)),
    st.sampled_from([*ELEVEN, "s1", "s2", "s3"]),
    st.sampled_from([*ELEVEN, "s1", "s2", "s3"]),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_EVENTS, max_size=25, unique_by=lambda each: each[1]), st.booleans())
def test_a_side_loses_only_what_sendings_off_take(events: list[tuple[Any, ...]], rolling: bool) -> None:
    """Whatever is accepted: substitutions keep a side as strong as it was, or are reported."""
    side = played(CLOCK, FULL, ELEVEN, [Change(*event) for event in events], rolling=rolling)
    taken = sum(
        FULL.total - FULL.elapsed(at)
        for player, at in side.sent_off.items()
        if any(left == at for _, left in side.spells.get(player, ()))
    )
    assert sum(each.seconds_on_pitch for each in side.players.values()) == 11 * FULL.total - taken


def test_a_player_who_was_replaced_does_not_return() -> None:
    changes = [sub(at(1, 10), "p1", "s1"), sub(at(1, 20), "p2", "p1")]
    side = played(CLOCK, FULL, ELEVEN, changes, rolling=False)
    assert [(each.code, each.player_id) for each in side.inconsistencies] == [("RETURNED", "p1")]
    assert of(side, "p2") == (90, FULL.total)


_ANYBODY = st.sampled_from([*ELEVEN, "s1", "s2", "nobody"])
_KINDS = st.sampled_from(["substitution", "player_off", "player_on", "yellow", "sent_off"])
_WHEN = st.builds(Instant, st.integers(1, 6), st.integers(0, 5000))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.builds(Change, _KINDS, _WHEN, _ANYBODY, _ANYBODY), max_size=25))
def test_whatever_the_events_say_nobody_plays_longer_than_the_match(changes: list[Change]) -> None:
    side = played(CLOCK, FULL, ELEVEN, changes)
    assert sum(each.seconds_on_pitch for each in side.players.values()) <= 11 * FULL.total
    for each in side.players.values():
        assert 0 <= each.minutes_played <= 90
        assert 0 <= each.seconds_on_pitch <= FULL.total
