"""A client of the feed that comes back by itself and misses nothing.

python feed_client.py ws://localhost:8000/ws/updates bets eliminations
"""

import asyncio
import json
import random
import sys
from collections.abc import AsyncIterator, Sequence

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI

DELAYS_S = (1, 2, 4, 8, 16)
SAID_BESIDES = {"hello", "subscribed", "heartbeat", "error"}


async def follow(
    url: str,
    channels: Sequence[str],
    *,
    place: dict | None = None,
    delays_s: Sequence[float] = DELAYS_S,
) -> AsyncIterator[dict]:
    """Yields events, each once and in order, and snapshots. `place` is {seq, epoch} of the last one seen."""
    seen: dict[str, None] = {}
    failures = 0
    while True:
        try:
            async with connect(url, close_timeout=1) as socket:
                report(f"Connected to {url}; following {', '.join(channels)}.")
                wanted = {"type": "subscribe", "channels": list(channels)}
                await socket.send(json.dumps(wanted | ({"resume_from": place} if place else {})))
                async for text in socket:
                    message = json.loads(text)
                    if "seq" in message and message["type"] != "hello":  # hello tells where the feed is
                        failures, place = 0, {"seq": message["seq"], "epoch": message["epoch"]}
                    if message["type"] == "error":
                        report(f"The feed refused a request: {message['detail']}")
                    if message["type"] not in SAID_BESIDES and is_new(message.get("id"), seen):
                        yield message
            problem = "The server closed the connection"
        except ConnectionClosed as error:
            problem = f"The connection broke: {error}"
        except (OSError, InvalidHandshake) as error:
            problem = f"Cannot connect to {url}: {error}"
        delay = delays_s[min(failures, len(delays_s) - 1)] * random.uniform(0.8, 1.2)  # noqa: S311 - spreads clients
        failures += 1
        report(f"{problem}. Trying again in {delay:.1f} s.")
        await asyncio.sleep(delay)


def report(sentence: str) -> None:
    """Writes to standard error, so that standard output contains only events."""
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201 - for people


def is_new(event_id: str | None, seen: dict[str, None]) -> bool:
    """False for an event that is sent again: Redis may lose its last second, and gets it once more."""
    if event_id is None:
        return True
    if event_id in seen:
        return False
    seen[event_id] = None
    if len(seen) > 1000:
        del seen[next(iter(seen))]
    return True


async def main() -> None:
    if not sys.argv[1:]:
        sys.exit(__doc__)
    async for message in follow(sys.argv[1], sys.argv[2:] or ["bets", "lines", "eliminations"]):
        print(json.dumps(message), flush=True)  # noqa: T201 - for people


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except InvalidURI:
        sys.exit(f"{sys.argv[1]} is not the address of a feed, such as ws://localhost:8000/ws/updates")
    except KeyboardInterrupt:
        sys.exit(130)
