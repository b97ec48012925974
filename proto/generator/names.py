"""The names and imports of the contract in generated Python."""

from collections.abc import Callable, Iterable

from google.protobuf.descriptor_pb2 import DescriptorProto, FieldDescriptorProto, FileDescriptorProto

from altsports.contract.namespaces import prefix_of, prefixed
from altsports.contract.policy import snake_case

HEADER = '"""Generated from {proto}: edit the proto and run `make proto`."""\n\n'

TIMESTAMP = ".google.protobuf.Timestamp"
STRUCT = ".google.protobuf.Struct"
ANY_VALUE = ".google.protobuf.Value"


class Names:
    """The Python names of all messages, by their full names such as `.altsports.league.v1.League`."""

    def __init__(self, files: Iterable[FileDescriptorProto]) -> None:
        self._homes = {
            f".{file.package}.{message.name}": (file.name, prefixed(prefix_of(file.options), message.name))
            for file in files
            for message in file.message_type
        }

    def model(self, message: str) -> str:
        """Returns the class of a message: League, or FantasyLeague if its package has a prefix."""
        return self._homes[message][1]

    def codec(self, message: str) -> str:
        """Returns the name of the encoder of a message."""
        return f"{snake_case(self.model(message))}_to_json"

    def model_imports(self, file: FileDescriptorProto) -> list[str]:
        """Returns import lines for models from other protos. Raises ValueError if a name is ambiguous."""
        return self._imports(file, "_models", self.model)

    def codec_imports(self, file: FileDescriptorProto) -> list[str]:
        """Returns import lines for encoders from other protos. Raises ValueError if a name is ambiguous."""
        return self._imports(file, "_codec", self.codec)

    def _imports(self, file: FileDescriptorProto, suffix: str, name_of: Callable[[str], str]) -> list[str]:
        used: dict[str, set[str]] = {}
        for message in self._foreign(file):
            module = self._homes[message][0].removesuffix(".proto").replace("/", ".") + suffix
            used.setdefault(module, set()).add(name_of(message))
        return [f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(used.items())]

    def _foreign(self, file: FileDescriptorProto) -> set[str]:
        """Returns the messages of other protos that the fields of a file use."""
        used = {field.type_name for message in file.message_type for field in message.field}
        own = {f".{file.package}.{message.name}" for message in file.message_type}
        taken = {self.model(message): message for message in own}
        for message in sorted((used - own) & self._homes.keys()):
            if taken.setdefault(self.model(message), message) != message:
                raise ValueError(
                    f"{file.name} uses two messages named {self.model(message)}: set a prefix for one package"
                )
        return (used - own) & self._homes.keys()


def map_of(field: FieldDescriptorProto, message: DescriptorProto) -> FieldDescriptorProto | None:
    """Returns the value field of a map's entries. None for a field that is not a map."""
    for entry in message.nested_type:
        if entry.options.map_entry and field.type_name.endswith(f".{message.name}.{entry.name}"):
            return entry.field[1]
    return None


def is_list(field: FieldDescriptorProto) -> bool:
    """Whether a field is repeated."""
    return field.label == FieldDescriptorProto.LABEL_REPEATED
