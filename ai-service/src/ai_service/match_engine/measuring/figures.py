"""Collects the figures of a side, each with the reason if it is null."""

from dataclasses import dataclass, field

from ai_service.match_engine.measuring.reasons import REASONS
from ai_service.match_engine.model.messages import has
from ai_service.match_engine.model.positions import SIDES
from altsports.analysis.v1 import analysis_pb2 as pb

DIGITS = {"possession": 4, "field_tilt": 4, "expected_goals": 4, "hull_m2": 1}
"""Decimals that are kept; otherwise two. Fewer digits are the same on every machine."""
NUMBERS = (
    "possession",
    "ppda",
    "length_m",
    "width_m",
    "hull_m2",
    "stretch_m",
    "line_m",
    "field_tilt",
    "distance_m",
    "high_speed_m",
    "sprint_m",
    "expected_goals",
)
COUNTS = ("pressures", "sprint_count", "shots")
FORMATIONS = ("formation", "formation_in_possession", "formation_out_of_possession")
FIGURES = (*FORMATIONS, *NUMBERS, *COUNTS, "thirds")


@dataclass(slots=True)
class SideFigures:
    """The figures of a side in a segment, and why others are null."""

    side: int
    message: pb.TeamFigures
    refused: dict[str, str] = field(default_factory=dict[str, str])

    def set(self, name: str, value: float | None, reason: str) -> None:
        """Sets a number, or its reason if it is None."""
        if value is None:
            self.refuse(reason, name)
            return
        setattr(self.message, name, value if name in COUNTS else round(value, DIGITS.get(name, 2)))
        self.refused.pop(name, None)

    def refuse(self, reason: str, *names: str) -> None:
        """Makes figures null, if nothing else gave them."""
        for name in names:
            if not has(self.message, name):
                self.refused[name] = reason


def write_refusals(segment: pb.Segment, sides: list[SideFigures]) -> None:
    """Writes the null figures of a segment, once if both sides have the same reason."""
    first, second = (
        {name: side.refused[name] for name in FIGURES if not has(side.message, name)} for side in sides
    )
    for name in FIGURES:
        if (reason := first.get(name)) is not None and reason == second.get(name):
            _add(segment, name, "", reason)
            continue
        for side, refused in zip(sides, (first, second), strict=True):
            if (own := refused.get(name)) is not None:
                _add(segment, name, SIDES[side.side], own)


def _add(segment: pb.Segment, name: str, side: str, reason: str) -> None:
    segment.unavailable.add(figure=name, side=side, reason=reason, message=REASONS[reason])
