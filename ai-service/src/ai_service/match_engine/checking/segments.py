"""Checks whether a segment or an alert contradicts itself, or what came before."""

from collections.abc import Iterator
from typing import Final

from ai_service.match_engine.alerts.rules import OPENS_AT, level_of
from ai_service.match_engine.model.messages import has
from ai_service.match_engine.model.periods import match_clock
from altsports.analysis.v1 import analysis_pb2 as pb

FIGURES: Final = tuple(
    field.name for field in pb.TeamFigures.DESCRIPTOR.fields if field.name not in ("side", "team_id")
)
_SIDES: Final = ("home", "away")
_PERIODS: Final = range(1, 6)
_LONGEST_S: Final = 600.0
_PARTS_OF_RUNNING: Final = (("high_speed_m", "distance_m"), ("sprint_m", "high_speed_m"))
_TOLERANCE: Final = 0.01


def faults_of_segment(segment: pb.Segment, previous: pb.Segment | None, start: pb.RunStart) -> Iterator[str]:
    """What is wrong with a segment; the previous one is None for the first of the stream."""
    yield from _faults_of_time(segment, previous)
    if tuple(team.side for team in segment.teams) != _SIDES:
        yield "a segment has the figures of home and of away, in this order"
        return
    for team, known in zip(segment.teams, (start.match.home, start.match.away), strict=True):
        if team.team_id != known.team_id:
            yield f"the {team.side} side has the team {team.team_id[:64]!r}"
        yield from _faults_of_team(team, segment)
    possession = [team.possession for team in segment.teams if team.HasField("possession")]
    if len(possession) == 1 or (possession and abs(sum(possession) - 1) > _TOLERANCE):
        yield "the possession of both sides does not add up to 1"
    most = max((each.severity for each in segment.severities), default=0.0)
    if segment.severity != most:
        yield f"the severity is {segment.severity}, the highest of its rules {most}"
    names = [(each.side, each.name) for each in segment.players]
    if len(set(names)) < len(names):
        yield "two players of a side have one name"


def _faults_of_time(segment: pb.Segment, previous: pb.Segment | None) -> Iterator[str]:
    if segment.period not in _PERIODS:
        yield f"there is no period {segment.period}"
    if not 0 < segment.end_s - segment.start_s <= _LONGEST_S + _TOLERANCE:
        yield f"a segment lasts from {segment.start_s} to {segment.end_s}"
    if previous is None:
        return
    if segment.period < previous.period:
        yield f"period {segment.period} comes after period {previous.period}"
    follows = segment.start_s == previous.end_s if segment.period == previous.period else segment.start_s == 0
    if not follows:
        yield f"a segment starts at {segment.start_s}, where none ended"


def _faults_of_team(team: pb.TeamFigures, segment: pb.Segment) -> Iterator[str]:
    null = {each.figure for each in segment.unavailable if each.side in ("", team.side)}
    for figure in FIGURES:
        if has(team, figure) == (figure in null):
            missing = (
                "is null without a reason" if figure not in null else "has a value and a reason to be null"
            )
            yield f"{figure} of {team.side} {missing}"
    if team.HasField("thirds"):
        total = team.thirds.own + team.thirds.middle + team.thirds.attacking
        if abs(total - 1) > _TOLERANCE:
            yield f"the thirds of {team.side} add up to {total}"
    for part, whole in _PARTS_OF_RUNNING:
        if has(team, part) and has(team, whole) and getattr(team, part) > getattr(team, whole) + 1:
            yield f"{part} of {team.side} is more than {whole}"


def faults_of_alert(alert: pb.SegmentAlert, last: pb.Segment | None, start: pb.RunStart) -> Iterator[str]:
    """What is wrong with an alert behind a segment; None stands for the segment that was stored before."""
    index = last.index if last else start.resume_after_segment
    if (last is None and not start.HasField("resume_after_segment")) or alert.segment_index != index:
        yield f"an alert of segment {alert.segment_index} does not follow it"
    if alert.opened_in_segment > alert.segment_index:
        yield "an alert opened after its segment"
    if alert.severity < OPENS_AT or level_of(alert.severity) != alert.level:
        yield f"an alert of severity {alert.severity} has the level {alert.level!r}"
    if not alert.rule or alert.side not in _SIDES or not alert.message:
        yield "an alert needs a rule, a side and a message"
    team = (start.match.home if alert.side == "home" else start.match.away).team_id
    if alert.team_id != team:
        yield f"an alert of {alert.side} names the team {alert.team_id[:64]!r}"
    cited = [each for one in alert.evidence for each in (*one.segments, *one.baseline_segments)]
    if not alert.evidence or not cited or max(cited, default=0) > alert.segment_index:
        yield "an alert cites no segments, or later ones"
    if alert.period not in _PERIODS:
        yield f"there is no period {alert.period}"
    elif last is not None and (
        alert.period != last.period or alert.match_s != match_clock(last.period, last.end_s)
    ):
        yield "an alert is at another time than its segment"
