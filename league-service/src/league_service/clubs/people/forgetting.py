"""What other services keep of a player: they are told in the transaction of the erasure or the withdrawal."""

from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from altsports.auth.v1.club_users_pb2 import ForgetClubUserRequest
from altsports.football.v1.events_models import FootballClubPlayerForgotten
from league_service.clubs.analytics.operations import KEEP
from league_service.core.schema import SCHEMA
from service_kit.db.connection import Connection
from service_kit.deliveries.posting import post, take_back
from service_kit.events.outbox import append_events

_FORGET: Final = "/altsports.auth.v1.ClubUserService/ForgetClubUser"
_ERASURES: Final = UUID("3f3f3c7e-7a64-4d0c-93a5-0d4d5f6f2b6e")


async def forget_elsewhere(
    connection: Connection, organisation_id: UUID, player_id: UUID, now: datetime
) -> None:
    """Reports that insights and stored answers about a player have to go."""
    await take_back(connection, SCHEMA, KEEP, str(player_id))
    event = FootballClubPlayerForgotten(player_id=str(player_id), organisation_id=str(organisation_id))
    await append_events(connection, SCHEMA, event, time=now)


async def forget_member(connection: Connection, organisation_id: UUID, user_id: str) -> None:
    """Ends the membership of an erased player who has no job in the club."""
    request = ForgetClubUserRequest(organisation_id=str(organisation_id), user_id=user_id)
    await post(connection, SCHEMA, _FORGET, request, id=uuid5(_ERASURES, f"{organisation_id} {user_id}"))
