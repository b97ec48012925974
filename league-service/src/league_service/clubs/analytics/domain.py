"""Rankings of players and formations: pure functions whose answers a coach can check by hand.

Every answer depends only on its inputs, in whatever order they are given: sums are exact (`fsum`), values are
rounded before they are compared, and ties are broken by the rule of `TIES`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from math import fsum
from typing import Final, TypeVar

from league_service.clubs.analytics.intervals import Interval, mean_interval, slope, weighted_mean

TIES: Final = "higher value, then more matches, then more minutes, then the lower id"

TREND_MATCHES: Final = 6
TREND_AT_LEAST: Final = 3
TREND_MINUTES: Final = 20.0
FORMATION_MINUTES: Final = 45.0
_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Played:
    """What a player did in one match. `sprint_m` and `rating` are None if nobody recorded them.

    `sprint_threshold` is the speed in km/h from which a run counts as a sprint; empty if nobody stated it.
    """

    subject: str
    match_id: str
    kick_off_at: datetime
    minutes: float
    sprint_m: float | None = None
    rating: float | None = None
    sprint_threshold: str = ""


@dataclass(frozen=True, slots=True)
class Spell:
    """A formation of one side in one match: for how long it was in force, and the pressures in that time.

    `pressures` is None if the events of the match do not record pressures.
    """

    subject: str
    match_id: str
    kick_off_at: datetime
    minutes: float
    pressures: int | None


Figures = TypeVar("Figures", Played, Spell)


@dataclass(frozen=True, slots=True)
class Excluded:
    """What a row or an answer leaves out, and why. `match_id` is empty if it is the subject as a whole."""

    subject: str
    match_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """One ranked player or formation. `match_ids` are the matches that count, the oldest first."""

    rank: int
    subject: str
    value: float
    n: int
    minutes: float
    interval: Interval | None
    match_ids: tuple[str, ...]
    first_match_at: datetime
    last_match_at: datetime
    excluded: tuple[Excluded, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The rows, best first, and the subjects without a row."""

    rows: tuple[Row, ...]
    excluded: tuple[Excluded, ...]


def improving_players(played: Iterable[Played]) -> Ranking:
    """Ranks players by the trend of their sprint intensity (sprint metres a minute), the steepest rise first.

    The trend is the least-squares slope over the last 6 matches of 20 minutes or more with a recorded sprint
    distance, in metres a minute from one match to the next. At least 3 such matches are needed, and a
    trend that does not rise has no row. Sprints that were counted from different speeds cannot be compared,
    so the speed of the player's latest match that states one decides, and matches that state another do not
    count.
    """
    known = sorted(played, key=lambda each: (each.kick_off_at, each.match_id))
    stated = [each for each in known if each.sprint_threshold and not _sprint_objection(each)]
    latest = {each.subject: each.sprint_threshold for each in stated}

    def row(subject: str, matches: Sequence[Played]) -> Row | str:
        counted = matches[-TREND_MATCHES:]
        if len(counted) < TREND_AT_LEAST:
            return f"{len(counted)} of at least {TREND_AT_LEAST} matches"
        intensities = [each.sprint_m / each.minutes for each in counted if each.sprint_m is not None]
        value, interval = slope(intensities)
        if round(value, _DIGITS) <= 0:
            return f"does not improve: {_shown(value)} a match over {len(counted)} matches"
        return _row(subject, value, interval, counted)

    def objection(each: Played) -> str:
        found = _sprint_objection(each)
        if found or each.sprint_threshold in {"", latest.get(each.subject)}:
            return found
        return f"sprints counted from {each.sprint_threshold} km/h, later from {latest[each.subject]} km/h"

    return _ranked(known, objection, row)


def _sprint_objection(each: Played) -> str:
    if each.minutes < TREND_MINUTES:
        return f"{_shown(each.minutes)} of at least {TREND_MINUTES:g} minutes"
    return "no sprint distance" if each.sprint_m is None else ""


