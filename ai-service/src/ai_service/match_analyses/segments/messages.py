"""A segment as the contract shows it."""

from typing import Final

from ai_service.match_analyses.messages import from_json
from ai_service.match_analyses.runs.domain import Run
from ai_service.match_analyses.segments.repository import StoredSegment
from altsports.analysis.v1 import segments_pb2 as pb

_PLAYERS: Final = "players"


def segment_to_pb(run: Run, stored: StoredSegment, *, players: bool) -> pb.MatchSegment:
    """The fields that both messages have have the same names."""
    content = stored.figures if players else {k: v for k, v in stored.figures.items() if k != _PLAYERS}
    segment = from_json(pb.MatchSegment, content)
    segment.segment_id = str(stored.id)
    segment.analysis_id = str(run.id)
    segment.match_id = run.match_id
    return segment
