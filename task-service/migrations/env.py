"""Migrates the schema task, which also contains the tables of procrastinate."""

from service_kit.db.migrate import env_for
from task_service.tables import metadata

env_for(metadata, foreign_prefix="procrastinate_")
