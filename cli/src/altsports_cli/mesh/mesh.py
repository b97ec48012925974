"""The mesh on this machine: its stores, ports and links, and the environment of its processes."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from altsports_cli.machine.home import Home
from altsports_cli.machine.ports import WantedPort
from altsports_cli.settings import CommandSettings
from altsports_cli.stores.embedded_postgres import EmbeddedPostgres
from altsports_cli.stores.embedded_redis import EmbeddedRedis
from service_kit.settings.areas import AREAS

DEMO_ADMIN_EMAIL = "admin@altsports.local"
ANY_HOST = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared with, not bound


@dataclass(frozen=True)
class Mesh:
    """The mesh of a home. gateways: their number, on consecutive ports. inherited: our own environment."""

    settings: CommandSettings
    gateways: int = 1
    inherited: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))

    @cached_property
    def home(self) -> Home:
        return Home(self.settings.home)

    @cached_property
    def postgres(self) -> EmbeddedPostgres | None:
        """The embedded server; None if DATABASE_URL is set."""
        given = self.settings.database_url is not None or self.settings.db_host is not None
        return None if given else EmbeddedPostgres.of(self.home)

    @cached_property
    def redis(self) -> EmbeddedRedis | None:
        """The embedded server; None if REDIS_URL is set."""
        return None if self.settings.redis_url is not None else EmbeddedRedis.of(self.home)

    @cached_property
    def database_url(self) -> str:
        return self.postgres.url if self.postgres else self.settings.admin_dsn()

    @cached_property
    def redis_url(self) -> str:
        return self.redis.url if self.redis else self.settings.redis_dsn()

    @property
    def gateway_ports(self) -> list[int]:
        return list(range(self.settings.port, self.settings.port + self.gateways))

    @property
    def wanted_ports(self) -> list[WantedPort]:
        settings, host = self.settings, self.settings.host
        wanted = [
            WantedPort(host, settings.port, "ALTSPORTS_PORT", self.gateways),
            WantedPort(host, settings.mcp_port, "ALTSPORTS_MCP_PORT"),
        ]
        host = settings.metrics_host or host
        if settings.metrics_port is not None:
            wanted.append(WantedPort(host, settings.metrics_port, "ALTSPORTS_METRICS_PORT", self.gateways))
        if settings.mcp_metrics_port is not None:
            wanted.append(WantedPort(host, settings.mcp_metrics_port, "ALTSPORTS_MCP_METRICS_PORT"))
        return wanted

    @property
    def visible_host(self) -> str:
        """The host that clients on this machine use."""
        host = self.settings.host
        shown = ANY_HOST.get(host, host)
        return f"[{shown}]" if ":" in shown else shown

    @property
    def links(self) -> dict[str, str]:
        """The addresses that users open, by name."""
        gateway = f"http://{self.visible_host}:{self.settings.port}"
        more = {
            f"Gateway {number}": f"http://{self.visible_host}:{port}"
            for number, port in enumerate(self.gateway_ports[1:], start=2)
        }
        mcp = f"http://{self.visible_host}:{self.settings.mcp_port}/mcp"
        pages = {"Pages": f"{gateway}/", "NFL experts": f"{gateway}/live", "Docs": f"{gateway}/docs"}
        return {"Gateway": gateway, **pages, "Agents (MCP)": mcp, **more}

    @cached_property
    def admin(self) -> tuple[str, str] | None:
        """E-mail and password of the first administrator; in production only if they are set."""
        settings = self.settings
        if settings.admin_password is not None:
            return settings.admin_email or DEMO_ADMIN_EMAIL, settings.admin_password.get_secret_value()
        if settings.env == "production":
            return None
        return settings.admin_email or DEMO_ADMIN_EMAIL, self.home.password("admin_password")

    @property
    def shown_admin(self) -> tuple[str, str] | None:
        """The login to show at the start; none in production."""
        return None if self.settings.env == "production" else self.admin

    @property
    def own_settings(self) -> dict[str, str]:
        """The settings that connect a process to this home."""
        return {"ALTSPORTS_HOME": str(self.home.path), "ALTSPORTS_ENV": self.settings.env}

    @cached_property
    def shared(self) -> dict[str, str]:
        """The settings of every process of the mesh, which other commands also need to reach it."""
        settings = {
            **self.own_settings,
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "ALTSPORTS_PORT": str(self.settings.port),
            "ALTSPORTS_MCP_PORT": str(self.settings.mcp_port),
            "ALTSPORTS_MCP_URL": self.settings.mcp_url
            or f"http://{self.visible_host}:{self.settings.mcp_port}",
        }
        settings |= {f"ALTSPORTS_{area.upper()}_ADDRESS": self.settings.address(area) for area in AREAS}
        if self.admin is not None:
            settings |= {"ALTSPORTS_ADMIN_EMAIL": self.admin[0], "ALTSPORTS_ADMIN_PASSWORD": self.admin[1]}
        return settings

    def environment(self, **own: str) -> dict[str, str]:
        """The environment of one process."""
        return {**self.inherited, **self.shared, "PYTHONUNBUFFERED": "1", **own}
