"""Databases for tests: migrated once per run as a template, and copied within milliseconds for each test."""

import itertools
import os
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg.sql import SQL, Composed, Identifier

from service_kit.db import migrate
from service_kit.db.bootstrap import bootstrap, service_dsn
from service_kit.settings.database import plain_dsn
from service_kit.testing.stack import Stack


@dataclass(frozen=True)
class Clone:
    """A database of one test. `admin_dsn` is the superuser's; `dsn(area)` is that of a service."""

    admin_dsn: str
    secret: bytes

    def dsn(self, area: str) -> str:
        return service_dsn(self.admin_dsn, area, self.secret)


class Clones:
    """Creates templates and copies them; names start with that of the run, so runs do not collide."""

    def __init__(self, admin_url: str, stack: Stack, secret: bytes) -> None:
        self._admin_url = plain_dsn(admin_url)
        self._stack = stack
        self._secret = secret
        self._run = "test_" + stack.folder.name.rpartition("-")[2].lower()
        self._numbers = itertools.count(1)

    def create(self, migrations: dict[str, Path]) -> Clone:
        """Creates a database with the schemas of the areas at their latest migration."""
        template = self._template(migrations)
        name = self._next_name()
        self._copy(name, template)
        return Clone(with_database(self._admin_url, name), self._secret)

    def copy(self, clone: Clone) -> Clone:
        """Copies a database with its schemas and rows; it must not have connections."""
        name = self._next_name()
        self._copy(name, _name_of(clone))
        return Clone(with_database(self._admin_url, name), self._secret)

    def drop(self, clone: Clone) -> None:
        name = Identifier(_name_of(clone))
        self._execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))

    def drop_all(self) -> None:
        """Drops all databases of the run, for a server that outlives it."""
        with psycopg.connect(self._admin_url, autocommit=True) as connection:
            query = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
            for (name,) in connection.execute(query, [self._run + "_"]).fetchall():
                connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))

    def _next_name(self) -> str:
        return f"{self._run}_{os.getpid()}_{next(self._numbers)}"

    def _template(self, migrations: dict[str, Path]) -> str:
        areas = sorted(migrations)
        name = "_".join([self._run, "template", *areas])
        made = self._stack.folder / f"{name}.made"
        with self._stack.locked("templates"):
            if not made.exists():
                self._copy(name, "template0")
                dsn = with_database(self._admin_url, name)
                bootstrap(dsn, self._secret, areas)
                for area in areas:
                    migrate.upgrade(service_dsn(dsn, area, self._secret), migrations[area])
                made.touch()
        return name

    def _copy(self, name: str, template: str) -> None:
        statement = SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        self._execute(statement.format(Identifier(name), Identifier(template)))

    def _execute(self, statement: Composed) -> None:
        with psycopg.connect(self._admin_url, autocommit=True) as connection:
            connection.execute(statement)


def _name_of(clone: Clone) -> str:
    return urlsplit(clone.admin_dsn).path.lstrip("/")


def with_database(url: str, name: str) -> str:
    """The URL of another database on the same server, with the same login."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"postgresql://{parts.netloc}/{name}{query}"


def migrations_of(area: str) -> Path:
    """The migrations folder of a service of this workspace, beside its `src`."""
    package = find_spec(f"{area}_service")
    if package is None or package.origin is None:
        raise LookupError(f"the package {area}_service is not installed")
    return Path(package.origin).parents[2] / "migrations"
