"""The metadata of the schema league and the pieces that its tables share, for Alembic and nothing else."""

import sqlalchemy as sa

from service_kit.db.migrate import schema_metadata

metadata = schema_metadata("league")


def moment(name: str, *, nullable: bool = False) -> "sa.Column[object]":
    """A point in time."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
