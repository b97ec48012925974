"""The metrics of all workers behind one port: each sends its own over a socket to the one that is scraped."""

import asyncio
import contextlib
from pathlib import Path

from gateway_service.pages.exposition import with_label
from service_kit.telemetry import metrics

_TIMEOUT_S = 1.0


class WorkerMetrics:
    """This gateway's metrics or, with the shared `folder`, those of all workers, labelled `worker`.

    They are not summed: a replaced worker starts at 0, which is visible only by its label.
    """

    def __init__(self, folder: Path | None, worker: str) -> None:
        self._folder = folder
        self._worker = worker
        self._server: asyncio.Server | None = None

    async def open(self) -> None:
        if self._folder is None:
            return
        path = self._folder / self._worker
        path.unlink(missing_ok=True)  # of the previous worker in this slot
        self._server = await asyncio.start_unix_server(_tell, path)

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    async def text(self) -> str:
        """The metrics in Prometheus' text format 0.0.4, without workers that do not answer."""
        if self._folder is None:
            return metrics.render()
        workers = sorted(path for path in self._folder.iterdir() if path.is_socket())
        texts = await asyncio.gather(*(self._of(path) for path in workers))
        return "".join(
            with_label(text, "worker", path.name) for path, text in zip(workers, texts, strict=True)
        )

    async def _of(self, path: Path) -> str:
        if path.name == self._worker:
            return metrics.render()
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                reader, writer = await asyncio.open_unix_connection(path)
                with contextlib.closing(writer):
                    return (await reader.read()).decode()
        except (OSError, TimeoutError):
            return ""


async def _tell(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError), contextlib.closing(writer):
        writer.write(metrics.render().encode())
        await writer.drain()
