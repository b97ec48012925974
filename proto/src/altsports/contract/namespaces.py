"""Which process serves a package, and how the names of a package stay apart from those of others.

A package is a namespace (`altsports.fantasy.v1` is "fantasy"), not a process: one process may serve the
services of several packages. A process that serves gRPC is an area: it has its own address, schema and role.
"""

from typing import Any

from altsports.contract.descriptors import descriptor_set
from altsports.options.v1 import options_pb2

EVERY_AREA = "*"
"""The area of a service that every process serves."""


def namespace_of(package: str) -> str:
    """The namespace of a package: "league" for altsports.league.v1."""
    return package.split(".")[1]


def area_of(package: str, options: Any) -> str:
    """The process that serves a service with these ServiceOptions."""
    return options.Extensions[options_pb2.served_by] or namespace_of(package)


def areas() -> tuple[str, ...]:
    """Every process that serves a service of the contract, in alphabetical order."""
    files = [file for file in descriptor_set().file if file.package.startswith("altsports.")]
    found = {area_of(file.package, service.options) for file in files for service in file.service}
    return tuple(sorted(found - {EVERY_AREA}))


def prefix_of(options: Any) -> str:
    """The prefix that FileOptions state; empty where they state none."""
    return options.Extensions[options_pb2.prefix]


def prefixed(prefix: str, name: str) -> str:
    """A name in CamelCase behind its prefix, such as FantasyListTeams."""
    return "".join(word.capitalize() for word in prefix.split("_")) + name
