"""Migrates the schema ai."""

from ai_service.tables import metadata
from service_kit.db.migrate import env_for

env_for(metadata)
