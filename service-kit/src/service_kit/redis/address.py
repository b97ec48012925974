"""The address and credentials of a Redis, parsed from a URL."""

import ssl
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit


@dataclass(frozen=True, slots=True)
class RedisAddress:
    """One Redis: a host and port, or the path of a unix socket."""

    host: str
    port: int
    path: str | None
    username: str | None
    password: str | None
    database: int
    tls: bool

    @classmethod
    def parse(cls, url: str) -> "RedisAddress":
        """Parses redis://, rediss:// and unix:// URLs. Raises ValueError for anything else."""
        parts = urlsplit(url)
        if parts.scheme not in {"redis", "rediss", "unix"}:
            raise ValueError("a Redis URL starts with redis://, rediss:// or unix://")
        query = parse_qs(parts.query)
        unix = parts.scheme == "unix"
        return cls(
            host=parts.hostname or "localhost",
            port=6379 if unix else parts.port or 6379,
            path=unquote(parts.path) if unix else None,
            username=_decoded(parts.username) or None,
            password=_decoded(parts.password) or _first(query, "password"),
            database=_database(parts, query, unix=unix),
            tls=parts.scheme == "rediss",
        )

    def greeting(self, client_name: str) -> list[tuple[str | int, ...]]:
        """The commands that must succeed before the connection is used."""
        commands: list[tuple[str | int, ...]] = []
        if self.password is not None:
            commands.append(("AUTH", *([self.username] if self.username else []), self.password))
        if self.database:
            commands.append(("SELECT", self.database))
        commands.append(("CLIENT", "SETNAME", client_name))
        return commands

    def tls_context(self) -> ssl.SSLContext | None:
        """The TLS context of a rediss:// address; None for plain connections."""
        return ssl.create_default_context() if self.tls else None


def _decoded(text: str | None) -> str | None:
    return None if text is None else unquote(text)


def _first(query: dict[str, list[str]], name: str) -> str | None:
    return query[name][0] if name in query else None


def _database(parts: SplitResult, query: dict[str, list[str]], *, unix: bool) -> int:
    text = _first(query, "db") or ("" if unix else parts.path.strip("/"))
    return int(text) if text else 0
