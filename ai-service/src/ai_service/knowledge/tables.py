"""The tables of documents, for Alembic; queries live in the repositories."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.types import UserDefinedType

from ai_service.metadata import metadata


class Vector(UserDefinedType[Any]):
    """pgvector's type, of any dimension: each model has its own."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "vector"


ischema_names["vector"] = Vector  # pyright: ignore[reportArgumentType]

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("league_id", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("owner_kind", sa.Text, nullable=False, comment="who may read it: user, organisation, league"),
    sa.Column("owner_id", sa.Text, nullable=False),
    sa.Column("uploaded_by", sa.Text, nullable=False),
    sa.Column("file_id", sa.Uuid, nullable=False, comment="of task-service"),
    sa.Column("object_key", sa.Text, nullable=False),
    sa.Column("content_type", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("md5", sa.Text, nullable=False),
    sa.Column("pages", sa.Integer, nullable=False),
    sa.Column("characters", sa.Integer, nullable=False),
    sa.Column("passages", sa.Integer, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("run_id", sa.Uuid, nullable=False, comment="the task that embeds its passages"),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("status IN ('processing', 'ready', 'failed')", name="status"),
    sa.UniqueConstraint("league_id", "owner_kind", "owner_id", "name"),
    sa.Index("ix_documents_newest", "league_id", sa.text("created_at DESC"), sa.text("id DESC")),
    sa.Index("ix_documents_owner", "owner_kind", "owner_id"),
)

document_chunks = sa.Table(
    "document_chunks",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("document_id", sa.Uuid, sa.ForeignKey("ai.documents.id", ondelete="CASCADE"), nullable=False),
    sa.Column("league_id", sa.Text, nullable=False, comment="of the document, as the next two"),
    sa.Column("owner_kind", sa.Text, nullable=False),
    sa.Column("owner_id", sa.Text, nullable=False),
    sa.Column("page", sa.Integer, nullable=False),
    sa.Column("place", sa.Integer, nullable=False, comment="the first character in the text of the page"),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("model", sa.Text, comment="that computed the vector; null until then"),
    sa.Column("dimension", sa.Integer),
    sa.Column("embedding", Vector()),
    sa.CheckConstraint("(model IS NULL) = (embedding IS NULL)", name="embedded"),
    sa.Index("ix_document_chunks_document_id", "document_id", "id"),
    sa.Index("ix_document_chunks_readers", "league_id", "owner_kind", "owner_id"),
    sa.Index("ix_document_chunks_model", "model", "id"),
)
