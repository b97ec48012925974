"""The first tables."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0001"
down_revision: str | Sequence[str] | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "deleted_rows",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("league_id", sa.Text(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("source", "key", name=op.f("pk_deleted_rows")),
        schema="league",
    )
    op.create_index(
        op.f("ix_deleted_rows_league_id"), "deleted_rows", ["league_id"], unique=False, schema="league"
    )
    op.create_table(
        "leagues",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sport", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("level_inferred", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("discipline", sa.Text(), nullable=True),
        sa.Column(
            "places", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False
        ),
        sa.Column(
            "countries", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False
        ),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("headquarters", sa.Text(), nullable=True),
        sa.Column("founded_year", sa.Integer(), nullable=True),
        sa.Column("first_season", sa.Text(), nullable=True),
        sa.Column("member_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("member_count_as_of", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), server_default=sa.text("'unknown'"), nullable=False),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("abbreviation", sa.Text(), nullable=True),
        sa.Column(
            "aliases",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'::jsonb"),
            nullable=False,
        ),
        sa.Column(
            "fact_sources",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column("source_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("sort_name", sa.Text(collation="C"), nullable=False),
        sa.Column("location_words", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("prominence", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("status IN ('active', 'defunct', 'unknown')", name=op.f("ck_leagues_status")),
        sa.CheckConstraint("char_length(name) BETWEEN 3 AND 200", name=op.f("ck_leagues_name_length")),
        sa.CheckConstraint("founded_year BETWEEN 1800 AND 2100", name=op.f("ck_leagues_founded_year")),
        sa.CheckConstraint("member_count >= 0", name=op.f("ck_leagues_member_count")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leagues")),
        schema="league",
    )
    op.create_index(
        "ix_leagues_best_known",
        "leagues",
        ["sport", "level", sa.literal_column("prominence DESC"), "sort_name", "id"],
        unique=False,
        schema="league",
    )
    op.create_index(op.f("ix_leagues_name"), "leagues", ["name"], unique=False, schema="league")
    op.create_index(op.f("ix_leagues_sport"), "leagues", ["sport"], unique=False, schema="league")
    op.create_table(
        "outbox",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        schema="league",
    )
    op.create_index("ix_outbox_published_at", "outbox", ["published_at"], unique=False, schema="league")
    op.create_index(
        "ix_outbox_unpublished",
        "outbox",
        ["seq"],
        unique=False,
        schema="league",
        postgresql_where=sa.text("published_at IS NULL"),
    )
    op.create_table(
        "search_words",
        sa.Column("word", sa.Text(collation="C"), nullable=False),
        sa.Column("trigrams", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("near_forms", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_words")),
        schema="league",
    )
    op.create_index(
        "ix_search_words_near_forms",
        "search_words",
        ["near_forms"],
        unique=False,
        schema="league",
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
    op.create_index(
        "ix_search_words_trigrams",
        "search_words",
        ["trigrams"],
        unique=False,
        schema="league",
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
    op.create_table(
        "sources",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sources")),
        schema="league",
    )
    op.create_table(
        "sports",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sports")),
        schema="league",
    )
    op.create_table(
        "create_requests",
        sa.Column("principal", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("league_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["league_id"],
            ["league.leagues.id"],
            name=op.f("fk_create_requests_league_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("principal", "request_id", name=op.f("pk_create_requests")),
        schema="league",
    )
    op.create_index(
        op.f("ix_create_requests_created_at"),
        "create_requests",
        ["created_at"],
        unique=False,
        schema="league",
    )
    op.create_index(
        op.f("ix_create_requests_league_id"), "create_requests", ["league_id"], unique=False, schema="league"
    )
    op.create_table(
        "league_sources",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("league_id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("raw_hash", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["league_id"], ["league.leagues.id"], name=op.f("fk_league_sources_league_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["source"], ["league.sources.key"], name=op.f("fk_league_sources_source")),
        sa.PrimaryKeyConstraint("source", "key", name=op.f("pk_league_sources")),
        schema="league",
    )
    op.create_index(
        op.f("ix_league_sources_league_id"), "league_sources", ["league_id"], unique=False, schema="league"
    )
    op.create_table(
        "partnerships",
        sa.Column("league_id", sa.Text(), nullable=False),
        sa.Column("partner_type", sa.Text(), nullable=False),
        sa.Column("estimated_value", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("timeline", sa.Text(), nullable=False),
        sa.Column("analysed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "partner_type IN ('sponsor', 'broadcaster', 'venue', 'technology')",
            name=op.f("ck_partnerships_partner_type"),
        ),
        sa.CheckConstraint(
            "estimated_value BETWEEN 1000 AND 100000000", name=op.f("ck_partnerships_estimated_value")
        ),
        sa.ForeignKeyConstraint(
            ["league_id"], ["league.leagues.id"], name=op.f("fk_partnerships_league_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("league_id", "partner_type", name=op.f("pk_partnerships")),
        schema="league",
    )
    op.create_table(
        "search_names",
        sa.Column("league_id", sa.Text(), nullable=False),
        sa.Column("normalised", sa.Text(collation="C"), nullable=False),
        sa.Column("field", sa.SmallInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["league_id"], ["league.leagues.id"], name=op.f("fk_search_names_league_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("league_id", "normalised", name=op.f("pk_search_names")),
        schema="league",
    )
    op.create_index(
        "ix_search_names_normalised", "search_names", ["normalised"], unique=False, schema="league"
    )
    op.create_table(
        "search_terms",
        sa.Column("word", sa.Text(collation="C"), nullable=False),
        sa.Column("league_id", sa.Text(), nullable=False),
        sa.Column("field", sa.SmallInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["league_id"], ["league.leagues.id"], name=op.f("fk_search_terms_league_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("word", "league_id", "field", name=op.f("pk_search_terms")),
        schema="league",
    )
    op.create_index(
        op.f("ix_search_terms_league_id"), "search_terms", ["league_id"], unique=False, schema="league"
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_search_terms_league_id"), table_name="search_terms", schema="league")
    op.drop_table("search_terms", schema="league")
    op.drop_index("ix_search_names_normalised", table_name="search_names", schema="league")
    op.drop_table("search_names", schema="league")
    op.drop_table("partnerships", schema="league")
    op.drop_index(op.f("ix_league_sources_league_id"), table_name="league_sources", schema="league")
    op.drop_table("league_sources", schema="league")
    op.drop_index(op.f("ix_create_requests_league_id"), table_name="create_requests", schema="league")
    op.drop_index(op.f("ix_create_requests_created_at"), table_name="create_requests", schema="league")
    op.drop_table("create_requests", schema="league")
    op.drop_table("sports", schema="league")
    op.drop_table("sources", schema="league")
    op.drop_index(
        "ix_search_words_trigrams", table_name="search_words", schema="league", postgresql_using="gin"
    )
    op.drop_index(
        "ix_search_words_near_forms", table_name="search_words", schema="league", postgresql_using="gin"
    )
    op.drop_table("search_words", schema="league")
    op.drop_index(
        "ix_outbox_unpublished",
        table_name="outbox",
        schema="league",
        postgresql_where=sa.text("published_at IS NULL"),
    )
    op.drop_index("ix_outbox_published_at", table_name="outbox", schema="league")
    op.drop_table("outbox", schema="league")
    op.drop_index(op.f("ix_leagues_sport"), table_name="leagues", schema="league")
    op.drop_index(op.f("ix_leagues_name"), table_name="leagues", schema="league")
    op.drop_index("ix_leagues_best_known", table_name="leagues", schema="league")
    op.drop_table("leagues", schema="league")
    op.drop_index(op.f("ix_deleted_rows_league_id"), table_name="deleted_rows", schema="league")
    op.drop_table("deleted_rows", schema="league")
