"""Finds methods by the names that people type."""

from collections.abc import Iterable

from altsports.contract.catalog import Method


def find_methods(methods: Iterable[Method], name: str) -> list[Method]:
    """Returns the methods whose name or end of path is `name`, ignoring case.

    Several methods may be called `ListTeams`. `TeamService/ListTeams`, `league.v1.TeamService/ListTeams` and
    the full path are more specific.
    """
    wanted = _parts(name)
    return [method for method in methods if _parts(method.full_path)[-len(wanted) :] == wanted]


def find_method(methods: Iterable[Method], name: str) -> Method:
    """Returns the only method with this name. Raises LookupError if there are none or several."""
    found = find_methods(methods, name)
    if len(found) != 1:
        paths = " and ".join(method.full_path for method in found) or "no method"
        raise LookupError(f"{name} names {paths}")
    return found[0]


def _parts(path: str) -> list[str]:
    return path.strip("/").lower().replace("/", ".").split(".")
