"""The metadata of all tables of the service, used only by Alembic."""

from auth_service.core.schema import SCHEMA
from service_kit.db.migrate import schema_metadata

metadata = schema_metadata(SCHEMA)
