"""The events of answers, for whoever plans for the team."""

from datetime import datetime

from altsports.football.v1.events_models import FootballClubResponseChanged
from league_service.clubs.engine.access import Access
from league_service.clubs.occasions.domain import Occasion
from league_service.clubs.responses.domain import Answer, Person
from league_service.core.schema import SCHEMA
from service_kit.db.connection import Connection
from service_kit.events.outbox import append_events


async def answered(
    connection: Connection,
    access: Access,
    occasion: Occasion,
    person: Person,
    answer: Answer | None,
    now: datetime,
) -> None:
    """Reports an answer, or None if it was taken back, once for each team of the club."""
    events = [
        FootballClubResponseChanged(
            organisation_id=access.organisation,
            team_id=team_id,
            occasion=occasion.noun,
            occasion_id=occasion.id,
            player_id=person.player_id,
            user_id=person.user_id,
            answer=answer,
            timestamp=now,
        )
        for team_id in occasion.team_ids or (None,)
    ]
    await append_events(connection, SCHEMA, *events, time=now)
