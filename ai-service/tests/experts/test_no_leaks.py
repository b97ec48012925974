"""Nothing that comes to be known later changes what an expert thinks: opinions before and after are equal."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.features import LINE_UP_KNOWN, features_of
from ai_service.nfl_experts.experts.history import SeasonHistory
from ai_service.nfl_experts.experts.roster import EXPERTS
from ai_service.nfl_experts.facts.season import ESTIMATE, GameFacts, Quote, Result, SeasonFacts

TEAMS = ("BUF", "KC", "MIA", "SEA")
ROUNDS = ((0, 1, 2, 3), (2, 0, 3, 1), (0, 3, 1, 2), (1, 0, 3, 2), (0, 2, 1, 3), (3, 0, 2, 1))
Maker = Callable[..., GameFacts]


@pytest.fixture(scope="module")
def facts(make: tuple[Maker, Callable[..., SeasonFacts]]) -> SeasonFacts:
    """Six weeks of four teams, with moving lines, changing quarterbacks and weather."""
    make_game, make_season = make
    dice = Random(7)
    games: list[GameFacts] = []
    for week, order in enumerate(ROUNDS, start=1):
        for slot in (0, 2):
            home, away = TEAMS[order[slot]], TEAMS[order[slot + 1]]
            games.append(_lively(make_game(week, home, away, score=_score(dice)), dice))
    return make_season(*games)


def _score(dice: Random) -> tuple[int, int]:
    return dice.randint(3, 45), dice.randint(3, 45)


def _lively(game: GameFacts, dice: Random) -> GameFacts:
    """The game with a line that moves on Saturday and again two hours before it."""
    moves = tuple(
        Quote(market, game.kickoff - ahead, "market", "book", point, -105, -115)
        for ahead in (timedelta(days=1), timedelta(hours=2))
        for market, point in (("spread", dice.randint(-14, 14) / 2), ("total", 40 + dice.randint(0, 20) / 2))
    )
    return replace(
        game,
        quotes=(*game.quotes, *moves),
        home_elo=1505 + dice.randint(-150, 150),
        away_elo=1505 + dice.randint(-150, 150),
        home_qb=dice.choice(["Able", "Baker"]),
        away_qb=dice.choice(["Charlie", "Dog"]),
        temperature_f=dice.randint(10, 95),
        wind_mph=dice.randint(0, 25),
        home_rest=dice.choice([4, 7, 10, 14]),
    )


def opinions(facts: SeasonFacts, game_id: str, at: datetime) -> Mapping[str, Opinion]:
    """What everybody thinks of a game at a moment."""
    features = features_of(SeasonHistory(facts), facts.by_id[game_id], at=at)
    return {expert.id: expert.strategy(features) for expert in EXPERTS}


def with_another_future(facts: SeasonFacts, target: str, at: datetime, dice: Random) -> SeasonFacts:
    """The same season as far as it is known at a moment, and any other one from there on."""
    games = [_changed_after(game, facts, at, dice) for game in facts.games]
    dice.shuffle(games)
    return SeasonFacts(facts.competition, facts.season, False, f"{facts.version} of {target}", tuple(games))


def _changed_after(game: GameFacts, facts: SeasonFacts, at: datetime, dice: Random) -> GameFacts:
    known = tuple(result for result in game.results if result.effective_at <= at)
    later = max(at, game.kickoff) + timedelta(hours=dice.randint(4, 400))
    moved = Result(len(known) + 1, *_score(dice), "corrected", "league", later, later)
    quotes = [quote for quote in game.quotes if quote.taken_at <= at]
    quotes.append(Quote("spread", at + timedelta(minutes=1), "market", "book", 9.5, -150, 130))
    quotes.append(Quote("moneyline", at + timedelta(minutes=1), "market", "book", None, 400, -500))
    quotes.append(Quote("spread", at - timedelta(days=9), ESTIMATE, "", dice.randint(-20, 20) / 2))
    dice.shuffle(quotes)
    changed = replace(game, results=(*known, moved), quotes=tuple(quotes))
    if not _is_first_of_both(game, facts):  # ratings before a later game know results of this season
        changed = replace(changed, home_elo=dice.uniform(1300, 1700), away_elo=dice.uniform(1300, 1700))
    if game.kickoff - LINE_UP_KNOWN > at:
        changed = replace(
            changed, home_qb="Easy", away_qb="Fox", temperature_f=-5.0, wind_mph=40.0, roof="open"
        )
    return changed


def _is_first_of_both(game: GameFacts, facts: SeasonFacts) -> bool:
    return game.week == facts.games[0].week


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_later_fact_changes_any_opinion(facts: SeasonFacts, data: st.DataObject) -> None:
    game = data.draw(st.sampled_from(facts.games))
    ahead = data.draw(st.sampled_from([timedelta(days=5), timedelta(hours=20), LINE_UP_KNOWN]))
    at = game.kickoff - ahead
    other = with_another_future(facts, game.game_id, at, Random(data.draw(st.integers(0, 10_000))))
    assert opinions(other, game.game_id, at) == opinions(facts, game.game_id, at)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_order_in_which_facts_arrive_does_not_matter(facts: SeasonFacts, seed: int) -> None:
    dice = Random(seed)
    games = [replace(game, quotes=tuple(dice.sample(game.quotes, len(game.quotes)))) for game in facts.games]
    dice.shuffle(games)
    last = facts.games[-1]
    at = last.kickoff - LINE_UP_KNOWN
    assert opinions(replace(facts, games=tuple(games)), last.game_id, at) == opinions(facts, last.game_id, at)


def test_an_estimate_made_of_later_ratings_is_not_read(facts: SeasonFacts) -> None:
    game = replace(facts.games[-1], quotes=())
    at = game.kickoff - LINE_UP_KNOWN
    estimate = Quote("spread", at - timedelta(days=4), ESTIMATE, "", -13.0)
    bare, estimated = (
        opinions(replace(facts, games=(*facts.games[:-1], one)), game.game_id, at)
        for one in (game, replace(game, quotes=(estimate,)))
    )
    assert bare == estimated


def test_what_is_known_does_change_opinions(facts: SeasonFacts) -> None:
    """Else the tests above would prove nothing."""
    last = facts.games[-1]
    at = last.kickoff - timedelta(hours=1)
    before = next(game for game in reversed(facts.games[:-2]) if last.home in (game.home, game.away))
    result = replace(before.results[0], home_score=before.results[0].home_score + 30)
    games = tuple(replace(game, results=(result,)) if game is before else game for game in facts.games)
    then, now = opinions(facts, last.game_id, at), opinions(replace(facts, games=games), last.game_id, at)
    unmoved = {expert_id for expert_id in now if now[expert_id] == then[expert_id]}
    assert unmoved <= {"the-gambler", "the-chaos", "the-market-maker"}


@pytest.mark.parametrize("hours", [0.0, 30.0, 24.0 * 9, 24.0 * 30])
def test_carrying_on_result_by_result_ends_where_going_through_the_season_ends(
    facts: SeasonFacts, hours: float
) -> None:
    """A correction of an old game is known late, and from then on as if it had always been so."""
    first = facts.games[0]
    known = first.kickoff + timedelta(hours=4 + hours)
    correction = Result(2, 0, 50, "corrected", "league", known, known)
    games = tuple(
        replace(game, results=(*game.results, correction)) if game is first else game for game in facts.games
    )
    corrected = replace(facts, games=games)
    stepwise = SeasonHistory(corrected)
    moments = sorted({result.effective_at for game in games for result in game.results})
    for moment in moments:
        stepwise.snapshot(moment)
    for moment in moments:
        assert stepwise.snapshot(moment) == SeasonHistory(corrected).snapshot(moment)
    always = replace(first, results=(replace(correction, effective_at=first.results[0].effective_at),))
    as_if = replace(facts, games=(always, *facts.games[1:]))
    assert stepwise.snapshot(known) == SeasonHistory(as_if).snapshot(known)
    earlier = known - timedelta(seconds=1)
    assert stepwise.snapshot(earlier) == SeasonHistory(facts).snapshot(earlier)


def test_line_ups_and_weather_are_unknown_until_they_are_announced(facts: SeasonFacts) -> None:
    game = facts.games[-1]
    history = SeasonHistory(facts)
    early = features_of(history, game, at=game.kickoff - LINE_UP_KNOWN - timedelta(seconds=1))
    late = features_of(history, game, at=game.kickoff - LINE_UP_KNOWN)
    assert (early.home.quarterback, early.away.quarterback, early.weather) == (None, None, None)
    assert late.home.quarterback == game.home_qb
    assert late.weather is not None
    assert late.weather.wind_mph == game.wind_mph
