"""How names and imports of the contract look in generated Python."""

import re

from google.protobuf.descriptor_pb2 import DescriptorProto, FieldDescriptorProto, FileDescriptorProto

HEADER = '"""Generated from {proto}: edit the proto and run `make proto`."""\n\n'

TIMESTAMP = ".google.protobuf.Timestamp"
STRUCT = ".google.protobuf.Struct"
ANY_VALUE = ".google.protobuf.Value"


def snake(name: str) -> str:
    """GetLeagueRequest as get_league_request."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def short(type_name: str) -> str:
    """.altsports.league.v1.League as League."""
    return type_name.rsplit(".", 1)[1]


def map_of(field: FieldDescriptorProto, message: DescriptorProto) -> FieldDescriptorProto | None:
    """The value of a map's entries; None for a field that is no map."""
    for entry in message.nested_type:
        if entry.options.map_entry and field.type_name.endswith(f".{message.name}.{entry.name}"):
            return entry.field[1]
    return None


def is_list(field: FieldDescriptorProto) -> bool:
    """True for repeated fields."""
    return field.label == FieldDescriptorProto.LABEL_REPEATED


def foreign_imports(file: FileDescriptorProto, suffix: str, name_of: str) -> list[str]:
    """Import lines for the messages of other protos that this one's fields name."""
    used = {
        field.type_name
        for message in file.message_type
        for field in message.field
        if field.type == FieldDescriptorProto.TYPE_MESSAGE and map_of(field, message) is None
    }
    lines: list[str] = []
    for dependency in sorted(file.dependency):
        if dependency.startswith("altsports/") and "/options/" not in dependency:
            names = sorted(short(name) for name in used if _lives_in(name, dependency, file))
            module = dependency.removesuffix(".proto").replace("/", ".") + suffix
            if names:
                lines.append(f"from {module} import {', '.join(_named(name, name_of) for name in names)}")
    return lines


def _named(name: str, name_of: str) -> str:
    return name if name_of == "model" else f"{snake(name)}_to_json"


def _lives_in(type_name: str, dependency: str, file: FileDescriptorProto) -> bool:
    local = {message.name for message in file.message_type}
    package = "." + ".".join(dependency.split("/")[:-1])
    return type_name.startswith(package + ".") and short(type_name) not in local
