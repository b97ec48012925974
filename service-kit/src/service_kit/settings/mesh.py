"""The settings that every process shares, read once from the environment; no other code reads it."""

from functools import cached_property
from pathlib import Path
from typing import Final, Literal, Self

from pydantic import AliasChoices, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings import SettingsError as SettingsSourceError

from service_kit.settings.areas import AREAS, WORKER
from service_kit.settings.database import (
    DatabaseSettings,
    dsn_from_parts,
    plain_dsn,
    role_name,
    role_password,
    with_login,
)
from service_kit.settings.files import (
    SettingsError,
    default_home,
    read_or_create_secret,
    read_text,
    run_directory,
)

_SHORTEST_SECRET: Final = 32


def from_env(*names: str) -> AliasChoices:
    """The environment variables of a setting, the most specific first."""
    return AliasChoices(*names)


class MeshSettings(DatabaseSettings, BaseSettings):
    """The settings that every process can need. A service subclasses it and adds its own fields.

    Each field is an environment variable (upper case, or the alias); tests pass fields by name:
    `MeshSettings(env="test", home=tmp_path)`. An empty variable counts as unset.
    """

    model_config = SettingsConfigDict(
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        validate_by_name=True,
        validate_by_alias=True,
        hide_input_in_errors=True,
    )

    env: Literal["development", "test", "production"] = Field(
        default="development", validation_alias=from_env("ALTSPORTS_ENV", "FASTAPI_ENV")
    )
    debug: bool = False
    home: Path = Field(default_factory=default_home, validation_alias=from_env("ALTSPORTS_HOME"))
    mesh_secret: SecretStr | None = Field(default=None, validation_alias=from_env("ALTSPORTS_MESH_SECRET"))

    host: str = Field(default="127.0.0.1", validation_alias=from_env("ALTSPORTS_HOST"))
    port: int = Field(default=8000, validation_alias=from_env("ALTSPORTS_PORT"))
    mcp_port: int = Field(default=8080, validation_alias=from_env("ALTSPORTS_MCP_PORT"))
    metrics_port: int | None = Field(
        default=None,
        ge=0,
        le=65535,
        validation_alias=from_env("ALTSPORTS_METRICS_PORT"),
        description="The port of the gateway's /metrics; by default its own port.",
    )
    mcp_metrics_port: int | None = Field(
        default=None,
        ge=0,
        le=65535,
        validation_alias=from_env("ALTSPORTS_MCP_METRICS_PORT"),
        description="The port of the MCP service's /metrics, for the gateway; by default its own port.",
    )
    metrics_host: str | None = Field(default=None, validation_alias=from_env("ALTSPORTS_METRICS_HOST"))
    container_port: int | None = Field(default=None, validation_alias=from_env("PORT"))
    public_url: str | None = Field(default=None, validation_alias=from_env("ALTSPORTS_PUBLIC_URL"))
    mcp_url: str | None = Field(default=None, validation_alias=from_env("ALTSPORTS_MCP_URL"))
    cors_origins: str = "http://localhost:3000,http://localhost:5173"
    cors_allow_origins: str = ""

    link: bool = Field(default=True, validation_alias=from_env("ALTSPORTS_LINK"))

    redis_url: SecretStr | None = None
    redis_prefix: str = Field(default="altsports", validation_alias=from_env("ALTSPORTS_REDIS_PREFIX"))

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] | None = Field(
        default=None, validation_alias=from_env("ALTSPORTS_LOG_LEVEL")
    )
    log_format: Literal["json", "text"] = Field(
        default="json", validation_alias=from_env("ALTSPORTS_LOG_FORMAT")
    )
    log_file: Path | None = None
    enable_tracing: bool = False
    otel_exporter_otlp_endpoint: str | None = None
    otel_traces_sampler_arg: float = Field(default=1.0, ge=0, le=1)

    @classmethod
    def read(cls) -> Self:
        """The settings of the environment. Raises SettingsError."""
        try:
            return cls()
        except ValidationError as error:
            raise SettingsError(_explained(error)) from None
        except SettingsSourceError as error:  # a variable that should hold JSON
            raise SettingsError(f"settings: {error}") from None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature of pydantic-settings
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Names are for tests: a field with a variable of its own is not read from HOME, HOST or PORT."""
        for source in (env_settings, dotenv_settings):
            source.config = source.config | SettingsConfigDict(validate_by_name=False)
        return init_settings, env_settings, dotenv_settings, file_secret_settings

    @model_validator(mode="after")
    def _expand_home(self) -> Self:
        self.home = self.home.expanduser().absolute()
        return self

    @cached_property
    def run_directory(self) -> Path:
        """The folder of sockets and locks."""
        return run_directory(self.home)

    @property
    def secret_file(self) -> Path:
        """Where the secret is kept if the environment does not have it."""
        return self.home / "secrets" / "mesh_secret"

    @cached_property
    def secret(self) -> bytes:
        """The secret of the mesh, created at first use outside production. Raises SettingsError."""
        path = self.secret_file
        if self.mesh_secret is not None:
            text: str | None = self.mesh_secret.get_secret_value()
        elif self.env == "production":
            text = read_text(path)
        else:
            text = read_or_create_secret(path)
        if text is None:
            raise SettingsError(
                "ALTSPORTS_MESH_SECRET is not set: production needs one secret shared by all processes, "
                "such as the output of `openssl rand -base64 48`"
            )
        if self.env == "production" and len(text) < _SHORTEST_SECRET:
            raise SettingsError(f"ALTSPORTS_MESH_SECRET is shorter than {_SHORTEST_SECRET} characters")
        return text.encode()

    def address(self, area: str) -> str:
        """The gRPC target of a service, such as "unix:/home/me/run/league.sock" or "dns:///league:50061"."""
        given = getattr(self, f"{area}_address")
        return given or f"unix:{self.run_directory / f'{area}.sock'}"

    def addresses(self) -> dict[str, str]:
        """The gRPC targets of all services by area."""
        return {area: self.address(area) for area in AREAS}

    def every_address(self) -> dict[str, str]:
        """The gRPC targets of the services and of the worker, which serves only diagnostics."""
        return {area: self.address(area) for area in (*AREAS, WORKER)}

    def bind_address(self, area: str) -> str:
        """The address on which a service listens: its socket, or PORT or the port of its target on `host`.

        The host of the target is not used, because the name of a balanced group need not be this machine.
        """
        address = self.address(area)
        if address.startswith("unix:"):
            return address
        _, separator, port = address.rpartition(":")
        if not separator or not port.isdigit():
            raise SettingsError(f"ALTSPORTS_{area.upper()}_ADDRESS must end with a port, such as :50061")
        return f"{self.host}:{self.container_port or port}"

    def admin_dsn(self) -> str:
        """The administrator's DSN: DATABASE_URL, otherwise DB_*, otherwise that of the running local mesh."""
        if self.database_url is not None:
            return self._plain(self.database_url.get_secret_value(), "DATABASE_URL")
        url = dsn_from_parts(self) or read_text(self.run_directory / "database_url")
        if url is None:
            raise SettingsError(
                "DATABASE_URL is not set and no local mesh runs; set it, or start one with `altsports up`"
            )
        return url

    def area_dsn(self, area: str) -> str:
        """The DSN of a service with its own role, from `<AREA>_DATABASE_URL` or derived."""
        given: SecretStr | None = getattr(self, f"{area}_database_url")
        if given is not None:
            return self._plain(given.get_secret_value(), f"{area.upper()}_DATABASE_URL")
        return with_login(self.admin_dsn(), role_name(area), role_password(area, self.secret))

    def redis_dsn(self) -> str:
        """REDIS_URL, otherwise the running local mesh, otherwise the local default port."""
        if self.redis_url is not None:
            return self.redis_url.get_secret_value()
        return read_text(self.run_directory / "redis_url") or "redis://127.0.0.1:6379/0"

    def allowed_origins(self) -> tuple[str, ...]:
        """The origins of CORS_ORIGINS and CORS_ALLOW_ORIGINS."""
        given = f"{self.cors_origins},{self.cors_allow_origins}".split(",")
        return tuple(dict.fromkeys(origin.strip().rstrip("/") for origin in given if origin.strip()))

    @property
    def effective_log_level(self) -> str:
        return self.log_level or ("DEBUG" if self.debug else "INFO")

    @property
    def tracing_enabled(self) -> bool:
        return self.enable_tracing or self.otel_exporter_otlp_endpoint is not None

    @staticmethod
    def _plain(url: str, name: str) -> str:
        try:
            return plain_dsn(url)
        except ValueError as error:
            raise SettingsError(f"{name}: {error}") from None


def _explained(error: ValidationError) -> str:
    """One line with each invalid setting and its rule, without values."""
    found = error.errors(include_input=False, include_url=False)
    parts = [f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in found]
    return "settings: " + "; ".join(parts)
