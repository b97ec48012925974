"""Writes the OpenAPI document that the gateway serves: part of `make proto`; --check only compares."""

import argparse
import sys
from typing import Any

import orjson

from altsports.contract.catalog import load_catalog
from altsports.contract.json_values import is_object
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
    message = "differs: {}: run `make proto` and commit what it writes" if check else "wrote: {}"
    print(message.format(f"{FILE.name} of the gateway"))  # noqa: T201 - a command
    return int(check)


def current_document() -> dict[str, Any]:
    """The document of the contract and the pages as they are now."""
    settings = GatewaySettings(mesh_secret=_NOT_USED, redis_url="redis://127.0.0.1:1/0")  # pyright: ignore[reportCallIssue, reportArgumentType]
    return make_document(Gateway(settings).pages, load_catalog())


def as_lines(document: dict[str, Any]) -> bytes:
    """JSON with a line for each route and each schema: a change shows what it changes, and merges."""
    return _lines(document, depth=3) + b"\n"


def _lines(content: Any, *, depth: int) -> bytes:
    if depth == 0 or not is_object(content):
        return orjson.dumps(content)
    members = (orjson.dumps(key) + b": " + _lines(value, depth=depth - 1) for key, value in content.items())
    return b"{\n" + b",\n".join(members) + b"\n}"


if __name__ == "__main__":
    sys.exit(main())
