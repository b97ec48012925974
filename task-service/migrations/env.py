"""Migrates the schema task; the tables of the engine in it are procrastinate's own."""

from service_kit.db.migrate import env_for
from task_service.tables import metadata

env_for(metadata, foreign_prefix="procrastinate_")
