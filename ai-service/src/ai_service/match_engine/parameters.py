"""The parameters of a run: their defaults, and what the engine refuses."""

import math
from typing import Final

from ai_service.match_engine.model.messages import has
from ai_service.match_engine.refused import Refused
from altsports.analysis.v1 import analysis_pb2 as pb

DEFAULTS: Final[dict[str, float | str]] = {
    "segment_s": 60,
    "high_speed_kmh": 19.8,
    "sprint_kmh": 25.2,
    "sprint_s": 1.0,
    "pressing_m": 4.0,
}
_LIMITS: Final = {
    "segment_s": (30, 600),
    "high_speed_kmh": (10, 30),
    "sprint_kmh": (15, 40),
    "sprint_s": (0.2, 5),
    "pressing_m": (1, 10),
}


def default_parameters() -> pb.RunParameters:
    return pb.RunParameters(**DEFAULTS)  # pyright: ignore[reportArgumentType] - the names are those of the fields


def settled(given: pb.RunParameters) -> pb.RunParameters:
    """The parameters with defaults. Raises Refused."""
    parameters = default_parameters()
    parameters.MergeFrom(given)
    for name, (least, most) in _LIMITS.items():
        value = float(getattr(parameters, name))
        if not (math.isfinite(value) and least <= value <= most):
            raise Refused("INVALID_START", f"parameters.{name} must be between {least} and {most}")
    if parameters.sprint_kmh < parameters.high_speed_kmh:
        raise Refused("INVALID_START", "parameters.sprint_kmh must not be below parameters.high_speed_kmh")
    if parameters.attacking_side not in ("", "home", "away"):
        raise Refused("INVALID_START", "parameters.attacking_side must be home or away")
    return parameters


def check_facts(match: pb.MatchFacts) -> None:
    """Refuses facts that cannot be. Raises Refused."""
    for name, least, most in (("pitch_length_m", 80, 130), ("pitch_width_m", 40, 100)):
        if has(match, name) and not least <= getattr(match, name) <= most:
            raise Refused("INVALID_START", f"match.{name} must be between {least} and {most}")
    for point in match.sync_points:
        if not (1 <= point.period <= 5 and 0 <= point.period_s <= 7200 and 0 <= point.video_s <= 86400):
            raise Refused("INVALID_START", "A sync point names no time of a period or of the film")
