"""What the engine is: its name and version, the formats it reads, the figures it computes and its rules."""

from typing import Final

from ai_service.match_engine.alerts.rules import RULES
from ai_service.match_engine.parameters import default_parameters
from altsports.analysis.v1 import analysis_pb2 as pb

NAME: Final = "altsports-embedded"
VERSION: Final = "1.0.0"
"""Changes whenever the same inputs give other bytes."""
MAX_INPUT_BYTES: Final = 1024 * 1024 * 1024

_TRACKING: Final = ("metrica-tracking", "epts", "skillcorner", "last-row")
_EVENTS: Final = ("statsbomb-events", "metrica-events")
_FORMATS: Final = (
    ("metrica-tracking", "tracking", "Two CSV files of Metrica Sports, one for each side"),
    ("epts", "tracking", "The metadata (XML) and the frames of the EPTS format of FIFA"),
    ("skillcorner", "tracking", "The match (JSON) and the frames (JSON lines or one array) of SkillCorner"),
    ("last-row", "tracking", "A CSV file with one play of Last-Row"),
    ("statsbomb-events", "events", "The events of a match (JSON) of StatsBomb"),
    ("metrica-events", "events", "The events of Metrica Sports, as CSV or JSON"),
    ("video", "video", "Recognised, but no player is detected in it"),
)
_FIGURES: Final = (
    ("formation", "", (*_TRACKING, "statsbomb-events")),
    ("formation_in_possession", "", _TRACKING),
    ("formation_out_of_possession", "", _TRACKING),
    ("possession", "", (*_TRACKING, *_EVENTS)),
    ("ppda", "", _EVENTS),
    ("pressures", "", (*_TRACKING, "statsbomb-events")),
    ("length_m", "m", _TRACKING),
    ("width_m", "m", _TRACKING),
    ("hull_m2", "m²", _TRACKING),
    ("stretch_m", "m", _TRACKING),
    ("line_m", "m", _TRACKING),
    ("thirds", "", (*_TRACKING, *_EVENTS)),
    ("field_tilt", "", (*_TRACKING, *_EVENTS)),
    ("distance_m", "m", _TRACKING),
    ("high_speed_m", "m", _TRACKING),
    ("sprint_m", "m", _TRACKING),
    ("sprint_count", "", _TRACKING),
    ("shots", "", _EVENTS),
    ("expected_goals", "", ("statsbomb-events",)),
)


def describe(*, reads_locations: bool) -> pb.GetEngineResponse:
    """The engine as GetEngine shows it."""
    return pb.GetEngineResponse(
        name=NAME,
        version=VERSION,
        formats=[pb.EngineFormat(name=name, kind=kind, description=words) for name, kind, words in _FORMATS],
        figures=[pb.EngineFigure(name=name, unit=unit, formats=formats) for name, unit, formats in _FIGURES],
        rules=[
            pb.EngineRule(name=rule.name, figures=rule.figures, description=rule.description)
            for rule in RULES
        ],
        defaults=default_parameters(),
        max_input_bytes=MAX_INPUT_BYTES,
        reads_locations=reads_locations,
    )
