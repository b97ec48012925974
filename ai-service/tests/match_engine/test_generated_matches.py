"""Generated matches, whose truth is known: what the engine measures is what the formulas say."""

import math
from dataclasses import replace
from typing import Any

import pytest

from ai_service.match_engine.here import Analysis, analysed
from altsports.analysis.v1 import analysis_pb2 as pb
from service_kit.testing.matches.motion import WIDTH, Match, anchors_of
from service_kit.testing.matches.writing import epts, metrica_csv, skillcorner

MATCH = Match(periods=(90.0, 60.0), rate=10.0)


@pytest.fixture(scope="module")
def plain() -> Analysis:
    return analysed(*metrica_csv(MATCH))


def test_segments_are_a_minute_of_a_period_and_the_last_is_shorter(plain: Analysis) -> None:
    cuts = [(segment.index, segment.period, segment.start_s, segment.end_s) for segment in plain.segments]
    assert cuts == [(0, 1, 0, 60), (1, 1, 60, 90), (2, 2, 0, 60)]


def test_a_circle_at_constant_speed_has_its_length(plain: Analysis) -> None:
    for player in plain.segments[0].players:
        assert player.distance_m == pytest.approx(MATCH.speed * 60, rel=0.005)
        assert player.top_speed_kmh == pytest.approx(MATCH.speed * 3.6, rel=0.02)
        assert (player.coverage, player.sprint_count, player.high_speed_m) == (1.0, 0, 0.0)
    assert plain.segments[0].teams[0].distance_m == pytest.approx(11 * MATCH.speed * 60, rel=0.005)


@pytest.mark.parametrize("segment", [0, 1, 2])
def test_the_shape_is_that_of_the_formation_without_the_goalkeeper(plain: Analysis, segment: int) -> None:
    for team, shape in zip(plain.segments[segment].teams, (MATCH.home, MATCH.away), strict=True):
        outfield = anchors_of(shape)[1:]
        xs, ys = [x for x, _ in outfield], [y for _, y in outfield]
        assert team.length_m == pytest.approx(max(xs) - min(xs), abs=0.02)
        assert team.width_m == pytest.approx(max(ys) - min(ys), abs=0.02)
        assert team.hull_m2 == pytest.approx(hull_of(shape), abs=1)
        assert team.line_m == pytest.approx(min(xs), abs=1.5)  # a turn of the circle is cut
        assert team.formation.shape == shape
        assert team.formation.source == "inferred"
        assert team.formation.confidence > 0.5


def hull_of(shape: str) -> float:
    """Trapezia between the lines of the two formations."""
    by_line: dict[float, list[float]] = {}
    for x, y in anchors_of(shape)[1:]:
        by_line.setdefault(x, []).append(y)
    widths = [(x, max(ys) - min(ys)) for x, ys in sorted(by_line.items())]
    first, *_, last = widths
    if shape == "4-4-2":
        middle = widths[1]
        return 12 * (first[1] + middle[1]) / 2 + 12 * (middle[1] + last[1]) / 2
    return (last[0] - first[0]) * (first[1] + last[1]) / 2


def test_possession_and_territory_follow_the_ball(plain: Analysis) -> None:
    home, away = plain.segments[0].teams
    # Turns of 20 seconds: home, away, home.
    assert home.possession == pytest.approx(2 / 3, abs=0.01)
    assert home.possession + away.possession == pytest.approx(1)
    assert home.thirds.own == away.thirds.attacking
    assert home.thirds.own + home.thirds.middle + home.thirds.attacking == pytest.approx(1)


def test_what_positions_do_not_show_is_null_with_a_reason(plain: Analysis) -> None:
    reasons = plain.reasons()
    assert {reasons[name] for name in ("ppda", "shots", "expected_goals")} == {"NO_EVENTS"}
    assert not plain.segments[0].teams[0].HasField("ppda")
    assert {each.figure for each in plain.done.unavailable} >= {"ppda", "shots"}


def test_sprints_have_their_number_and_length() -> None:
    sprints = ((10.0, 14.0), (30.0, 32.0), (50.0, 50.5))  # the last is too short
    found = analysed(*metrica_csv(replace(MATCH, sprints=sprints)))
    runner = next(player for player in found.segments[0].players if player.name == "Player8")
    assert runner.sprint_count == 2
    blurred = 8.0 * 0.2 * 2  # metres that the central difference takes from both ends of a sprint
    assert runner.sprint_m == pytest.approx(8.0 * 6 - blurred, abs=2 * blurred)
    assert runner.high_speed_m == pytest.approx(8.0 * 6.5 - blurred, abs=2 * blurred)
    assert runner.high_speed_m > runner.sprint_m
    assert runner.top_speed_kmh == pytest.approx(8.0 * 3.6, rel=0.03)


def test_other_thresholds_are_used_and_echoed() -> None:
    parameters = pb.RunParameters(high_speed_kmh=10, sprint_kmh=20, sprint_s=0.4)
    found = analysed(*metrica_csv(replace(MATCH, sprints=((10.0, 10.6),))), parameters=parameters)
    assert sum(player.sprint_count for player in found.segments[0].players) == 1
    echoed = found.done.parameters
    assert (echoed.sprint_kmh, echoed.sprint_s, echoed.segment_s) == (20, 0.4, 60)


