"""Reports of results, and their conversion to lines. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from league_service.competition.competitions.domain import ADMIN
from league_service.competition.competitions.reading import CompetitorRow
from league_service.competition.errors import InvalidResult
from league_service.competition.ledger.domain import ResultLine

_MOST_ATTRIBUTES: Final = 50
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Report:
    """A reported result: two scores (home, away), or one line per competitor by its code.

    An empty status means official, or corrected if there is a final result already.
    """

    scores: tuple[int, int] | None = None
    status: str = ""
    reason: str = ""
    source: str = ADMIN
    request_id: str | None = None
    lines: tuple[tuple[str, ResultLine], ...] = ()


def reported_lines(report: Report, competitors: Sequence[CompetitorRow]) -> tuple[ResultLine, ...]:
    """One line per competitor, by position. Raises InvalidResult."""
    if (report.scores is None) == (not report.lines):
        raise InvalidResult("a result has either two scores or lines", recovery=["Send one of the two"])
    if report.scores is not None:
        return _of_scores(report.scores, competitors)
    if any(_is_too_much(line) for _, line in report.lines):
        raise InvalidResult(f"a line can have at most {_MOST_ATTRIBUTES} attributes of {_LONGEST} characters")
    _check_codes([code for code, _ in report.lines], [found.code for found in competitors])
    by_code = dict(report.lines)
    lines = tuple(replace(by_code[found.code], position=found.position) for found in competitors)
    if any(found.side for found in competitors) and any(line.score is None for line in lines):
        raise InvalidResult("a result with a home and an away side requires both scores")
    return lines


def _of_scores(scores: tuple[int, int], competitors: Sequence[CompetitorRow]) -> tuple[ResultLine, ...]:
    by_side = {"home": scores[0], "away": scores[1]}
    if sorted(found.side or "" for found in competitors) != sorted(by_side):
        raise InvalidResult(
            "two scores require an event with a home and an away side",
            recovery=["Send one line per competitor"],
        )
    return tuple(ResultLine(found.position, by_side[found.side or ""]) for found in competitors)


def _is_too_much(line: ResultLine) -> bool:
    longest = max((len(text) for pair in line.attributes.items() for text in pair), default=0)
    return len(line.attributes) > _MOST_ATTRIBUTES or longest > _LONGEST


def _check_codes(given: Sequence[str], known: Sequence[str]) -> None:
    """Raises InvalidResult unless every competitor is named once."""
    wrong = Counter(given)
    wrong.subtract(known)
    unfit = {code: count for code, count in wrong.items() if count}
    if unfit:
        words = [
            f"{code} is {'missing' if count < 0 else 'unexpected or repeated'}"
            for code, count in unfit.items()
        ]
        raise InvalidResult(
            f"a result requires one line per competitor: {', '.join(words)}",
            recovery=["Read them first: GET /api/v1/events/{event_id}"],
        )
