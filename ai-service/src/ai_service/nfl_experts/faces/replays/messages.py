"""Replays of all sports as messages."""

from typing import cast

from ai_service.nfl_experts.replays.domain import Replay, Status, speed_text
from altsports.ai.v1 import replays_pb2 as pb
from altsports.fantasy.v1 import f1_replays_pb2 as f1
from service_kit.timestamps import time_from_pb, time_to_pb


def replay_to_pb(replay: Replay, *, sport: str = "nfl", teams: int | None = None) -> pb.Replay:
    """A replay as responses show it."""
    return pb.Replay(
        id=replay.id,
        sport=sport,
        competition=replay.competition,
        season=replay.season,
        simulated=replay.simulated,
        first_week=replay.first_week,
        last_week=replay.last_week,
        speed=speed_text(replay.speed),
        status=replay.status,
        error=replay.error,
        steps_done=replay.steps_done,
        steps_total=replay.steps_total,
        progress=replay.progress,
        week=replay.week,
        looping=replay.looping,
        running_seconds=round(replay.running_seconds, 3),
        created_at=time_to_pb(replay.created_at),
        cursor_time=time_to_pb(replay.cursor_time),
        ended_at=time_to_pb(replay.ended_at),
        teams=teams,
    )


def f1_replay_to_pb(replay: f1.F1Replay) -> pb.Replay:
    """A replay of Formula 1, whose rounds are shown as weeks."""
    found = Replay(
        id=replay.id,
        competition=replay.competition,
        season=replay.season,
        simulated=replay.simulated,
        first_week=replay.first_round,
        last_week=replay.last_round,
        speed=replay.speed if replay.HasField("speed") else None,
        created_at=time_from_pb(replay.created_at),
        status=cast("Status", replay.status),
        error=replay.error if replay.HasField("error") else None,
        steps_done=replay.steps_done,
        steps_total=replay.steps_total,
        week=replay.round if replay.HasField("round") else None,
        running_seconds=replay.running_seconds,
        cursor_time=time_from_pb(replay.cursor_time) if replay.HasField("cursor_time") else None,
        ended_at=time_from_pb(replay.ended_at) if replay.HasField("ended_at") else None,
    )
    return replay_to_pb(found, sport="f1", teams=replay.teams)
