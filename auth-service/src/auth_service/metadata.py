"""The metadata that all tables of the service share; it describes them to Alembic and does nothing else."""

from service_kit.migrate import schema_metadata

SCHEMA = "auth"
metadata = schema_metadata(SCHEMA)
