"""Tables of a small service that exists for the tests of the kit."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from service_kit.db.migrate import schema_metadata
from service_kit.deliveries.tables import deliveries_table
from service_kit.events.tables import outbox_table

metadata = schema_metadata("sample")

clubs = Table(
    "clubs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("city", Text, nullable=False, server_default=text("''")),
    Column("extra", JSONB, nullable=False, server_default=text("'{}'::jsonb")),
    UniqueConstraint("name", "city"),
    CheckConstraint("name <> ''", name="name_given"),
)

players = Table(
    "players",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("club_id", Integer, ForeignKey("sample.clubs.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Index(None, "club_id"),
)

outbox = outbox_table(metadata)
deliveries = deliveries_table(metadata)
