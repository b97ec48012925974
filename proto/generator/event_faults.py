"""Finds faults in the events of a contract."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from google.protobuf.descriptor_pb2 import DescriptorProto, FieldDescriptorProto, FileDescriptorProto

from altsports.contract.comments import Comments
from altsports.contract.events import OR
from altsports.contract.policy import snake_case
from altsports.contract.templates import Template
from altsports.options.v1 import events_pb2, options_pb2

Field = FieldDescriptorProto
_ENVELOPE = {"type", "id", "seq", "epoch"}
_ONLY_FOR_CLIENTS = ("filters", "reload", "hidden", "audience")


def event_faults(files: Collection[FileDescriptorProto], get_routes: Collection[str]) -> list[str]:
    """Returns one sentence for each fault of the events in `files`. `get_routes` are paths of GET routes."""
    messages = {f".{file.package}.{each.name}": each for file in files for each in file.message_type}
    used = {field.type_name for message in messages.values() for field in message.field}
    faults: list[str] = []
    types: Counter[str] = Counter()
    for file in files:
        for message in file.message_type:
            option = message.options.Extensions[events_pb2.event]
            if message.options.HasExtension(events_pb2.event):
                types[option.type] += 1
                found = _Checked(file, message, option, messages).faults(get_routes)
                faults += (f"{message.name}: {fault}" for fault in found)
            elif _is_home(file) and f".{file.package}.{message.name}" not in used:
                faults.append(f"{message.name}: states no event option and no other message uses it")
    faults += (f"{name}: two messages have this type" for name, count in types.items() if count > 1)
    return faults


def _is_home(file: FileDescriptorProto) -> bool:
    return file.name.endswith("/events.proto")


class _Checked:
    def __init__(
        self, file: FileDescriptorProto, message: DescriptorProto, option: Any, messages: dict[str, Any]
    ) -> None:
        self._file, self._message, self._option, self._messages = file, message, option, messages

    def faults(self, get_routes: Collection[str]) -> Iterator[str]:
        option, name = self._option, self._message.name
        if not _is_home(self._file):
            yield "lives outside events.proto"
        if not Comments(self._file).message(name):
            yield "has no comment"
        if not re.fullmatch(r"[a-z_][a-z0-9_]*\.[a-z_]+", option.type):
            yield f"the type {option.type!r} is not noun.participle"
        if option.type.replace(".", "_") != snake_case(name):
            yield f"the type {option.type!r} does not match the name of the message"
        if not option.subject:
            yield "has no subject"
        yield from (f"has no field {path}" for path in sorted(set(self._paths())) if self._find(path) is None)
        yield from self._public(get_routes) if option.channel else self._internal()

    def _paths(self) -> Iterator[str]:
        option = self._option
        for text in (option.subject, *option.tags):
            yield from Template(text).fields
        yield from (path for paths in option.filters for path in paths.split(OR))
        yield from option.hidden
        yield from filter(None, (option.audience.user, option.audience.organisation, option.audience.team))

    def _find(self, path: str) -> Field | None:
        message: DescriptorProto | None = self._message
        found: Field | None = None
        for name in path.split("."):
            fields = {field.name: field for field in message.field} if message else {}
            found = fields.get(name)
            message = self._messages.get(found.type_name) if found else None
        return found

    def _internal(self) -> Iterator[str]:
        for name in _ONLY_FOR_CLIENTS:
            value = getattr(self._option, name)
            if value if name != "audience" else self._option.HasField(name):
                yield f"has `{name}` but no channel"

    def _public(self, get_routes: Collection[str]) -> Iterator[str]:
        names = {field.name: field for field in self._message.field}
        yield from (
            f"the field name {name} is reserved for the envelope" for name in sorted(names.keys() & _ENVELOPE)
        )
        if "timestamp" not in names:
            yield "has a channel and no timestamp"
        if not self._option.reload:
            yield "has a channel and nothing to reload"
        yield from (f"there is no GET route {path}" for path in self._option.reload if path not in get_routes)
        yield from self._audience()
        yield from (f"the field {path} has no example" for path in self._without_example(self._message))

    def _without_example(self, message: DescriptorProto, path: str = "") -> Iterator[str]:
        """Returns required fields without an example, which documents and tests need."""
        for field in message.field:
            inner = self._messages.get(field.type_name)
            if field.proto3_optional or field.label == Field.LABEL_REPEATED:
                continue
            if inner is not None:
                yield from self._without_example(inner, f"{path}{field.name}.")
            elif not field.options.Extensions[options_pb2.rules].example:
                yield f"{path}{field.name}"

    def _audience(self) -> Iterator[str]:
        audience = self._option.audience
        if [bool(audience.everybody), bool(audience.user), bool(audience.organisation)].count(True) != 1:
            yield "has a channel and not exactly one of everybody, user and organisation"
        if bool(audience.organisation) != bool(audience.permission):
            yield "needs both an organisation and a permission, or neither"
        if audience.team and not audience.organisation:
            yield "has a team and no organisation"
        yield from self._named_by_text((audience.user, audience.organisation, audience.team))
        for path in filter(None, (audience.user, audience.organisation)):
            field = self._find(path)
            if field is not None and field.proto3_optional:
                yield f"the audience is named by {path}, which may be absent"

    def _named_by_text(self, paths: Iterable[str]) -> Iterator[str]:
        for path in filter(None, paths):
            field = self._find(path)
            if field is not None and (field.type != Field.TYPE_STRING or field.label == Field.LABEL_REPEATED):
                yield f"the audience field {path} is not a single string"
