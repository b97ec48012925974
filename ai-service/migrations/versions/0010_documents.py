"""Documents of leagues, and their passages with vectors."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import UserDefinedType

revision: str = "0010"
down_revision: str | Sequence[str] | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_NEEDED = """
DO $$ BEGIN
    IF to_regtype('vector') IS NULL THEN
        RAISE EXCEPTION 'the extension vector (pgvector) is missing'
            USING HINT = 'Install pgvector 0.8 on the PostgreSQL server, then run `altsports migrate` again';
    END IF;
END $$
"""


class Vector(UserDefinedType[Any]):
    """pgvector's type; the role finds it on its search path."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "vector"


def upgrade() -> None:
    op.execute(_NEEDED)
    op.create_table(
        "documents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("league_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "owner_kind", sa.Text(), nullable=False, comment="who may read it: user, organisation, league"
        ),
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.Column("uploaded_by", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False, comment="of task-service"),
        sa.Column("object_key", sa.Text(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("md5", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("passages", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False, comment="the task that embeds its passages"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("status IN ('processing', 'ready', 'failed')", name=op.f("ck_documents_status")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint(
            "league_id",
            "owner_kind",
            "owner_id",
            "name",
            name=op.f("uq_documents_league_id_owner_kind_owner_id_name"),
        ),
        schema="ai",
    )
    op.create_index(
        "ix_documents_newest",
        "documents",
        ["league_id", sa.text("created_at DESC"), sa.text("id DESC")],
        schema="ai",
    )
    op.create_index("ix_documents_owner", "documents", ["owner_kind", "owner_id"], schema="ai")
    _create_chunks()


def _create_chunks() -> None:
    op.create_table(
        "document_chunks",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("league_id", sa.Text(), nullable=False, comment="of the document, as the next two"),
        sa.Column("owner_kind", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column(
            "place", sa.Integer(), nullable=False, comment="the first character in the text of the page"
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=True, comment="that computed the vector; null until then"),
        sa.Column("dimension", sa.Integer(), nullable=True),
        sa.Column("embedding", Vector(), nullable=True),
        sa.CheckConstraint("(model IS NULL) = (embedding IS NULL)", name=op.f("ck_document_chunks_embedded")),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["ai.documents.id"],
            name=op.f("fk_document_chunks_document_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_chunks")),
        schema="ai",
    )
    op.create_index("ix_document_chunks_document_id", "document_chunks", ["document_id", "id"], schema="ai")
    op.create_index(
        "ix_document_chunks_readers",
        "document_chunks",
        ["league_id", "owner_kind", "owner_id"],
        schema="ai",
    )
    op.create_index("ix_document_chunks_model", "document_chunks", ["model", "id"], schema="ai")


def downgrade() -> None:
    op.drop_table("document_chunks", schema="ai")
    op.drop_table("documents", schema="ai")
