"""The tables of the schema ai, for Alembic; queries live in the repositories."""

from service_kit.events.tables import outbox_table
from service_kit.migrate import schema_metadata

metadata = schema_metadata("ai")

outbox = outbox_table(metadata)
