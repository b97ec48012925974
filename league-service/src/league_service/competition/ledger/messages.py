"""Converts lines of results to messages."""

from typing import Any

from altsports.league.v1 import results_models as models
from altsports.league.v1 import results_pb2 as pb
from league_service.competition.ledger.domain import ResultLine, exact


def line_to_pb(line: ResultLine, code: str) -> pb.ResultLine:
    """Converts the line of the competitor with this code."""
    return pb.ResultLine(**_fields(line, code))


def line_to_model(line: ResultLine, code: str) -> models.ResultLine:
    """Converts the line of the competitor with this code, for an event."""
    return models.ResultLine(**_fields(line, code))


def _fields(line: ResultLine, code: str) -> dict[str, Any]:
    return {
        "position": line.position,
        "code": code,
        "rank": line.rank,
        "score": line.score,
        "status": line.status,
        "laps": line.laps,
        "time_s": exact(line.time_s),
        "points": exact(line.points),
        "attributes": dict(line.attributes),
    }
