"""Migrates the schema league with the kit's runner."""

from league_service.tables import metadata
from service_kit.db.migrate import env_for

env_for(metadata)
