"""Settings of the gateway."""

import socket
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field

from service_kit.edge.settings import EdgeSettings
from service_kit.files.settings import FileSettings


class GatewaySettings(EdgeSettings, FileSettings):
    """The settings of the gateway; sizes are in bytes, times in seconds."""

    max_in_flight: int = Field(
        default=2000,
        ge=1,
        validation_alias="ALTSPORTS_MAX_IN_FLIGHT",
        description="The maximum number of concurrent requests; more get 503.",
    )
    allowed_hosts: str = Field(
        default="",
        validation_alias="ALTSPORTS_ALLOWED_HOSTS",
        description="The host names that clients use, separated by commas; *.example.com includes all below. "
        "Always allowed: localhost, IP addresses, and the host of ALTSPORTS_PUBLIC_URL; outside production, "
        "also the name of this machine. * allows every host.",
    )
    docs_enabled: bool = True
    max_upload_mib: int = Field(
        default=32,
        ge=1,
        le=1024,
        validation_alias="ALTSPORTS_MAX_UPLOAD_MIB",
        description="The size of the files of one import together, in MiB.",
    )
    upload_timeout_s: float = Field(
        default=300.0,
        gt=0,
        validation_alias="ALTSPORTS_UPLOAD_TIMEOUT",
        description="The time a client has to send the files of an import.",
    )
    max_transfers: int = Field(
        default=16,
        ge=1,
        validation_alias="ALTSPORTS_MAX_TRANSFERS",
        description="The number of files that a process receives at a time; each takes up to 10 MiB.",
    )
    mcp_public_url: str | None = Field(
        default=None,
        validation_alias="ALTSPORTS_MCP_PUBLIC_URL",
        description="The URL that pages show to agents; by default the host of the page and the port of MCP.",
    )
    workers: int = Field(
        default=1,
        ge=1,
        validation_alias="WEB_CONCURRENCY",
        description="The number of processes behind the port; 4 in the image.",
    )
    listen_fd: int | None = Field(
        default=None,
        validation_alias="ALTSPORTS_LISTEN_FD",
        description="Set for a worker by its parent: the listening socket.",
    )
    metrics_fd: int | None = Field(
        default=None,
        validation_alias="ALTSPORTS_METRICS_FD",
        description="Set for a worker by its parent: the listening socket of /metrics.",
    )
    workers_folder: Path | None = Field(
        default=None,
        validation_alias="ALTSPORTS_WORKERS_FOLDER",
        description="Set for a worker by its parent: the folder of the workers' sockets.",
    )
    worker: str = Field(
        default="",
        validation_alias="ALTSPORTS_WORKER",
        description="Set for a worker by its parent: its number.",
    )
    health_interval_s: float = Field(
        default=15.0,
        gt=0,
        validation_alias="ALTSPORTS_HEALTH_INTERVAL",
        description="The interval of the gateway's health checks, for uptime and error rates.",
    )
    cache_mib: int = Field(
        default=64,
        ge=1,
        validation_alias="ALTSPORTS_CACHE_MIB",
        description="The memory of Redis that cached answers may use, in MiB, for all gateways together.",
    )
    feed_heartbeat_s: float = Field(
        default=30.0,
        gt=0,
        validation_alias="ALTSPORTS_FEED_HEARTBEAT",
        description="The interval of heartbeats and pings to clients of the feed.",
    )
    feed_connections_per_user: int = Field(
        default=50,
        ge=0,
        validation_alias="ALTSPORTS_FEED_CONNECTIONS_PER_USER",
        description="The maximum number of feed clients over all gateways; 0: no limit.",
    )
    feed_connections_per_address: int = Field(
        default=200,
        ge=0,
        validation_alias="ALTSPORTS_FEED_CONNECTIONS_PER_ADDRESS",
        description="The maximum number of anonymous feed clients per address.",
    )
    feed_subscriptions: int = Field(
        default=20,
        ge=1,
        validation_alias="ALTSPORTS_FEED_SUBSCRIPTIONS",
        description="The maximum number of subscriptions per connection.",
    )
    feed_buffer_bytes: int = Field(
        default=262_144,
        ge=16_384,
        validation_alias="ALTSPORTS_FEED_BUFFER_BYTES",
        description="The queue of one feed client; slower clients are closed with 1013.",
    )

    def hosts(self) -> list[str]:
        """The host names that the gateway answers for."""
        public = urlsplit(self.public_url).hostname if self.public_url else None
        here = socket.gethostname().lower()
        own = [] if self.env == "production" else [here, f"{here.partition('.')[0]}.local"]
        return [self.host, *([public] if public else []), *own, *self.allowed_hosts.split(",")]

    @property
    def listen_port(self) -> int:
        """PORT, which containers set, or ALTSPORTS_PORT."""
        return self.container_port or self.port
