"""The report of an analysis: the sums of both sides. No I/O."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from altsports.analysis.v1 import reports_pb2 as pb

_SUMS: Final = ("pressures", "distance_m", "high_speed_m", "sprint_m", "sprint_count", "shots")


def totals_of(segments: Sequence[Mapping[str, Any]]) -> list[pb.TeamTotals]:
    """The totals of the home side, then of the away side; a figure that no segment has is null."""
    sides: dict[str, list[Mapping[str, Any]]] = {}
    for segment in segments:
        for team in segment.get("teams", ()):
            sides.setdefault(team["side"], []).append(team)
    return [_total(side, sides[side]) for side in ("home", "away") if side in sides]


def _total(side: str, teams: Sequence[Mapping[str, Any]]) -> pb.TeamTotals:
    sums = {name: sum(found) for name in _SUMS if (found := [each[name] for each in teams if name in each])}
    shares = [each["possession"] for each in teams if "possession" in each]
    shapes = Counter(shape for each in teams if (shape := each.get("formation", {}).get("shape")) is not None)
    shapes.pop("unknown", None)
    return pb.TeamTotals(
        side=side,
        team_id=teams[0].get("team_id", ""),
        shape=max(sorted(shapes), key=shapes.__getitem__) if shapes else None,
        possession=sum(shares) / len(shares) if shares else None,
        **sums,
    )
