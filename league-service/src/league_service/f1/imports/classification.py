"""Classifications as sources state them, and what makes one doubtful. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from league_service.competition.imports.domain import SourceResult
from league_service.competition.ledger.domain import ResultLine
from league_service.f1.points import contradictions, derived_points


def stated_result(
    season: int, grand_prix: str, session: str, lines: Sequence[ResultLine], *, unknown: Sequence[str] = ()
) -> SourceResult:
    """The result of a session. It is doubtful if it contradicts itself or the rules, or names a stranger.

    `unknown` are the drivers whom nobody knows.
    """
    doubts = [*_strangers(unknown), *_repeated(lines), *_wrong_points(season, grand_prix, session, lines)]
    return SourceResult(tuple(lines), doubt="; ".join(doubts)[:_LONGEST])


def doubted(result: SourceResult, unknown: Sequence[str]) -> SourceResult:
    """The result, doubtful because it names drivers whom nobody knows."""
    doubts = [*([result.doubt] if result.doubt else []), *_strangers(unknown)]
    return replace(result, doubt="; ".join(doubts)[:_LONGEST])


_LONGEST = 500


def _strangers(unknown: Sequence[str]) -> list[str]:
    return [f"{driver} is not a known driver" for driver in unknown]


def _repeated(lines: Sequence[ResultLine]) -> list[str]:
    counts = Counter(line.rank for line in lines if line.rank is not None)
    return [f"rank {rank} is given {count} times" for rank, count in counts.items() if count > 1]


def _wrong_points(season: int, grand_prix: str, session: str, lines: Sequence[ResultLine]) -> list[str]:
    derived = derived_points(season, grand_prix, session, lines)
    if not derived:
        return []
    return [
        f"{line.points} points are stated for rank {line.rank or '-'}, but the rules give"
        f" {derived[line.position]}"
        for line in contradictions(lines, derived)
    ]


def lacks_points(season: int, grand_prix: str, session: str, lines: Sequence[ResultLine]) -> bool:
    """Whether a session gives points, but the source states none yet."""
    derived = derived_points(season, grand_prix, session, lines)
    return any(derived.values()) and all(line.points is None for line in lines)


def seconds(text: str) -> Decimal | None:
    """A duration such as "1:23:05.321" in seconds; None for another text, such as "+1 lap"."""
    total = Decimal(0)
    try:
        for part in text.lstrip("+").split(":"):
            total = total * 60 + Decimal(part)
    except InvalidOperation:
        return None
    return total if total.is_finite() and total >= 0 else None
