"""Finds faults in the notices of a contract."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from google.protobuf.descriptor_pb2 import DescriptorProto, FieldDescriptorProto, FileDescriptorProto

from altsports.contract.comments import Comments
from altsports.contract.policy import snake_case
from altsports.contract.templates import Template
from altsports.options.v1 import notices_pb2, options_pb2

Field = FieldDescriptorProto
_TEXTS = ("about", "key", "title", "body")


def notice_faults(files: Collection[FileDescriptorProto], get_routes: Collection[str]) -> list[str]:
    """Returns one sentence for each fault of the notices in `files`. `get_routes` are paths of GET routes."""
    routes = {_anonymous(path) for path in get_routes}
    faults: list[str] = []
    kinds: Counter[str] = Counter()
    for file in files:
        at_home = file.name.endswith("/notices.proto")
        for message in file.message_type:
            option = message.options.Extensions[notices_pb2.notice]
            if message.options.HasExtension(notices_pb2.notice):
                kinds[option.kind] += 1
                faults += [f"{message.name}: {fault}" for fault in _faults(message, option, routes)]
                if not Comments(file).message(message.name):
                    faults.append(f"{message.name}: has no comment")
            if at_home != message.options.HasExtension(notices_pb2.notice):
                faults.append(f"{message.name}: notices.proto has all notices, and nothing else")
    return faults + [f"{kind}: two notices have this kind" for kind, count in kinds.items() if count > 1]


def _anonymous(path: str) -> str:
    """A path without the names of its parameters."""
    return re.sub(r"{\w+}", "{}", path)


def _faults(message: DescriptorProto, option: Any, routes: Collection[str]) -> Iterator[str]:
    fields = {field.name: field for field in message.field}
    if not re.fullmatch(r"[a-z_][a-z0-9_]*\.[a-z_]+", option.kind):
        yield f"the kind {option.kind!r} is not noun.participle"
    if option.kind.replace(".", "_") != snake_case(message.name):
        yield f"the kind {option.kind!r} does not match the name of the message"
    yield from (f"has no {name}" for name in _TEXTS if not getattr(option, name))
    if not Template(option.key).fields:
        yield "its key names no field, so that a user would get it only once in a lifetime"
    if option.link and not re.match(r"/[^/]", option.link):
        yield "its link is not a path of this product"
    if option.link.startswith("/api/") and _anonymous(option.link) not in routes:
        yield f"there is no GET route {option.link}"
    used = [option.key, option.title, option.body, option.link, *option.steps]
    named = sorted({path for text in used for path in Template(text).fields})
    yield from (f"has no field {path}" for path in named if path not in fields)
    yield from (
        f"the field {name} has no example"
        for name, field in fields.items()
        if not field.proto3_optional and not field.options.Extensions[options_pb2.rules].example
    )
