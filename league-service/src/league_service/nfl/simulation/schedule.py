"""The schedule of a simulated season, following the NFL's formula.

Thirty-two teams in eight divisions of four play 17 games in 18 weeks: six within the division, four each
against one division of their own and of the other conference, two against teams of the same rank in the
other two divisions of the conference, and one more against the other conference. Each part is a set of rounds
in which every team plays; the weeks are a shuffle of the rounds. In the last week, every division plays one
of its own rounds instead, which leaves each team one week off.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

WEEKS: Final = 18
_FREE_WEEKS: Final = range(5, 15)
_OWN_ROUNDS: Final = (((0, 1), (2, 3)), ((2, 0), (3, 1)), ((0, 3), (1, 2)))
_PAIRINGS: Final = (((0, 3), (1, 2)), ((0, 2), (1, 3)), ((0, 1), (2, 3)))

Pair = tuple[str, str]
Round = list[Pair]
Division = Sequence[str]


@dataclass(frozen=True, slots=True)
class Fixture:
    """A game of the regular season."""

    week: int
    away: str
    home: str


def regular_season(
    conferences: Mapping[str, Sequence[Division]],
    season: int,
    random: Random,
    *,
    pinned: Fixture | None = None,
) -> list[Fixture]:
    """All games by week: 272 for two conferences of four divisions of four.

    `pinned` is a game of the season between divisions that must take place in its week.
    """
    first, second = conferences.values()
    divisions = [*first, *second]
    own, moved = _own_rounds(divisions, random)
    others = _other_rounds(first, second, season)
    weeks = _shuffled(own, others, random)
    if pinned is not None:
        _pin(weeks, pinned)
    weeks[WEEKS] = moved
    return [Fixture(week, away, home) for week in sorted(weeks) for away, home in weeks[week]]


def _own_rounds(divisions: Sequence[Division], random: Random) -> tuple[list[Round], Round]:
    """Six rounds within the divisions without the games of the last week, and those games."""
    rounds: list[Round] = [[] for _ in range(6)]
    moved: Round = []
    off = [number % 6 for number in range(len(divisions))]
    random.shuffle(off)
    for division, round_off in zip(divisions, off, strict=True):
        for number, games in enumerate(_double_round_robin(division)):
            (moved if number == round_off else rounds[number]).extend(games)
    return rounds, moved


def _double_round_robin(division: Division) -> list[Round]:
    there = [[(division[a], division[b]) for a, b in games] for games in _OWN_ROUNDS]
    return [*there, *([(home, away) for away, home in games] for games in there)]


def _other_rounds(first: Sequence[Division], second: Sequence[Division], season: int) -> list[Round]:
    """Eleven rounds against other divisions."""
    pairing = _PAIRINGS[season % 3]
    rounds: list[Round] = [[] for _ in range(11)]
    for conference in (first, second):
        for left, right in pairing:
            _add(rounds[0:4], _all_against_all(conference[left], conference[right], season))
        _add(rounds[8:10], _same_place(conference, pairing))
    for number, division in enumerate(first):
        _add(rounds[4:8], _all_against_all(division, second[(number + season) % 4], season + 1))
        rounds[10].extend(_seventeenth(division, second[(number + season + 2) % 4], season))
    return rounds


def _add(rounds: Sequence[Round], more: Sequence[Round]) -> None:
    for games, others in zip(rounds, more, strict=True):
        games.extend(others)


def _all_against_all(left: Division, right: Division, season: int) -> list[Round]:
    return [
        [
            (left[i], right[(i + step) % 4])
            if (i + step // 2 + season) % 2
            else (right[(i + step) % 4], left[i])
            for i in range(4)
        ]
        for step in range(4)
    ]


def _same_place(conference: Sequence[Division], pairing: Sequence[tuple[int, int]]) -> list[Round]:
    (a, b), (c, d) = pairing
    straight = [pair for i in range(4) for pair in _meet(conference, i, ((a, c), (b, d)))]
    crossed = [pair for i in range(4) for pair in _meet(conference, i, ((d, a), (c, b)))]
    return [straight, crossed]


def _meet(conference: Sequence[Division], place: int, pairs: Sequence[tuple[int, int]]) -> Round:
    return [(conference[away][place], conference[home][place]) for away, home in pairs]


def _seventeenth(left: Division, right: Division, season: int) -> Round:
    return [pair if season % 2 else (pair[1], pair[0]) for pair in zip(left, right, strict=True)]


def _shuffled(own: list[Round], others: list[Round], random: Random) -> dict[int, Round]:
    """Rounds by week; the division rounds, which leave teams off, are in the middle."""
    middle = random.sample(_FREE_WEEKS, len(own))
    rest = [week for week in range(1, WEEKS) if week not in middle]
    random.shuffle(rest)
    return {**dict(zip(middle, own, strict=True)), **dict(zip(rest, others, strict=True))}


def _pin(weeks: dict[int, Round], game: Fixture) -> None:
    """Swaps rounds and home teams so that the game takes place in its week at its home team."""
    pair = (game.away, game.home)
    turned = (game.home, game.away)
    found = next(week for week, games in weeks.items() if pair in games or turned in games)
    games = weeks[found]
    if turned in games:
        games[games.index(turned)] = pair
    weeks[found], weeks[game.week] = weeks[game.week], games
