"""What a team's season looks like at a moment: its rating, its form, its table."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ai_service.nfl_experts.experts.features import Features
from ai_service.nfl_experts.experts.history import SeasonHistory
from ai_service.nfl_experts.facts.elo import difference_of, shift_of
from ai_service.nfl_experts.facts.season import GameFacts, Period, Result, SeasonFacts, arranged

Make = Callable[..., GameFacts]


def test_ratings_go_on_from_game_to_game_as_published(published_elo: list[dict[str, str]]) -> None:
    """Each next rating of a team within a season, on all games of the file, which rounds to a thousandth."""
    expected: dict[tuple[str, str], float] = {}
    compared = 0
    for row in published_elo:
        home, away = float(row["elo1"]), float(row["elo2"])
        for team, rating in ((row["team1"], home), (row["team2"], away)):
            known = expected.get((row["season"], team))
            compared += known is not None
            assert known is None or rating == pytest.approx(known, abs=0.002)
        difference = difference_of(home, away, neutral=row["neutral"] == "1")
        shift = shift_of(difference, int(row["score1"]) - int(row["score2"]))
        expected[row["season"], row["team1"]] = home + shift
        expected[row["season"], row["team2"]] = away - shift
    assert compared > 30_000


def test_the_form_of_a_team(game: Make, seen: Callable[..., Features]) -> None:
    before = (
        game(1, "BUF", "MIA", score=(30, 10), home_qb="Allen"),
        game(2, "KC", "BUF", score=(20, 20), away_qb="Allen", roof="dome"),
        game(3, "BUF", "SEA", score=(10, 13), home_qb="Backup"),
        game(4, "NE", "BUF", score=(3, 6), away_qb="Backup"),
        game(5, "BUF", "NE", score=(9, 3), home_qb="Backup"),
    )
    form = seen(game(6, "BUF", "KC"), *before).home
    assert (form.wins, form.losses, form.record, form.streak) == (3, 1, "3-1-1", 2)
    assert form.scored == pytest.approx((75 + 3 * form_points(before)) / 8)
    assert form.share_indoors == pytest.approx(0.2)
    assert (form.usual_quarterback, form.quarterbacks_used) == ("Backup", 2)
    assert form.recent_margin(3) == pytest.approx((-3 + 3 + 6) / 3)


def form_points(games: tuple[GameFacts, ...]) -> float:
    """What a team scored on average, drawn towards 22.5 as by 32 usual games."""
    points = sum(one.results[0].home_score + one.results[0].away_score for one in games)
    return (points + 64 * 22.5) / (2 * len(games) + 64)


def test_only_final_results_count(game: Make, make: tuple[Make, Callable[..., SeasonFacts]]) -> None:
    first = game(1, "BUF", "KC", score=(30, 10))
    provisional = replace(first, results=(replace(first.results[0], status="provisional"),))
    quarantined = Result(2, 0, 99, "quarantined", "x", first.kickoff, first.kickoff + timedelta(days=1))
    doubted = replace(first, results=(*first.results, quarantined))
    at = first.kickoff + timedelta(days=2)
    plain, pending, doubtful = (
        SeasonHistory(make[1](one)).snapshot(at) for one in (first, provisional, doubted)
    )
    assert (plain.games, pending.games) == (1, 0)
    assert doubtful == plain


def test_a_result_counts_from_the_moment_it_takes_effect(
    game: Make, make: tuple[Make, Callable[..., SeasonFacts]]
) -> None:
    first = game(1, "BUF", "KC", score=(30, 10))
    history = SeasonHistory(make[1](first))
    end = first.results[0].effective_at
    assert history.snapshot(end - timedelta(seconds=1)).games == 0
    assert history.snapshot(end).games == 1


def test_days_of_rest_follow_the_kick_offs_when_a_game_moved(
    game: Callable[..., GameFacts], make: tuple[Callable[..., GameFacts], Callable[..., SeasonFacts]]
) -> None:
    """Sources keep the days of the first schedule: here the second game moved from Sunday to Tuesday."""
    sunday = datetime(2023, 9, 10, 17, tzinfo=UTC)
    moved = game(2, "BUF", "KC", kickoff=sunday + timedelta(days=9), home_rest=7, away_rest=7)
    third = game(3, "KC", "BUF", home_rest=7, away_rest=7)
    cancelled = replace(game(2, "MIA", "SEA"), statuses=(Period("scheduled"), Period("cancelled", sunday)))
    season = arranged(make[1](game(1, "BUF", "MIA"), moved, third, cancelled, game(3, "MIA", "SEA")))
    rests = {each.game_id: (each.home_rest, each.away_rest) for each in season.games}
    assert rests["2023_02_KC_BUF"] == (9, 7), "the first game of Kansas City keeps the number of the source"
    assert rests["2023_03_BUF_KC"] == (5, 5)
    assert rests["2023_03_SEA_MIA"] == (14, 7), "a cancelled game is no game to rest from"
