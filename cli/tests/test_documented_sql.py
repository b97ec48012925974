"""The documented SQL file creates all tables in an empty database, without the mesh."""

import secrets

import psycopg
from psycopg.sql import SQL, Identifier

from altsports_cli.migrations.documented import creation_file

DOCUMENTED = {
    *("auth.users", "clubs.teams", "clubs.players", "clubs.formations", "clubs.events", "clubs.matches"),
    *("clubs.match_events", "clubs.match_lineups", "clubs.player_match_statistics", "league.leagues"),
}


def test_the_file_makes_the_documented_tables_in_an_empty_database(postgres_url: str) -> None:
    name = f"altsports_documented_{secrets.token_hex(4)}"
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        try:
            with psycopg.connect(postgres_url, dbname=name) as connection:
                connection.execute(creation_file().read_bytes())
                found = connection.execute("SELECT schemaname || '.' || tablename FROM pg_tables").fetchall()
        finally:
            server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))
    assert {table for (table,) in found} >= DOCUMENTED
