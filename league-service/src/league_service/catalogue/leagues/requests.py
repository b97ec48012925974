"""Idempotent creation: the same request_id and facts return the same league."""

import hashlib
from datetime import datetime, timedelta

from altsports.league.v1 import leagues_pb2 as pb
from league_service.catalogue.errors import LeagueExists, RequestIdReused
from league_service.catalogue.leagues.operations import create_league
from league_service.core.vocabulary.repository import SportBook
from service_kit.db.connection import Connection

_KEPT = timedelta(days=7)
_SELECT = "SELECT fingerprint, league_id FROM league.create_requests WHERE principal = %s AND request_id = %s"
_INSERT = (
    "INSERT INTO league.create_requests (principal, request_id, fingerprint, league_id, created_at)"
    " VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
)
_PURGE = "DELETE FROM league.create_requests WHERE created_at < %s"


async def create_once(
    connection: Connection, book: SportBook, request: pb.CreateLeagueRequest, principal: str, now: datetime
) -> str:
    """Returns the id of the new league, or of the one that an earlier, identical request created.

    Raises RequestIdReused if the request_id was used for other facts, and the errors of `create_league`.
    """
    if not request.request_id:
        return (await create_league(connection, book, request, now)).id
    earlier = await _earlier(connection, request, principal)
    if earlier is not None:
        return earlier
    try:
        league = await create_league(connection, book, request, now)
    except LeagueExists:  # perhaps created by a concurrent, identical request
        earlier = await _earlier(connection, request, principal)
        if earlier is None:
            raise
        return earlier
    await connection.execute(_PURGE, [now - _KEPT])
    await connection.execute(_INSERT, [principal, request.request_id, _fingerprint(request), league.id, now])
    return league.id


async def _earlier(connection: Connection, request: pb.CreateLeagueRequest, principal: str) -> str | None:
    cursor = await connection.execute(_SELECT, [principal, request.request_id])
    row = await cursor.fetchone()
    if row is None:
        return None
    fingerprint, league_id = row
    if fingerprint != _fingerprint(request):
        raise RequestIdReused("the request_id was already used for another league", league_id=league_id)
    return league_id


def _fingerprint(request: pb.CreateLeagueRequest) -> str:
    facts = pb.CreateLeagueRequest()
    facts.CopyFrom(request)
    facts.ClearField("request_id")
    return hashlib.sha256(facts.SerializeToString(deterministic=True)).hexdigest()
