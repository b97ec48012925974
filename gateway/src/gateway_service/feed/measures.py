"""What the feed counts."""

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

from service_kit.telemetry.metrics import SECONDS

CONNECTIONS: Final = Gauge("feed_connections", "Clients that listen to the feed.", ["wire"])
EVENTS: Final = Counter("feed_events", "Events that came in for the feed, by channel.", ["channel"])
SENT: Final = Counter("feed_messages_sent", "Events sent to clients.", ["wire"])
CLOSED: Final = Counter("feed_closed", "Clients that were sent away, by why.", ["reason"])
RESUMED: Final = Counter("feed_resumed", "Clients that came back, by where what they missed was.", ["source"])
DELAY: Final = Histogram(
    "feed_delay_seconds", "From when an event happened until it was given to all clients.", buckets=SECONDS
)
