"""The health check that containers run every half minute."""

import asyncio
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from service_kit.process import healthcheck
from service_kit.rpc.diagnostics import Diagnostics
from service_kit.rpc.grpc_server import Server
from service_kit.settings.areas import AREAS, WORKER


@pytest.fixture(autouse=True)
def container(monkeypatch: pytest.MonkeyPatch, tmp_path) -> pytest.MonkeyPatch:
    """The environment of a container with one service in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ALTSPORTS_HOME", str(tmp_path))
    monkeypatch.setenv("ALTSPORTS_HOST", "0.0.0.0")
    monkeypatch.setenv("ALTSPORTS_LEAGUE_ADDRESS", "dns:///league:50061")
    return monkeypatch


@pytest.fixture
def page(container) -> Iterator[dict[str, int]]:
    """A process that answers with the status given by path, on PORT."""
    statuses: dict[str, int] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(statuses.get(self.path, 404))
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Silent."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    container.setenv("PORT", str(server.server_port))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield statuses
    server.shutdown()
    server.server_close()
    thread.join()


async def test_a_service_that_serves_is_well_on_the_port_that_it_was_given(container):
    server = Server(b"secret", Diagnostics("league-service"))
    port = await server.start("127.0.0.1:0")
    container.setenv("PORT", str(port))
    assert await asyncio.to_thread(healthcheck.main, "league") is None
    await server.stop(0)


async def test_a_service_on_a_socket_is_asked_there(container, tmp_path):
    container.setenv("ALTSPORTS_LEAGUE_ADDRESS", f"unix:{tmp_path / 'league.sock'}")
    server = Server(b"secret", Diagnostics("league-service"))
    await server.start(f"unix:{tmp_path / 'league.sock'}")
    assert await asyncio.to_thread(healthcheck.main, "league") is None
    await server.stop(0)


def test_a_service_that_is_not_there_is_not_well(container):
    container.setenv("PORT", "1")
    assert healthcheck.main("league") == "127.0.0.1:1: UNAVAILABLE"


@pytest.mark.parametrize(("name", "path"), [("gateway", "/health"), ("mcp", "/readyz")])
def test_an_edge_is_well_when_its_page_says_so(page, name, path):
    page[path] = 200
    assert healthcheck.main(name) is None
    page[path] = 503
    assert healthcheck.main(name) == f"{path}: 503"


def test_an_edge_that_is_not_there_is_not_well(container):
    container.setenv("PORT", "1")
    assert healthcheck.main("gateway").startswith("/health: ")


def test_an_unknown_name_is_refused_with_the_known_ones():
    known = "|".join([*AREAS, WORKER, "gateway", "mcp"])
    assert healthcheck.main("") == f"usage: python -m service_kit.process.healthcheck {known}"
