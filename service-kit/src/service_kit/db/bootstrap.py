"""Creates roles, schemas and extensions of the mesh in one PostgreSQL; safe to repeat and run in parallel."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import psycopg
from psycopg import errors as pg
from psycopg.sql import SQL, Identifier, Literal

from altsports.contract.namespaces import schemas_of
from service_kit.settings.areas import AREAS
from service_kit.settings.database import plain_dsn, role_name, role_password, with_login
from service_kit.settings.files import SettingsError

_LOCK: Final = int.from_bytes(b"altsport")
_EXTENSIONS_SCHEMA: Final = "extensions"
_ATTEMPTS: Final = 5
_SCRAM: Final = b"scram-sha-256"

# Roles belong to the server, but the lock to one database, so it cannot exclude a concurrent bootstrap of
# another database. The loser of that race gets one of these errors and retries.
_LOST_RACE: Final = (pg.DuplicateObject, pg.UniqueViolation, pg.InternalError_, pg.DeadlockDetected)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bootstrapped:
    """The result: the areas with role and schema, and whether embeddings can be stored."""

    areas: tuple[str, ...]
    has_vector: bool


def service_dsn(admin_dsn: str, area: str, secret: bytes) -> str:
    """The DSN of the same database with the service's own role, whose password is derived from the secret."""
    return with_login(plain_dsn(admin_dsn), role_name(area), role_password(area, secret))


def bootstrap(admin_dsn: str, secret: bytes, areas: Sequence[str] = AREAS) -> Bootstrapped:
    """Creates a role and the schemas of each area, so that a service can access only its own tables.

    The administrator needs only CREATEROLE, and CREATE on the database. Raises psycopg.Error if the server
    does not answer or refuses, SettingsError if the database's encoding is not UTF-8.
    """
    for _ in range(_ATTEMPTS - 1):
        try:
            return _bootstrap(admin_dsn, secret, areas)
        except _LOST_RACE as error:
            logger.info("bootstrap is retried: %s", error.diag.message_primary)
    return _bootstrap(admin_dsn, secret, areas)


def _bootstrap(admin_dsn: str, secret: bytes, areas: Sequence[str]) -> Bootstrapped:
    with psycopg.connect(plain_dsn(admin_dsn), connect_timeout=10) as connection:
        refuse_other_encodings(connection)
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        _close_the_commons(connection)
        for area in areas:
            _ensure_role(connection, role_name(area), role_password(area, secret))
            for schema in schemas_of(area):
                _ensure_schema(connection, schema, role_name(area))
        extension_schema = _ensure_vector(connection)
        for area in areas:
            _set_search_path(connection, area, extension_schema)
    return Bootstrapped(tuple(areas), extension_schema is not None)


def refuse_other_encodings(connection: psycopg.Connection) -> None:
    """Raises SettingsError if the encoding is not UTF-8: names would be refused, or never found."""
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise SettingsError(
            f"the database {connection.info.dbname} has the encoding {encoding}, but UTF8 is required:"
            " create another one with CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0"
        )


def _close_the_commons(connection: psycopg.Connection) -> None:
    """Prevents roles from creating anything outside their own schema."""
    connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    connection.execute(SQL("REVOKE CREATE ON DATABASE {} FROM PUBLIC").format(_database(connection)))


def _database(connection: psycopg.Connection) -> Identifier:
    return Identifier(connection.info.dbname)


def _ensure_role(connection: psycopg.Connection, role: str, password: str) -> None:
    name = Identifier(role)
    if not _exists(connection, "SELECT FROM pg_roles WHERE rolname = %s", role):
        connection.execute(SQL("CREATE ROLE {} LOGIN").format(name))
    # Hashed here, so that no statement and no server log contains the password.
    hashed = connection.pgconn.encrypt_password(password.encode(), role.encode(), _SCRAM).decode()
    connection.execute(SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(name, Literal(hashed)))
    connection.execute(SQL("GRANT CONNECT ON DATABASE {} TO {}").format(_database(connection), name))
    if not _exists(connection, "SELECT FROM pg_roles WHERE rolname = current_user AND rolsuper"):
        connection.execute(
            SQL("GRANT {} TO CURRENT_USER").format(name)
        )  # needed to make the role the owner of a schema


def _ensure_schema(connection: psycopg.Connection, schema: str, role: str) -> None:
    names = (Identifier(schema), Identifier(role))
    connection.execute(SQL("CREATE SCHEMA IF NOT EXISTS {} AUTHORIZATION {}").format(*names))
    connection.execute(SQL("ALTER SCHEMA {} OWNER TO {}").format(*names))
    connection.execute(SQL("REVOKE ALL ON SCHEMA {} FROM PUBLIC").format(names[0]))


def _ensure_vector(connection: psycopg.Connection) -> str | None:
    """Returns the schema of the extension vector, or None if this server does not have it."""
    if _exists(connection, "SELECT FROM pg_available_extensions WHERE name = 'vector'"):
        try:
            with connection.transaction():
                connection.execute(
                    SQL("CREATE SCHEMA IF NOT EXISTS {}").format(Identifier(_EXTENSIONS_SCHEMA))
                )
                connection.execute(
                    SQL("CREATE EXTENSION IF NOT EXISTS vector SCHEMA {}").format(
                        Identifier(_EXTENSIONS_SCHEMA)
                    )
                )
        except (pg.InsufficientPrivilege, pg.FeatureNotSupported, pg.UndefinedFile) as error:
            logger.warning("extension vector is not available: %s", error.diag.message_primary)
    row = connection.execute(
        "SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
        " WHERE e.extname = 'vector'"
    ).fetchone()
    return row[0] if row else None


def _set_search_path(connection: psycopg.Connection, area: str, extension_schema: str | None) -> None:
    role = Identifier(role_name(area))
    path = [area, extension_schema] if extension_schema else [area]
    names = SQL(", ").join(Identifier(name) for name in path)
    connection.execute(SQL("ALTER ROLE {} SET search_path = {}").format(role, names))
    if extension_schema:
        connection.execute(SQL("GRANT USAGE ON SCHEMA {} TO {}").format(Identifier(extension_schema), role))


def _exists(connection: psycopg.Connection, query: str, *params: str) -> bool:
    return connection.execute(query.encode(), params or None).fetchone() is not None
