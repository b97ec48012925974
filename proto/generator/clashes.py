"""Names that two methods of the contract share, with advice on how to tell them apart."""

import re
from collections.abc import Iterable, Iterator

from altsports.contract.catalog import Method
from altsports.contract.policy import HttpBinding

_VARIABLE = re.compile(r"{\w+}")
_PREFIX = "set option (altsports.options.v1.prefix) in the files of one package, or rename one method"
_TOOL = "set option (altsports.options.v1.prefix) in the files of one package, or `tool.name` of one method"
_PATH = "change the path of one method"


def clashes(methods: Iterable[Method]) -> list[str]:
    """Returns one sentence for each operation id, tool and REST path that two methods share."""
    routed = [method for method in methods if method.http is not None]
    return [
        *_shared("operation id", ((m.operation_id, m) for m in routed), _PREFIX),
        *_shared("tool", ((m.tool.name, m) for m in routed if m.tool), _TOOL),
        *_shared("path", ((path, m) for m in routed for path in _paths(m.http)), _PATH),
    ]


def _shared(what: str, named: Iterable[tuple[str, Method]], way_out: str) -> Iterator[str]:
    owners: dict[str, list[str]] = {}
    for name, method in named:
        owners.setdefault(name, []).append(method.rpc)
    for name, methods in owners.items():
        if len(methods) > 1:
            yield f"{what} {name} belongs to {' and '.join(methods)}: {way_out}"


def _paths(http: HttpBinding) -> Iterator[str]:
    for place in (http, *http.aliases):
        yield f"{place.verb} {_VARIABLE.sub('{}', place.path)}"
