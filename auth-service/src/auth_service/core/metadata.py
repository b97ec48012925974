"""The metadata that all tables of the service share; it describes them to Alembic and does nothing else."""

from auth_service.core.schema import SCHEMA
from service_kit.db.migrate import schema_metadata

metadata = schema_metadata(SCHEMA)
