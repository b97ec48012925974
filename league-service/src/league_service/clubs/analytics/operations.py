"""Computes rankings for a member of the club, and keeps each outcome as a tactical insight."""

import hashlib
from collections.abc import Iterable
from dataclasses import astuple, replace
from datetime import date, datetime
from typing import Final, NamedTuple
from uuid import UUID, uuid5

import orjson

from altsports.ai.v1 import tactical_insights_pb2
from altsports.football.v1 import analytics_pb2 as pb
from league_service.clubs import access as club
from league_service.clubs.analytics import loading, repository
from league_service.clubs.analytics.domain import (
    Ranking,
    best_ratings,
    improving_players,
    pressing_formations,
)
from league_service.clubs.analytics.messages import SUMMARIES, ranking_to_pb
from league_service.clubs.engine.access import Access, access_of
from league_service.clubs.errors import UnknownReference
from league_service.clubs.squads import names_of
from league_service.core.schema import SCHEMA
from service_kit.caller import Caller
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader
from service_kit.deliveries.posting import post
from service_kit.timestamps import time_to_pb

KEEP: Final = "/altsports.ai.v1.TacticalInsightService/KeepTacticalInsight"
_INSIGHTS: Final = UUID("0f6f0d1e-9d0f-4f4e-8f65-1f1a4f4e2c77")


class Asked(NamedTuple):
    """What a ranking is asked for. `matches` is how many matches of a player count at most."""

    kind: str
    team_id: str | None
    since: date | None
    until: date | None
    limit: int
    matches: int | None = None


async def rank(reader: Reader, caller: Caller, asked: Asked, now: datetime) -> pb.Ranking:
    """Raises UnknownReference, InsufficientPermissions."""
    club.require(caller, "analysis:run")
    access = access_of(caller, now)
    teams = await repository.own_teams(reader, access, asked.team_id)
    if asked.team_id and not teams:
        message = "There is no such team of the club, or you may not see it: GET /api/v1/football/teams"
        raise UnknownReference.of([{"loc": ["team_id"], "msg": message, "type": "reference"}])
    ranking, version = await _computed(reader, access, teams, asked)
    names = await names_of(reader, access.organisation, _players(asked, ranking))
    return ranking_to_pb(asked, teams, ranking, version, names)


async def _computed(reader: Reader, access: Access, teams: list[str], asked: Asked) -> tuple[Ranking, str]:
    wanted = (reader, access.organisation, teams, asked.since, asked.until)
    if asked.kind == "pressing_formations":
        spells = await loading.load_spells(*wanted)
        return pressing_formations(spells), _version(astuple(each) for each in spells)
    played = await loading.load_players(*wanted)
    if asked.kind == "player_ratings":
        played = [replace(each, sprint_m=None, sprint_threshold="") for each in played]
        return best_ratings(played, matches=asked.matches or 1), _version(astuple(each) for each in played)
    played = [replace(each, rating=None) for each in played]
    return improving_players(played), _version(astuple(each) for each in played)


def _players(asked: Asked, ranking: Ranking) -> list[str]:
    return [] if asked.kind == "pressing_formations" else [row.subject for row in ranking.rows]


def _version(figures: Iterable[tuple[object, ...]]) -> str:
    """Changes if and only if one of the figures does."""
    lines = sorted(orjson.dumps(each) for each in figures)
    return hashlib.sha256(b"\n".join(lines)).hexdigest()[:32]


async def keep(connection: Connection, caller: Caller, ranking: pb.Ranking, now: datetime) -> None:
    """Posts the outcome to the tactical memory of the club: without names, and once for its figures."""
    outcome = pb.Ranking()
    outcome.CopyFrom(ranking)
    for row in outcome.rows:
        if ranking.kind != "pressing_formations":
            row.name = ""
    parameters = _parameters(ranking)
    key = f"{caller.organisation_id} {ranking.kind} {parameters} {ranking.data_version}"
    request = tactical_insights_pb2.KeepTacticalInsightRequest(
        id=str(uuid5(_INSIGHTS, key)),
        organisation_id=caller.organisation_id,
        parameters=parameters,
        summary=SUMMARIES[ranking.kind](outcome),
        outcome=outcome.SerializeToString(deterministic=True),
        computed_at=time_to_pb(now),
    )
    await post(connection, SCHEMA, KEEP, request, id=UUID(request.id))


def _parameters(ranking: pb.Ranking) -> str:
    asked = [list(ranking.team_ids), ranking.since, ranking.until, ranking.matches, ranking.limit]
    return hashlib.sha256(orjson.dumps(asked)).hexdigest()[:32]
