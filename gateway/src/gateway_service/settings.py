"""What an operator can set about the gateway."""

from pathlib import Path

from pydantic import Field

from service_kit.edge.settings import EdgeSettings


class GatewaySettings(EdgeSettings):
    """The settings of the gateway; sizes are in bytes, times in seconds."""

    max_in_flight: int = Field(
        2000,
        ge=1,
        validation_alias="ALTSPORTS_MAX_IN_FLIGHT",
        description="Requests answered at once; more get 503.",
    )
    workers: int = Field(
        1,
        ge=1,
        validation_alias="WEB_CONCURRENCY",
        description="Processes behind the port; the image has 4.",
    )
    listen_fd: int | None = Field(
        None,
        validation_alias="ALTSPORTS_LISTEN_FD",
        description="Set for a worker by its parent: the listening socket.",
    )
    workers_folder: Path | None = Field(
        None,
        validation_alias="ALTSPORTS_WORKERS_FOLDER",
        description="Set for a worker by its parent: where the workers meet.",
    )
    worker: str = Field(
        "", validation_alias="ALTSPORTS_WORKER", description="Set for a worker by its parent: its number."
    )
    health_interval_s: float = Field(
        15.0,
        gt=0,
        validation_alias="ALTSPORTS_HEALTH_INTERVAL",
        description="How often the gateway looks at everything it needs, for uptime and error rates.",
    )
    feed_heartbeat_s: float = Field(
        30.0,
        gt=0,
        validation_alias="ALTSPORTS_FEED_HEARTBEAT",
        description="How often clients of the feed hear that it lives, and are asked whether they do.",
    )
    feed_connections_per_user: int = Field(
        50,
        ge=0,
        validation_alias="ALTSPORTS_FEED_CONNECTIONS_PER_USER",
        description="Clients of the feed at a time, over all gateways; 0: no limit.",
    )
    feed_connections_per_address: int = Field(
        200,
        ge=0,
        validation_alias="ALTSPORTS_FEED_CONNECTIONS_PER_ADDRESS",
        description="The same for anonymous clients of one address.",
    )
    feed_subscriptions: int = Field(
        20, ge=1, validation_alias="ALTSPORTS_FEED_SUBSCRIPTIONS", description="Subscriptions per connection."
    )
    feed_buffer_bytes: int = Field(
        262_144,
        ge=16_384,
        validation_alias="ALTSPORTS_FEED_BUFFER_BYTES",
        description="What may wait for one client of the feed; who reads more slowly is closed with 1013.",
    )

    @property
    def listen_port(self) -> int:
        """PORT as containers set it, else ALTSPORTS_PORT."""
        return self.container_port or self.port
