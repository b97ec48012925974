"""Writes the OpenAPI document that the gateway serves: part of `make proto`; --check only compares."""

import argparse
import sys
from collections.abc import Iterator
from typing import Any

import orjson

from altsports.contract.catalog import load_catalog
from gateway_service.app import Gateway
from gateway_service.openapi.document import make_document
from gateway_service.openapi.published import FILE
from gateway_service.settings import GatewaySettings

_NOT_USED = "the document depends on no setting"


def main() -> int:
    """Writes the file, or says that it differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail if the file differs")
    check = parser.parse_args().check
    content = as_lines(current_document())
    if FILE.exists() and FILE.read_bytes() == content:
        return 0
    if not check:
        FILE.write_bytes(content)
    told = "differs: {}: run `make proto` and commit what it writes" if check else "wrote: {}"
    print(told.format(f"{FILE.name} of the gateway"))  # noqa: T201 - a command
    return int(check)


def current_document() -> dict[str, Any]:
    """The document of the contract and the pages as they are now."""
    settings = GatewaySettings(mesh_secret=_NOT_USED, redis_url="redis://127.0.0.1:1/0")  # pyright: ignore[reportCallIssue, reportArgumentType]
    return make_document(Gateway(settings).pages, load_catalog())


def as_lines(document: dict[str, Any]) -> bytes:
    """JSON with a line for each path and each schema: a change shows what it changes, and merges."""
    return b"\n".join(_lines(document, b"", depth=2)) + b"\n"


def _lines(content: Any, name: bytes, *, depth: int) -> Iterator[bytes]:
    if depth < 0 or not isinstance(content, dict):
        yield name + orjson.dumps(content)
        return
    yield name + b"{"
    last = len(content) - 1
    for number, (key, value) in enumerate(content.items()):
        *before, end = _lines(value, orjson.dumps(key) + b": ", depth=depth - 1)
        yield from before
        yield end if number == last else end + b","
    yield b"}"


if __name__ == "__main__":
    sys.exit(main())
