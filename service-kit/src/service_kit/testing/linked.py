"""Makes sure that the calls of a test travel over the link, which opens in the background."""

from service_kit.rpc.frames.streams import Streams
from service_kit.rpc.grpc_client import MeshClient
from service_kit.testing.waiting import until


async def linked(client: MeshClient, area: str, *, processes: int = 1) -> Streams:
    """Waits until streams to that many processes of an area are open, and returns the streams."""
    link = client.link(area)
    streams = link.streams
    assert streams is not None, "the client was made without `shares_streams`"

    def is_open() -> bool:
        return link.is_connected() and streams.pick() is not None and len(streams) >= processes

    await until(is_open)
    return streams
