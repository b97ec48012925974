"""Compares two versions of the contract and reports every change that breaks a client.

A client is a program that uses generated stubs, calls a documented path, or calls a tool by name.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from google.api import annotations_pb2
from google.protobuf.descriptor_pb2 import (
    DescriptorProto,
    FieldDescriptorProto,
    FileDescriptorProto,
    FileDescriptorSet,
    MethodDescriptorProto,
)

from altsports.contract.events import OR
from altsports.contract.namespaces import prefix_of, prefixed
from altsports.contract.policy import tool_name
from altsports.options.v1 import events_pb2, notices_pb2, options_pb2

Field = FieldDescriptorProto
_UNPUBLISHED = "altsports.options."


def breaking_changes(old: FileDescriptorSet, new: FileDescriptorSet) -> list[str]:
    """Returns one sentence for each change in `new` that breaks a client of `old`, in the order of `old`."""
    return [
        *_changes(_messages(old), _messages(new), "message", _message_changes),
        *_changes(_methods(old), _methods(new), "method", _method_changes),
        *(f"path {path} was removed" for path in _missing(_paths(old), _paths(new))),
        *(f"tool {name} was removed" for name in _missing(_tools(old), _tools(new))),
        *(f"operation id {name} was removed" for name in _missing(_operations(old), _operations(new))),
    ]


def _changes(
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    noun: str,
    compare: Callable[[str, Any, Any], Iterator[str]],
) -> Iterator[str]:
    for name, before in old.items():
        if name in new:
            yield from compare(name, before, new[name])
        else:
            yield f"{noun} {name} was removed"


def _missing(old: Iterable[str], new: Collection[str]) -> list[str]:
    return [key for key in old if key not in new]


def _message_changes(name: str, old: DescriptorProto, new: DescriptorProto) -> Iterator[str]:
    yield from _event_changes(name, *(each.options.Extensions[events_pb2.event] for each in (old, new)))
    yield from _notice_changes(name, *(each.options.Extensions[notices_pb2.notice] for each in (old, new)))
    now = {field.name: field for field in new.field}
    for field in old.field:
        where = f"field {name}.{field.name}"
        if field.name not in now:
            yield f"{where} was removed"
        else:
            yield from _field_changes(where, field, now[field.name])
    known = {field.name for field in old.field}
    yield from (
        f"field {name}.{field.name} was added and is required"
        for field in new.field
        if field.name not in known and _rules(field).required
    )


def _event_changes(name: str, old: events_pb2.Event, new: events_pb2.Event) -> Iterator[str]:
    """What subscribers of a channel notice; an event without a channel has none."""
    if not old.channel:
        return
    for word in ("type", "channel"):
        before, now = getattr(old, word), getattr(new, word)
        if now != before:
            yield f"event {name} had the {word} {before!r} and has {now!r}"
    before, now = ([path for paths in each.filters for path in paths.split(OR)] for each in (old, new))
    yield from (f"event {name} has no filter by {path}" for path in _missing(before, now))
    yield from (f"event {name} hides {field}" for field in _missing(new.hidden, old.hidden))
    if old.audience.everybody and not new.audience.everybody:
        yield f"event {name} is not for everybody"


def _notice_changes(name: str, old: notices_pb2.Notice, new: notices_pb2.Notice) -> Iterator[str]:
    """What loses the preferences of users, or notifies them again."""
    for word in ("kind", "key"):
        before, now = getattr(old, word), getattr(new, word)
        if before and now != before:
            yield f"notice {name} had the {word} {before!r} and has {now!r}"


def _field_changes(where: str, old: Field, new: Field) -> Iterator[str]:
    if new.number != old.number:
        yield f"{where} changed its number from {old.number} to {new.number}"
    if _type(new) != _type(old):
        yield f"{where} changed its type from {_type(old)} to {_type(new)}"
    if _rules(new).required and not _rules(old).required:
        yield f"{where} became required"
    gone = [value for value in _rules(old).values if value not in _rules(new).values]
    if gone and _rules(new).values:
        yield f"{where} no longer accepts {', '.join(gone)}"


def _method_changes(name: str, old: MethodDescriptorProto, new: MethodDescriptorProto) -> Iterator[str]:
    if _shape(new) != _shape(old):
        yield f"method {name} changed from {_shape(old)} to {_shape(new)}"


def _rules(field: Field) -> options_pb2.Rules:
    return field.options.Extensions[options_pb2.rules]


def _type(field: Field) -> str:
    kind = field.type_name.lstrip(".") or Field.Type.Name(field.type).removeprefix("TYPE_").lower()
    if field.label == Field.LABEL_REPEATED:
        return f"repeated {kind}"
    return f"optional {kind}" if field.proto3_optional else kind


def _shape(method: MethodDescriptorProto) -> str:
    def side(name: str, streaming: bool) -> str:
        return f"{'stream ' if streaming else ''}{name.rsplit('.', 1)[-1]}"

    given = side(method.input_type, method.client_streaming)
    return f"({given}) returns ({side(method.output_type, method.server_streaming)})"


def _published(files: FileDescriptorSet) -> Iterator[FileDescriptorProto]:
    for file in files.file:
        if file.package.startswith("altsports.") and not file.package.startswith(_UNPUBLISHED):
            yield file


def _messages(files: FileDescriptorSet) -> dict[str, DescriptorProto]:
    return {
        f"{file.package}.{message.name}": message
        for file in _published(files)
        for message in file.message_type
    }


def _methods(files: FileDescriptorSet) -> dict[str, MethodDescriptorProto]:
    return {
        f"{file.package}.{service.name}.{method.name}": method
        for file in _published(files)
        for service in file.service
        for method in service.method
    }


def _paths(files: FileDescriptorSet) -> list[str]:
    found: list[str] = []
    for _, method in _placed_methods(files):
        rule = method.options.Extensions[annotations_pb2.http]
        verb = rule.WhichOneof("pattern")
        found += [f"{verb.upper()} {getattr(rule, verb)}"] if verb else []
        found += [alias.path for alias in method.options.Extensions[options_pb2.policy].aliases]
    return found


def _tools(files: FileDescriptorSet) -> list[str]:
    return [
        tool_name(prefix_of(file.options), method.name, policy.tool.name)
        for file, method in _placed_methods(files)
        if (policy := method.options.Extensions[options_pb2.policy]).HasField("tool")
    ]


def _operations(files: FileDescriptorSet) -> list[str]:
    """Returns the operation ids, from which OpenAPI generators derive the functions of a client."""
    return [
        prefixed(prefix_of(file.options), method.name)
        for file, method in _placed_methods(files)
        if method.options.Extensions[annotations_pb2.http].WhichOneof("pattern")
    ]


def _placed_methods(files: FileDescriptorSet) -> Iterator[tuple[FileDescriptorProto, MethodDescriptorProto]]:
    for file in _published(files):
        for service in file.service:
            yield from ((file, method) for method in service.method)
