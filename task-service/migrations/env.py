"""Migrates the schema task."""

from service_kit.db.migrate import env_for
from task_service.tables import metadata

env_for(metadata)
