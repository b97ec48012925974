"""Alembic's entry point for the schema of auth-service."""

from auth_service.tables import metadata
from service_kit.db.migrate import env_for

env_for(metadata)
