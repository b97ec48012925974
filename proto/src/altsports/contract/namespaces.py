"""The process that serves a package, and the prefix that keeps the names of packages apart.

A package is a namespace (`altsports.fantasy.v1` is "fantasy"), not a process: one process may serve the
services of several packages. A process that serves gRPC is an area: it has its own address, schema and role.
"""

from typing import Any

from google.protobuf.descriptor_pb2 import FileDescriptorProto

from altsports.contract.descriptors import descriptor_set
from altsports.options.v1 import options_pb2

EVERY_AREA = "*"
"""The area of services that every process serves."""


def namespace_of(package: str) -> str:
    """Returns the namespace of a package: "league" for altsports.league.v1."""
    return package.split(".")[1]


def area_of(package: str, options: Any) -> str:
    """Returns the process that serves a service with these ServiceOptions."""
    return options.Extensions[options_pb2.served_by] or namespace_of(package)


def toolset_of(options: Any) -> str:
    """Returns the product in ServiceOptions. Empty if there is none."""
    return options.Extensions[options_pb2.toolset]


def has_strict_query(options: Any) -> bool:
    """Returns whether ServiceOptions say that routes refuse query parameters that they do not have."""
    return options.Extensions[options_pb2.strict_query]


def areas() -> tuple[str, ...]:
    """Returns all processes that serve services of the contract, in alphabetical order."""
    files = [file for file in descriptor_set().file if file.package.startswith("altsports.")]
    found = {area_of(file.package, service.options) for file in files for service in file.service}
    return tuple(sorted(found - {EVERY_AREA}))


def schema_of(file: FileDescriptorProto) -> str:
    """Returns the database schema of a file's package: the stated one, or its namespace."""
    return file.options.Extensions[options_pb2.schema] or namespace_of(file.package)


def schemas_of(area: str) -> tuple[str, ...]:
    """Returns the database schemas of a process: its own, then one per other package it serves."""
    files = [file for file in descriptor_set().file if file.package.startswith("altsports.")]
    served = {
        schema_of(file)
        for file in files
        for service in file.service
        if area_of(file.package, service.options) == area
    }
    return (area, *sorted(served - {area}))


def prefix_of(options: Any) -> str:
    """Returns the prefix in FileOptions. Empty if there is none."""
    return options.Extensions[options_pb2.prefix]


def prefixed(prefix: str, name: str) -> str:
    """Returns a CamelCase name with its prefix, such as FantasyListTeams."""
    return "".join(word.capitalize() for word in prefix.split("_")) + name