def best_ratings(played: Iterable[Played], *, matches: int) -> Ranking:
    """Ranks players by their average rating over their last `matches` rated matches, weighted by minutes."""

    def row(subject: str, rated: Sequence[Played]) -> Row:
        counted = rated[-matches:]
        values = [each.rating for each in counted if each.rating is not None]
        weights = [each.minutes for each in counted]
        interval = mean_interval(values, weights, lowest=0, highest=10)
        return _row(subject, weighted_mean(values, weights), interval, counted)

    def objection(each: Played) -> str:
        if each.minutes <= 0:
            return "no minutes"
        return "not rated" if each.rating is None else ""

    return _ranked(played, objection, row)


def pressing_formations(spells: Iterable[Spell]) -> Ranking:
    """Ranks formations by pressures in 90 minutes in force. At least 45 minutes in force are needed."""
    by_match = groupby(sorted(spells, key=_spell_order), lambda each: (each.subject, each.match_id))
    joined = [_joined(list(group)) for _, group in by_match]

    def row(subject: str, spells: Sequence[Spell]) -> Row | str:
        minutes = fsum(each.minutes for each in spells)
        if minutes < FORMATION_MINUTES:
            return f"{_shown(minutes)} of at least {FORMATION_MINUTES:g} minutes in force"
        rates = [90.0 * each.pressures / each.minutes for each in spells if each.pressures is not None]
        weights = [each.minutes for each in spells]
        interval = mean_interval(rates, weights, lowest=0)
        return _row(subject, weighted_mean(rates, weights), interval, spells)

    def objection(each: Spell) -> str:
        if each.minutes <= 0:
            return "no minutes in force"
        return "no pressures recorded" if each.pressures is None else ""

    return _ranked(joined, objection, row)


def _ranked(
    given: Iterable[Figures],
    objection: Callable[[Figures], str],
    row_of: Callable[[str, Sequence[Figures]], Row | str],
) -> Ranking:
    rows: list[Row] = []
    excluded: list[Excluded] = []
    ordered = sorted(given, key=lambda each: (each.subject, each.kick_off_at, each.match_id))
    for subject, group in groupby(ordered, lambda each: each.subject):
        matches = list(group)
        objections = {each.match_id: objection(each) for each in matches}
        usable = [each for each in matches if not objections[each.match_id]]
        found = row_of(subject, usable) if usable else "no match that counts"
        if isinstance(found, str):
            left_out = Counter(reason for reason in objections.values() if reason)
            excluded.append(Excluded(subject, "", _with_tally(found, left_out)))
            continue
        since = [each.match_id for each in matches if each.kick_off_at >= found.first_match_at]
        out = tuple(Excluded(subject, id, objections[id]) for id in since if objections[id])
        rows.append(replace(found, excluded=out))
    rows.sort(key=lambda row: (-row.value, -row.n, -row.minutes, row.subject))
    return Ranking(
        tuple(replace(row, rank=at) for at, row in enumerate(rows, start=1)),
        tuple(excluded),
    )


def _row(subject: str, value: float, interval: Interval | None, counted: Sequence[Played | Spell]) -> Row:
    return Row(
        rank=0,
        subject=subject,
        value=_rounded(value),
        n=len(counted),
        minutes=round(fsum(each.minutes for each in counted), 2),
        interval=None if interval is None else Interval(_rounded(interval.low), _rounded(interval.high)),
        match_ids=tuple(each.match_id for each in counted),
        first_match_at=counted[0].kick_off_at,
        last_match_at=counted[-1].kick_off_at,
        excluded=(),
    )


def _joined(spells: Sequence[Spell]) -> Spell:
    """The spells of one formation in one match, as one."""
    counts = [each.pressures for each in spells]
    return replace(
        spells[0],
        minutes=fsum(each.minutes for each in spells),
        pressures=None if None in counts else sum(count for count in counts if count is not None),
    )


def _spell_order(spell: Spell) -> tuple[str, datetime, str, float]:
    return spell.subject, spell.kick_off_at, spell.match_id, spell.minutes


def _with_tally(reason: str, left_out: Counter[str]) -> str:
    if not left_out:
        return reason
    tally = ", ".join(f"{count} x {what}" for what, count in sorted(left_out.items()))
    return f"{reason}; left out: {tally}"


def _rounded(value: float) -> float:
    """Rounded, without a negative zero."""
    return round(value, _DIGITS) + 0.0


def _shown(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
