"""The metrics of the feed."""

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

from service_kit.telemetry.metrics import SECONDS

CONNECTIONS: Final = Gauge("feed_connections", "Connected feed clients.", ["wire"])
EVENTS: Final = Counter("feed_events", "Events read for the feed, by channel.", ["channel"])
SENT: Final = Counter("feed_messages_sent", "Events sent to clients.", ["wire"])
CLOSED: Final = Counter("feed_closed", "Connections closed by the gateway, by reason.", ["reason"])
RESUMED: Final = Counter(
    "feed_resumed", "Resumed connections, by the source of the missed events.", ["source"]
)
DELAY: Final = Histogram(
    "feed_delay_seconds", "Seconds from an event until it is delivered to all clients.", buckets=SECONDS
)