def test_each_approach_to_the_carrier_is_one_pressure() -> None:
    found = analysed(*metrica_csv(replace(MATCH, pressures={0.0: 2, 60.0: 3})))
    # The away side has the ball from 20 to 40 and from 60 to 80 seconds.
    assert [segment.teams[0].pressures for segment in found.segments[:2]] == [2, 3]
    assert [segment.teams[1].pressures for segment in found.segments] == [0, 0, 0]


def test_speeds_above_those_of_people_and_long_gaps_are_left_out() -> None:
    home, away = metrica_csv(MATCH)
    lines = home.decode().splitlines()
    columns = [3 + 2 * 4, 4 + 2 * 4]  # player 5
    for at in range(3 + 100, 3 + 130):  # three seconds are missing
        lines[at] = _replaced(lines[at], columns, "NaN")
    for at in range(3 + 300, 3 + 305):  # half a second is missing: bridged
        lines[at] = _replaced(lines[at], columns, "NaN")
    lines[3 + 400] = _replaced(lines[3 + 400], columns, "0.01")  # a jump
    found = analysed("\n".join(lines).encode(), away)
    player = next(each for each in found.segments[0].players if each.name == "Player5")
    assert 0.93 <= player.coverage <= 0.95
    assert player.top_speed_kmh < 8
    assert player.distance_m == pytest.approx(player.coverage * 120, rel=0.02)


def _replaced(line: str, columns: list[int], value: str) -> str:
    fields = line.split(",")
    for column in columns:
        fields[column] = value
    return ",".join(fields)


def test_ten_players_of_eleven_make_the_formation_unknown() -> None:
    home, away = metrica_csv(MATCH)
    lines = home.decode().splitlines()
    lines[3:] = [_replaced(line, [3 + 2 * 10, 4 + 2 * 10], "NaN") for line in lines[3:]]
    found = analysed("\n".join(lines).encode(), away)
    assert found.segments[0].teams[0].formation.shape == "unknown"
    assert found.segments[0].teams[1].formation.shape == MATCH.away


def without_labels(segments: list[pb.Segment], *, swapped: bool = False) -> list[Any]:
    """The figures, without what names sides and players."""
    return [
        [
            (
                {name: value for name, value in fields(team).items() if name != "side"},
                [
                    {k: v for k, v in fields(each).items() if k != "side"}
                    for each in segment.players
                    if each.side == team.side
                ],
            )
            for team in (reversed(segment.teams) if swapped else segment.teams)
        ]
        for segment in segments
    ]


def fields(message: Any) -> dict[str, Any]:
    return {field.name: str(value) for field, value in message.ListFields()}


INVARIANT = replace(MATCH, pressures={0.0: 2}, sprints=((10.0, 14.0),))


@pytest.fixture(scope="module")
def usual() -> Analysis:
    return analysed(*metrica_csv(INVARIANT))


def test_turning_the_pitch_changes_nothing(usual: Analysis) -> None:
    turned = analysed(*metrica_csv(INVARIANT, turned=True))
    assert turned.segments == usual.segments
    assert turned.done.digest == usual.done.digest


def test_swapping_ends_at_half_time_or_not_changes_nothing(usual: Analysis) -> None:
    stayed = analysed(*metrica_csv(replace(INVARIANT, home_attacks_right=(True, True))))
    assert stayed.segments == usual.segments


def test_exchanging_home_and_away_changes_labels_only(usual: Analysis) -> None:
    exchanged = analysed(*metrica_csv(INVARIANT, swapped=True))
    assert without_labels(exchanged.segments, swapped=True) == without_labels(usual.segments)


def test_stopping_after_a_period_changes_nothing_before(usual: Analysis) -> None:
    stopped = analysed(*metrica_csv(replace(INVARIANT, periods=INVARIANT.periods[:1])))
    assert stopped.segments == usual.segments[:2]


def test_three_formats_of_one_match_give_the_same_figures(plain: Analysis) -> None:
    for files in (epts(MATCH), skillcorner(MATCH)):
        found = analysed(*files)
        for other, usual in zip(found.segments, plain.segments, strict=True):
            for team, same in zip(other.teams, usual.teams, strict=True):
                assert team.formation.shape == same.formation.shape
                for name in ("distance_m", "hull_m2", "length_m", "line_m", "possession"):
                    assert math.isclose(getattr(team, name), getattr(same, name), rel_tol=0.003), name


def test_extrapolated_positions_make_no_sprint() -> None:
    match = replace(MATCH, sprints=((10.0, 14.0),))
    seen = analysed(*skillcorner(match)).segments[0].teams[0]
    guessed = analysed(*skillcorner(match, extrapolated=frozenset({7}))).segments[0].teams[0]
    assert (seen.sprint_count, guessed.sprint_count) == (1, 0)
    assert (guessed.sprint_m, guessed.high_speed_m) == (0.0, 0.0)
    assert guessed.distance_m == seen.distance_m


def test_the_film_starts_where_a_sync_point_says() -> None:
    points = [pb.SyncPoint(period=1, period_s=0, video_s=12.5)]
    found = analysed(*metrica_csv(MATCH), match=pb.MatchFacts(sync_points=points))
    assert [segment.video_s for segment in found.segments[:2]] == [12.5, 72.5]
    assert not found.segments[2].HasField("video_s")


def test_film_alone_shows_no_player() -> None:
    found = analysed(b"\x00\x00\x00\x18ftypmp42" + bytes(100))
    assert found.segments == []
    assert {each.reason for each in found.done.unavailable} == {"NO_PLAYERS_DETECTED"}
    assert found.done.pitch_width_m == WIDTH
