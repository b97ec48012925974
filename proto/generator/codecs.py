"""Generates the encoders: one function per message, from the message to its JSON values."""

import keyword

from google.protobuf.descriptor_pb2 import DescriptorProto, FieldDescriptorProto, FileDescriptorProto

from altsports.options.v1 import options_pb2
from generator.names import ANY_VALUE, HEADER, STRUCT, TIMESTAMP, Names, is_list, map_of

Field = FieldDescriptorProto


def codec_module(file: FileDescriptorProto, names: Names) -> str:
    """Returns the source of `<noun>_codec.py`."""
    encoders = {message.name: names.codec(f".{file.package}.{message.name}") for message in file.message_type}
    body = "\n\n\n".join(_function(encoders[message.name], message, names) for message in file.message_type)
    rows = [f'    "{message}": {encoder},' for message, encoder in encoders.items()]
    table = "\n".join(["TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {", *rows, "}"])
    return (
        HEADER.format(proto=file.name)
        + _imports(file, body, names.codec_imports(file))
        + f"\n\n{body}\n\n\n{table}\n"
    )


def _imports(file: FileDescriptorProto, body: str, foreign: list[str]) -> str:
    module = file.name.removesuffix(".proto").rsplit("/", 1)
    lines = ["from collections.abc import Callable", "from typing import Any", ""]
    helpers = [name for name in ("struct_to_json", "timestamp_to_json") if f"{name}(" in body]
    if helpers:
        lines.append(f"from altsports.contract.values import {', '.join(helpers)}")
    lines.append(f"from {module[0].replace('/', '.')} import {module[1]}_pb2 as pb")
    lines += foreign
    return "\n".join(lines) + "\n"


def _function(encoder: str, message: DescriptorProto, names: Names) -> str:
    name = "message" if message.field else "_message"
    head = f"def {encoder}({name}: pb.{message.name}) -> dict[str, Any]:"
    if not message.field:
        return f"{head}\n    return {{}}"
    lines = [_member(field, message, names) for field in message.field]
    asks = ["    has = message.HasField"] if any(" if has(" in line for line in lines) else []
    return "\n".join([head, *asks, "    return {", *lines, "    }"])


def _member(field: Field, message: DescriptorProto, names: Names) -> str:
    value = _value(field)
    if map_of(field, message) is not None:
        return f'        "{field.name}": dict(sorted({value}.items())),'
    shown, there = _shown(field, names), value if is_list(field) else f'has("{field.name}")'
    if field.options.Extensions[options_pb2.rules].omit_absent:
        return f'        **({{"{field.name}": {shown}}} if {there} else {{}}),'
    if _may_be_absent(field):
        shown += f" if {there} else {'[]' if is_list(field) else 'None'}"
    return f'        "{field.name}": {shown},'


def _value(field: Field) -> str:
    """The value of a field; words of Python cannot be attributes."""
    return f'getattr(message, "{field.name}")' if keyword.iskeyword(field.name) else f"message.{field.name}"


def _shown(field: Field, names: Names) -> str:
    """Returns the expression for a field that is present."""
    value = _value(field)
    if not is_list(field):
        return _one(field, value, names)
    return f"[{_one(field, 'item', names)} for item in {value}]" if _is_message(field) else f"list({value})"


def _may_be_absent(field: Field) -> bool:
    return field.proto3_optional or _is_message(field) or field.HasField("oneof_index")


def _is_message(field: Field) -> bool:
    return field.type == Field.TYPE_MESSAGE


def _one(field: Field, value: str, names: Names) -> str:
    if not _is_message(field):
        return value
    if field.type_name == TIMESTAMP:
        return f"timestamp_to_json({value})"
    if field.type_name in {STRUCT, ANY_VALUE}:
        return f"struct_to_json({value})"
    return f"{names.codec(field.type_name)}({value})"
