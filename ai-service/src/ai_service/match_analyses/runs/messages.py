"""An analysis as the contract shows it."""

from typing import Final
from uuid import UUID

from ai_service.match_analyses.messages import from_json
from ai_service.match_analyses.runs.domain import Run
from altsports.analysis.v1 import analysis_pb2
from altsports.analysis.v1 import runs_pb2 as pb
from service_kit.timestamps import time_to_pb

_STATUS: Final = "/api/v1/football/analyses/{id}"
_STREAM: Final = "/api/v1/football/analyses/{id}/segments/stream"


def status_url(analysis_id: UUID) -> str:
    return _STATUS.format(id=analysis_id)


def started_to_pb(analysis_id: UUID) -> pb.StartedAnalysis:
    return pb.StartedAnalysis(
        analysis_id=str(analysis_id),
        status_url=status_url(analysis_id),
        stream_url=_STREAM.format(id=analysis_id),
    )


def run_to_pb(run: Run, *, eta_s: int | None = None) -> pb.AnalysisRun:
    done = from_json(analysis_pb2.PacketDone, run.done or {})
    parameters = done.parameters if run.done else from_json(analysis_pb2.RunParameters, run.parameters)
    return pb.AnalysisRun(
        analysis_id=str(run.id),
        match_id=run.match_id,
        status=run.status,
        stage=run.stage,
        progress=run.progress,
        message=run.message,
        eta=eta_s,
        segments_done=run.segments_done,
        alerts=run.alerts,
        attempt=run.attempt,
        engine=run.engine,
        error=run.error,
        error_code=run.error_code,
        recovery=run.recovery,
        inputs=[
            pb.AnalysisInput(file_id=each.file_id, name=each.name, size=each.size, sha256=each.sha256)
            for each in run.files
        ],
        parameters=parameters,
        formats=done.formats,
        notes=done.notes,
        unavailable=done.unavailable,
        requested_by=run.user_id,
        created_at=time_to_pb(run.created_at),
        started_at=time_to_pb(run.started_at),
        completed_at=time_to_pb(run.completed_at),
        status_url=status_url(run.id),
        stream_url=_STREAM.format(id=run.id),
    )
