"""The addresses of the databases: one URL for administration, from which each service derives its login."""

import hashlib
import hmac
from urllib.parse import quote, urlsplit

from pydantic import Field, SecretStr

from service_kit.settings.areas import AreaSettings

_NAMES_OF_POSTGRES = {"postgres", "postgresql"}


class DatabaseSettings(AreaSettings):
    """DATABASE_URL overrides the DB_* parts; `<AREA>_DATABASE_URL` overrides the derived URL of that service.

    Pool sizes are in connections; times are in seconds.
    """

    database_url: SecretStr | None = None
    db_host: str | None = None
    db_port: int = 5432
    db_user: str = "postgres"
    db_password: SecretStr = SecretStr("")
    db_name: str = "altsports"

    db_pool_min_size: int = Field(default=1, ge=0)
    db_pool_max_size: int = Field(default=30, ge=1)
    db_pool_timeout: float = Field(default=30, gt=0)
    db_pool_recycle: float = Field(default=300, gt=0)
    db_pipeline_connections: int = Field(default=2, ge=0)
    db_query_timeout: float = Field(default=60, gt=0)


def role_name(area: str) -> str:
    """The database role of a service: "altsports_league"."""
    return f"altsports_{area}"


def role_password(area: str, mesh_secret: bytes) -> str:
    """The password of a service's role, derived from the secret so that passwords need not be stored."""
    return hmac.new(mesh_secret, f"database role {area}".encode(), hashlib.sha256).hexdigest()


def dsn_from_parts(settings: DatabaseSettings) -> str | None:
    """The URL built from the DB_* settings; None without DB_HOST."""
    if settings.db_host is None:
        return None
    user = quote(settings.db_user, safe="")
    password = quote(settings.db_password.get_secret_value(), safe="")
    login = f"{user}:{password}" if password else user
    host = f"[{settings.db_host}]" if ":" in settings.db_host else settings.db_host
    return f"postgresql://{login}@{host}:{settings.db_port}/{quote(settings.db_name, safe='')}"


def plain_dsn(url: str) -> str:
    """The URL for libpq: "postgresql+asyncpg://..." and "postgres://..." become "postgresql://..."."""
    scheme, separator, rest = url.partition("://")
    if not separator or scheme.partition("+")[0] not in _NAMES_OF_POSTGRES:
        raise ValueError("the database URL must have the form postgresql://user:password@host:port/name")
    return f"postgresql://{rest}"


def with_login(url: str, user: str, password: str) -> str:
    """The URL of the same database with another login."""
    parts = urlsplit(url)
    address = parts.netloc.rpartition("@")[2]
    login = f"{quote(user, safe='')}:{quote(password, safe='')}"
    # Built by hand: urlunsplit drops the slashes before an empty host, and socket URLs have an empty host.
    query = f"?{parts.query}" if parts.query else ""
    return f"postgresql://{login}@{address}{parts.path}{query}"
