"""The metadata of the schema ai that the tables of every product share, for Alembic and nothing else."""

from service_kit.db.migrate import schema_metadata

metadata = schema_metadata("ai")
