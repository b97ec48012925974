"""Migrates the schema league; all of it is the kit's."""

from league_service.tables import metadata
from service_kit.db.migrate import env_for

env_for(metadata)
