"""Converts race weekends, their sessions and their results to messages."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from altsports.fantasy.v1 import races_pb2 as pb
from league_service.core.decimals import plain
from league_service.f1.domain import DriverLine, grand_prix_of, round_key, session_of
from league_service.f1.points import Scheme, scheme_of
from league_service.f1.quarantine.repository import Decision, Quarantined
from league_service.f1.races.domain import Race, Session
from league_service.f1.watch.operations import Finding
from service_kit.timestamps import time_to_pb


def race_to_pb(race: Race, at: datetime, *, is_watched: bool) -> pb.Race:
    """The race weekend as known at a time; `is_watched` is whether results are looked for."""
    return pb.Race(
        id=race.id,
        key=race.key,
        season=race.season,
        round=race.number,
        name=race.name,
        circuit=race.circuit,
        country=race.country,
        zone=race.zone,
        status=race.main.status,
        reason=race.main.reason,
        locks_at=time_to_pb(race.locks_at),
        locked=race.is_locked(at),
        sessions=[_session_to_pb(session, at, is_watched=is_watched) for session in race.sessions],
    )


def _session_to_pb(session: Session, at: datetime, *, is_watched: bool) -> pb.RaceSession:
    state, checks_done = session.state(at)
    return pb.RaceSession(
        id=session.id,
        kind=session.kind,
        starts_at=time_to_pb(session.starts_at),
        hour_known=session.hour_known,
        state=state,
        checks_done=checks_done,
        next_check_at=time_to_pb(session.next_check(at) if is_watched else None),
    )


def result_to_pb(race: Race, session: Session, rows: Sequence[DriverLine], at: datetime) -> pb.SessionResult:
    """The result of a session in force at a time."""
    scheme = scheme_of(*grand_prix_of(race.key), session.kind)
    return pb.SessionResult(
        kind=session.kind,
        state=session.state(at)[0],
        revision=session.revision,
        effective_at=time_to_pb(session.effective_at),
        lines=[_line_to_pb(row, scheme) for row in rows],
    )


def finding_to_pb(finding: Finding) -> pb.SessionCheck:
    """What a look at a session found."""
    return pb.SessionCheck(
        session=finding.session.watched.kind,
        outcome=finding.noted.outcome,
        reason=finding.noted.reason,
        state=finding.state,
        revision=finding.noted.revision,
    )


def quarantined_to_pb(
    found: Quarantined, lines: Sequence[DriverLine], in_force: Sequence[DriverLine]
) -> pb.QuarantinedResult:
    """A result in quarantine beside the one in force."""
    season, grand_prix = grand_prix_of(found.event_key)
    session = session_of(found.event_key)
    scheme = scheme_of(season, grand_prix, session)
    return pb.QuarantinedResult(
        race_id=found.race_id,
        race_key=round_key(season, grand_prix),
        race_name=found.race_name,
        session=session,
        revision=found.revision,
        source=found.source,
        reason=found.reason,
        observed_at=time_to_pb(found.observed_at),
        lines=[_line_to_pb(row, scheme) for row in lines],
        revision_in_force=found.revision_in_force,
        lines_in_force=[_line_to_pb(row, scheme) for row in in_force],
    )


def decision_to_pb(decision: Decision) -> pb.ResultDecision:
    """What was decided."""
    return pb.ResultDecision(
        revision=decision.revision,
        decision=decision.decision,
        reason=decision.reason,
        decided_at=time_to_pb(decision.decided_at),
        new_revision=decision.new_revision,
    )


def scheme_to_pb(session: str, grand_prix: str, scheme: Scheme) -> pb.Scheme:
    """How a session gives points."""
    return pb.Scheme(
        session=session,
        grand_prix=grand_prix,
        points=map(plain, scheme.points),
        fastest_lap=plain(scheme.fastest_lap),
        fastest_lap_within=scheme.fastest_lap_within,
        source=scheme.source,
    )


def _line_to_pb(row: DriverLine, scheme: Scheme | None) -> pb.SessionLine:
    line = row.line
    return pb.SessionLine(
        driver_id=row.driver_id,
        code=row.code,
        name=row.name,
        racing_team=row.constructor,
        rank=line.rank,
        status=line.status,
        laps=line.laps,
        time_s=None if line.time_s is None else plain(line.time_s),
        points=plain(Decimal(0) if scheme is None else scheme.of(line)),
        stated_points=None if line.points is None else plain(line.points),
        rule="" if scheme is None else scheme.rule(line),
        attributes=line.attributes,
    )
