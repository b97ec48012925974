"""The private parts of uvicorn and websockets that edge/protocols uses: an upgrade must not change them."""

import ast
import asyncio
import hashlib
import inspect
import textwrap
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

import pytest
import uvicorn
from packaging.requirements import Requirement
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.server import ServerProtocol

from service_kit.edge.protocols.http import PatientProtocol
from service_kit.edge.protocols.plain import PlainCycle, PlainProtocol
from service_kit.edge.protocols.repeats import RepeatsProtocol
from service_kit.edge.protocols.websocket import Handshake, PushSocket
from service_kit.edge.server import _Server

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"
PINNED = ("httptools", "uvicorn", "websockets")

SOURCES = {
    HttpToolsProtocol.data_received: "010a7ae59a5d3b1a",
    HttpToolsProtocol.on_message_begin: "96d377fdc7c2baef",
    HttpToolsProtocol.on_message_complete: "1fbad42dc31fc01f",
    HttpToolsProtocol.on_response_complete: "64e254f28e389e76",
    HttpToolsProtocol.on_headers_complete: "1ea8589acfad92d8",
    HttpToolsProtocol.send_400_response: "ae5a4a3782b646fd",
    RequestResponseCycle.__init__: "4d2f220910c33c12",
    RequestResponseCycle.send: "abdd8601b326a8da",
    WebSocketsSansIOProtocol.__init__: "631dcd744eab875f",
    WebSocketsSansIOProtocol.connection_lost: "dd116afc4d8034e1",
    WebSocketsSansIOProtocol.data_received: "c89d394077d8841d",
    WebSocketsSansIOProtocol.handle_connect: "fc648c2161ff8e13",
    WebSocketsSansIOProtocol.keepalive_timeout: "8e1ceb6ec446de9d",
    WebSocketsSansIOProtocol.pause_writing: "4830f7e0d81f877d",
    WebSocketsSansIOProtocol.resume_writing: "ef79384e5fff077c",
    WebSocketsSansIOProtocol.send: "d4919ed760ce9f7b",
    WebSocketsSansIOProtocol.send_receive_event_to_app: "a2b10de91477dc1d",
    WebSocketsSansIOProtocol.shutdown: "e8ace796ada616b7",
    ServerProtocol.reject: "9d2df62f1952aab7",
    uvicorn.Server.main_loop: "afccb353a119333f",
    uvicorn.Server.shutdown: "9b33c50562992b1e",
    uvicorn.Server.startup: "2aa1d70a244bfcf2",
}
"""The methods that ours replace, imitate or extend, with the digest of their source."""


def digest(method) -> str:
    return hashlib.sha256(inspect.getsource(method).encode()).hexdigest()[:16]


def paths_in(cls: type, start: str) -> set[str]:
    """The attributes in the source of a class that begin with `start`, such as "self."."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(cls)))
    paths = (ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    return {path.removeprefix(start) for path in paths if path.startswith(start)}


def own(cls: type) -> set[str]:
    """The methods of the class and its bases in the kit, and the fields that their constructors make."""
    ours = [base for base in cls.__mro__ if base.__module__.startswith("service_kit.")]
    makers = [vars(base)["__init__"] for base in ours if "__init__" in vars(base)]
    fields = {
        node.attr
        for maker in makers
        for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(maker))))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
    }
    return fields.union(*map(vars, ours))


def missing(cls: type, foreign: object) -> set[str]:
    """The attributes that a class uses, but its foreign base does not have."""
    gone = {name for name in paths_in(cls, "super().") if not hasattr(foreign, name)}
    for path in paths_in(cls, "self."):
        first, _, rest = path.partition(".")
        if first in own(cls) and not hasattr(foreign, first):
            continue
        held = getattr(foreign, first, None)
        if not hasattr(foreign, first) or (rest and held is not None and not hasattr(held, rest)):
            gone.add(path)
    return gone


@pytest.fixture
async def foreign():
    """An instance of each foreign class, as uvicorn creates them."""
    state, loop = ServerState(), asyncio.get_running_loop()
    config = uvicorn.Config(lambda *_: None, log_config=None)
    http = HttpToolsProtocol(config, state, {}, loop)
    transport = asyncio.Transport()
    http.connection_made(transport)
    http._start_asgi_task = cast("Any", lambda *_: None)
    http.parser.feed_data(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    socket = WebSocketsSansIOProtocol(config, state, {}, loop)
    socket.connection_made(transport)
    socket.scope = cast("Any", {})  # made with the handshake
    server = uvicorn.Server(config)
    server.lifespan, server.servers = config.lifespan_class(config), []  # as in its `_serve` and `startup`
    return {
        PatientProtocol: http,
        PlainProtocol: http,
        RepeatsProtocol: http,
        PlainCycle: http.cycle,
        PushSocket: socket,
        Handshake: socket.conn,
        _Server: server,
    }


@pytest.mark.parametrize("package", PINNED)
def test_versions_are_pinned_exactly_and_these_are_installed(package):
    extras = tomllib.loads(PYPROJECT.read_text())["project"]["optional-dependencies"]
    pins = [Requirement(text) for extra in extras.values() for text in extra]
    (pin,) = [pin for pin in pins if pin.name == package]
    assert str(pin.specifier) == f"=={version(package)}"


@pytest.mark.parametrize(
    "cls",
    [PatientProtocol, PlainProtocol, RepeatsProtocol, PlainCycle, PushSocket, Handshake, _Server],
)
def test_what_is_used_is_there(foreign, cls):
    gone = missing(cls, foreign[cls])
    assert not gone, f"{cls.__name__} uses {gone}, which {type(foreign[cls]).__name__} no longer has"


def test_a_name_that_is_gone_would_be_noticed():
    class Changed:
        pass

    assert {"flow.write_paused", "transport.write", "response_complete", "send"} <= missing(
        PlainCycle, Changed()
    )


@pytest.mark.parametrize("method", SOURCES, ids=lambda method: method.__qualname__)
def test_what_is_replaced_is_what_ours_was_written_for(method):
    package = method.__module__.partition(".")[0]
    assert digest(method) == SOURCES[method], (
        f"{method.__qualname__} of {package} {version(package)} differs from the one that edge/protocols and "
        "edge/server were written for: read it, adapt ours, and write its new digest into SOURCES"
    )


async def test_live_objects_take_our_classes(foreign):
    cycle, connection = foreign[PlainCycle], foreign[Handshake]
    cycle.__class__, connection.__class__ = PlainCycle, Handshake
    assert isinstance(cycle, PlainCycle)
    assert connection.reject(400, "no").headers["Content-Type"] == "application/problem+json"
