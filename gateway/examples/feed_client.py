"""A client of the feed that comes back by itself and misses nothing.

python feed_client.py ws://localhost:8000/ws/updates bets eliminations
"""

import asyncio
import json
import random
import sys
from collections.abc import AsyncIterator, Sequence

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

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
                wanted = {"type": "subscribe", "channels": list(channels)}
                await socket.send(json.dumps(wanted | ({"resume_from": place} if place else {})))
                async for text in socket:
                    message = json.loads(text)
                    if "seq" in message and message["type"] != "hello":  # hello tells where the feed is
                        failures, place = 0, {"seq": message["seq"], "epoch": message["epoch"]}
                    if message["type"] not in SAID_BESIDES and is_new(message.get("id"), seen):
                        yield message
        except (OSError, ConnectionClosed, InvalidHandshake):
            pass
        delay = delays_s[min(failures, len(delays_s) - 1)]
        failures += 1
        await asyncio.sleep(delay * random.uniform(0.8, 1.2))  # noqa: S311 - spreads clients


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
    async for message in follow(sys.argv[1], sys.argv[2:] or ["bets", "lines", "eliminations"]):
        print(json.dumps(message), flush=True)  # noqa: T201 - for people


if __name__ == "__main__":
    asyncio.run(main())
