"""Files and the space that their owners use."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | Sequence[str] | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "file_owners",
        sa.Column("owner_kind", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.Column("used_bytes", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("file_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("owner_kind", "owner_id", name=op.f("pk_file_owners")),
        schema="task",
    )
    op.create_table(
        "files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False, comment="as the uploader gave it"),
        sa.Column("owner_kind", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False, comment="file, or the feature that stores it"),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column(
            "content_type", sa.Text(), server_default="", nullable=False, comment="found from the content"
        ),
        sa.Column("size", sa.BigInteger(), nullable=False, comment="of a pending file: the reserved bytes"),
        sa.Column("sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("md5", sa.Text(), server_default="", nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="of the object in the store"),
        sa.Column("uploaded_by", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=True, comment="the key that makes uploading twice safe"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("status IN ('pending', 'stored', 'doomed')", name=op.f("ck_files_status")),
        sa.CheckConstraint(
            "owner_kind IN ('user', 'organisation', 'league')", name=op.f("ck_files_owner_kind")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
        sa.UniqueConstraint("key", name=op.f("uq_files_key")),
        schema="task",
    )
    op.create_index(
        "ix_files_newest", "files", [sa.text("created_at DESC"), sa.text("id DESC")], schema="task"
    )
    op.create_index(
        "ix_files_owner",
        "files",
        ["owner_kind", "owner_id", sa.text("created_at DESC"), sa.text("id DESC")],
        schema="task",
    )
    op.create_index(
        "ix_files_unstored",
        "files",
        ["status", "created_at"],
        schema="task",
        postgresql_where=sa.text("status <> 'stored'"),
    )
    op.create_index(
        "uq_files_request",
        "files",
        ["uploaded_by", "request_id"],
        unique=True,
        schema="task",
        postgresql_where=sa.text("request_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_table("files", schema="task")
    op.drop_table("file_owners", schema="task")
