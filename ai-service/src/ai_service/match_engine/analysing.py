"""Analyses the files of a run: one packet after the other, the same for the same inputs.

It touches nothing but the files it is given, so it runs in a process that has nothing else.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from ai_service.match_engine.alerts.watching import Watch
from ai_service.match_engine.catalogue import NAME, VERSION
from ai_service.match_engine.measuring.figures import FIGURES
from ai_service.match_engine.measuring.periods import PeriodMeasures, measure
from ai_service.match_engine.measuring.reasons import REASONS
from ai_service.match_engine.measuring.segments import Cut, cuts_of, segment_of
from ai_service.match_engine.measuring.speeds import KMH, Thresholds
from ai_service.match_engine.model.actions import SHOT
from ai_service.match_engine.model.directions import directions_of
from ai_service.match_engine.model.facts import Facts
from ai_service.match_engine.model.messages import has
from ai_service.match_engine.model.positions import AWAY, HOME, SIDES
from ai_service.match_engine.parameters import check_facts, settled
from ai_service.match_engine.reading.files import InputFile
from ai_service.match_engine.reading.reading import Sources, read_sources
from altsports.analysis.v1 import analysis_pb2 as pb

READ_AT: Final = 30.0
_MEASURED_AT: Final = 40.0
_MOST_SHOTS: Final = 2000


@dataclass(slots=True)
class _Outcome:
    """What the end of the stream sums up."""

    digest: Any = field(default_factory=hashlib.sha256)
    segments: int = 0
    alerts: int = 0
    null_everywhere: dict[str, pb.UnavailableFigure] | None = None

    def add(self, message: pb.Segment | pb.SegmentAlert) -> None:
        content = message.SerializeToString(deterministic=True)
        self.digest.update(len(content).to_bytes(4, "big") + content)

    def add_nulls(self, segment: pb.Segment) -> None:
        """Keeps the figures that no side has had so far."""
        nulls = {
            each.figure: each
            for each in segment.unavailable
            if not each.side and not any(has(team, each.figure) for team in segment.teams)
        }
        kept = self.null_everywhere
        self.null_everywhere = (
            nulls if kept is None else {name: each for name, each in kept.items() if name in nulls}
        )


def analyse(start: pb.RunStart, inputs: list[InputFile]) -> Iterator[pb.AnalyzeResponse]:
    """The packets behind the segment that the start names, without their numbers. Raises Refused."""
    check_facts(start.match)
    parameters = settled(start.parameters)
    facts = Facts(start)
    yield _progress(10, "reading", "Reading the files")
    sources = read_sources(inputs, facts)
    yield _progress(READ_AT, "measuring", f"Measuring {', '.join(sources.formats)}")
    outcome = _Outcome()
    yield from _segments(start, parameters, facts, sources, outcome)
    yield pb.AnalyzeResponse(done=_done(parameters, facts, sources, outcome))


def _segments(
    start: pb.RunStart, parameters: pb.RunParameters, facts: Facts, sources: Sources, outcome: _Outcome
) -> Iterator[pb.AnalyzeResponse]:
    cuts = cuts_of(sources.positions, sources.actions, parameters.segment_s)
    watch = Watch({SIDES[side]: facts.side(side).name or ("Home", "Away")[side] for side in (HOME, AWAY)})
    stored = start.resume_after_segment if start.HasField("resume_after_segment") else -1
    measures: PeriodMeasures | None = None
    for index, cut in enumerate(cuts):
        if measures is None or measures.period.number != cut.period:
            measures = _measured(cut, sources, parameters)
        segment = segment_of(index, cut, measures, sources.actions, facts)
        alerts = watch.add(segment)
        outcome.segments += 1
        outcome.alerts += len(alerts)
        outcome.add_nulls(segment)
        outcome.add(segment)
        if index > stored:
            yield pb.AnalyzeResponse(segment_done=segment)
        for alert in alerts:
            outcome.add(alert)
            if index >= stored:  # a crash may have come between a stored segment and its alerts
                yield pb.AnalyzeResponse(alert=alert)
        if index > stored:
            percent = _MEASURED_AT + (99 - _MEASURED_AT) * (index + 1) / len(cuts)
            yield _progress(percent, "segments", f"Segment {index + 1} of {len(cuts)}")


def _measured(cut: Cut, sources: Sources, parameters: pb.RunParameters) -> PeriodMeasures | None:
    if sources.positions is None:
        return None
    period = next((each for each in sources.positions.periods if each.number == cut.period), None)
    if period is None:
        return None
    limits = Thresholds(parameters.high_speed_kmh / KMH, parameters.sprint_kmh / KMH, parameters.sprint_s)
    right = directions_of(sources.positions)[cut.period]
    return measure(sources.positions, period, right, limits, parameters.pressing_m)


def _progress(percent: float, stage: str, message: str) -> pb.AnalyzeResponse:
    return pb.AnalyzeResponse(
        progress=pb.PacketProgress(percent=round(percent, 1), stage=stage, message=message)
    )


def _done(parameters: pb.RunParameters, facts: Facts, sources: Sources, outcome: _Outcome) -> pb.PacketDone:
    nulls = outcome.null_everywhere
    if nulls is None:  # film alone
        reason = "NO_PLAYERS_DETECTED"
        nulls = {
            name: pb.UnavailableFigure(figure=name, reason=reason, message=REASONS[reason])
            for name in FIGURES
        }
    return pb.PacketDone(
        engine=f"{NAME} {VERSION}",
        formats=sources.formats,
        segments=outcome.segments,
        alerts=outcome.alerts,
        digest=outcome.digest.hexdigest(),
        artifacts=_artifacts(sources),
        unavailable=[nulls[name] for name in FIGURES if name in nulls],
        parameters=parameters,
        notes=facts.notes,
        pitch_length_m=sources.pitch.length,
        pitch_width_m=sources.pitch.width,
    )


def _artifacts(sources: Sources) -> list[pb.PacketArtifact]:
    """The shots of the match, for a map of them."""
    if sources.actions is None:
        return []
    shots = [
        {
            "period": each.period,
            "period_s": round(each.time, 3),
            "side": SIDES[each.side],
            "player": each.player,
            "x_m": None if each.x is None else round(each.x, 2),
            "y_m": None if each.y is None else round(each.y, 2),
            "expected_goals": None if each.xg is None else round(each.xg, 4),
            "goal": each.goal,
        }
        for each in sources.actions.actions
        if each.kind == SHOT
    ]
    data = json.dumps(shots[:_MOST_SHOTS], ensure_ascii=False, separators=(",", ":")).encode()
    digest = hashlib.sha256(data).hexdigest()
    return [
        pb.PacketArtifact(
            name="shots.json", kind="shots", content_type="application/json", sha256=digest, data=data
        )
    ]
