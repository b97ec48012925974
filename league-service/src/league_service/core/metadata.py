"""The metadata of the schema league and the columns that its tables share, used only by Alembic."""

import sqlalchemy as sa

from service_kit.db.migrate import schema_metadata

metadata = schema_metadata("league")


def moment(name: str, *, nullable: bool = False) -> "sa.Column[object]":
    """A timestamp column."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
