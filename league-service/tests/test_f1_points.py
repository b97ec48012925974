"""Points by the rules of each season, and the tables that follow from them."""

from decimal import Decimal

import pytest

from league_service.competition.ledger.domain import LineStatus, ResultLine
from league_service.competition.rules.standings import Entrant, Outcome, Placing
from league_service.f1.domain import Session, event_key
from league_service.f1.imports.classification import lacks_points, seconds, stated_result
from league_service.f1.points import FASTEST_LAP, SCORES, derived_points, is_known, scheme_of
from league_service.f1.standings import CONSTRUCTORS, DRIVERS, rank


def line(
    position: int, rank: int | None = None, *, points: str | None = None, fastest: bool = False
) -> ResultLine:
    attributes = {FASTEST_LAP: SCORES} if fastest else {}
    stated = None if points is None else Decimal(points)
    status: LineStatus = "finished" if rank else "retired"
    return ResultLine(position, rank=rank, status=status, points=stated, attributes=attributes)


@pytest.mark.parametrize(
    ("season", "grand_prix", "session", "ranks", "points"),
    [
        (2024, "monaco", "race", [1, 10, 11, None], ["25", "1", "0", "0"]),
        (2021, "belgium", "race", [1, 2, 10], ["12.5", "9", "0.5"]),
        (2022, "japan", "race", [1], ["25"]),
        (2021, "italy", "sprint", [1, 3, 4], ["3", "1", "0"]),
        (2024, "miami", "sprint", [1, 8, 9], ["8", "1", "0"]),
        (2005, "monaco", "race", [1, 8, 9], ["10", "1", "0"]),
        (2014, "abu-dhabi", "race", [1, 10], ["50", "2"]),
    ],
)
def test_a_rank_gives_the_points_of_its_season(
    season: int, grand_prix: str, session: str, ranks: list[int | None], points: list[str]
) -> None:
    lines = [line(position, rank) for position, rank in enumerate(ranks, start=1)]
    derived = derived_points(season, grand_prix, session, lines)
    assert list(derived.values()) == list(map(Decimal, points))


@pytest.mark.parametrize(
    ("season", "rank", "points"), [(2024, 10, 2), (2024, 11, 0), (2025, 1, 25), (2018, 1, 25)]
)
def test_the_fastest_lap_is_worth_a_point_in_the_top_ten_until_2024(
    season: int, rank: int, points: int
) -> None:
    assert derived_points(season, "monaco", "race", [line(1, rank, fastest=True)]) == {1: Decimal(points)}


def test_qualifying_gives_no_points_and_old_seasons_are_unknown() -> None:
    assert derived_points(2024, "monaco", "qualifying", [line(1, 1)]) == {}
    assert not is_known(1950)
    assert is_known(2026)


def test_a_rule_says_where_points_come_from() -> None:
    scheme = scheme_of(2024, "monaco", "race")
    assert scheme is not None
    assert scheme.rule(line(1, 2, fastest=True)) == "rank 2: 18 + 1 for the fastest lap"
    assert scheme.rule(line(1, 12)) == "rank 12: no points"
    assert scheme.rule(line(1)) == "not classified: no points"


@pytest.mark.parametrize(
    ("lines", "doubt"),
    [
        ([line(1, 1, points="25"), line(2, 2)], ""),
        ([line(1, 1, points="25"), line(2, 2, points="15")], "15 points are stated for rank 2"),
        ([line(1, 1, points="25"), line(2, 1, points="25")], "rank 1 is given 2 times"),
        ([line(1, 1, points="25"), line(2, points="1")], "1 points are stated for rank -"),
    ],
)
def test_what_contradicts_the_rules_is_doubtful(lines: list[ResultLine], doubt: str) -> None:
    found = stated_result(2026, "monaco", "race", lines).doubt
    assert found.startswith(doubt) if doubt else not found


def test_points_that_are_not_stated_yet_contradict_nothing() -> None:
    lines = [line(1, 1), line(2, 2)]
    assert lacks_points(2024, "miami", "sprint", lines)
    assert not stated_result(2024, "miami", "sprint", lines).doubt
    assert not lacks_points(2024, "miami", "qualifying", lines)


@pytest.mark.parametrize(
    ("text", "found"),
    [("1:23:05.321", "4985.321"), ("+19.477", "19.477"), ("+1 lap", None), ("", None), ("NaN", None)],
)
def test_a_time_is_read_in_seconds(text: str, found: str | None) -> None:
    assert seconds(text) == (None if found is None else Decimal(found))


ENTRANTS = [
    Entrant(code, code.title(), f"team {team}", f"person {code}", team, team.title())
    for code, team in [("ANN", "x"), ("BOB", "x"), ("CAT", "y")]
]


def outcome(grand_prix: str, session: Session, ranks: dict[str, int | None]) -> Outcome:
    teams = {entrant.code: entrant.team_id for entrant in ENTRANTS}
    placings = [
        Placing(code, teams[code], f"person {code}", None, line(position, place))
        for position, (code, place) in enumerate(ranks.items(), start=1)
    ]
    return Outcome(event_key(2024, grand_prix, session), "grand_prix", tuple(placings), session)


def table(outcomes: list[Outcome], division: str) -> list[tuple[int, str, Decimal | None]]:
    found = rank(ENTRANTS, outcomes)
    return [
        (each.rank, each.entrant.code, each.points) for each in found if each.entrant.division == division
    ]


def test_tables_add_race_and_sprint_and_a_team_has_the_points_of_its_drivers() -> None:
    outcomes = [
        outcome("china", "sprint", {"BOB": 1, "ANN": 2, "CAT": 9}),
        outcome("china", "race", {"CAT": 1, "ANN": 2, "BOB": None}),
    ]
    assert table(outcomes, DRIVERS) == [(1, "CAT", 25), (1 + 1, "ANN", 25), (3, "BOB", 8)]
    assert table(outcomes, CONSTRUCTORS) == [(1, "x", 33), (2, "y", 25)]


def test_who_has_not_raced_yet_is_in_no_table() -> None:
    outcomes = [
        outcome("china", "qualifying", {"CAT": 1, "BOB": 2, "ANN": 3}),
        outcome("china", "race", {"ANN": 1, "BOB": None}),
    ]
    assert table(outcomes, DRIVERS) == [(1, "ANN", 25), (2, "BOB", 0)]
    assert table(outcomes, CONSTRUCTORS) == [(1, "x", 25)]


def test_equal_points_are_decided_by_places_in_races_and_equal_places_share_a_rank() -> None:
    outcomes = [
        outcome("china", "race", {"ANN": 1, "BOB": 2, "CAT": None}),
        outcome("monaco", "race", {"ANN": 2, "BOB": 1, "CAT": None}),
    ]
    assert table(outcomes, DRIVERS) == [(1, "ANN", 43), (1, "BOB", 43), (3, "CAT", 0)]
    better = [*outcomes, outcome("spain", "race", {"BOB": 11, "ANN": 12, "CAT": None})]
    assert table(better, DRIVERS)[0] == (1, "BOB", 43)
