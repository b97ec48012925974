"""The tables of the schemas league, fantasy and clubs, collected from its products, used only by Alembic."""

from league_service.catalogue import tables as catalogue_tables
from league_service.clubs import planning_tables as clubs_planning_tables
from league_service.clubs import tables as clubs_tables
from league_service.clubs.matches import tables as matches_tables
from league_service.clubs.people import tables as club_people_tables
from league_service.competition import tables as competition_tables
from league_service.core.metadata import metadata
from league_service.f1 import tables as f1_tables
from league_service.fantasy import tables as fantasy_tables
from service_kit.deliveries.tables import deliveries_table
from service_kit.events.tables import outbox_table

__all__ = [
    "catalogue_tables",
    "club_people_tables",
    "clubs_planning_tables",
    "clubs_tables",
    "competition_tables",
    "f1_tables",
    "fantasy_tables",
    "matches_tables",
    "metadata",
]

outbox = outbox_table(metadata)
deliveries = deliveries_table(metadata)
