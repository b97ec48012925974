"""The nouns of the contract: messages whose rows are stored, listed and changed by the same rules."""

import importlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID, uuid5

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.descriptor_pb2 import FileDescriptorProto

from altsports.contract.descriptors import descriptor_set
from altsports.contract.namespaces import namespace_of, schema_of
from altsports.contract.policy import snake_case
from altsports.options.v1 import options_pb2, resources_pb2

KEPT = ("id", "version", "created_at", "updated_at", "archived_at")
"""The first fields of every noun, which only the service writes."""


@dataclass(frozen=True)
class Noun:
    """A noun: its message and what its option says."""

    plural: str
    singular: str
    package: str
    area: str
    schema: str
    descriptor: Descriptor
    option: resources_pb2.Resource

    @property
    def table(self) -> str:
        """The table of its rows, with its schema."""
        return f"{self.schema}.{self.plural}"

    @property
    def file(self) -> str:
        """The name of the written proto, without its ending."""
        return self.option.file or self.plural

    @cached_property
    def fields(self) -> Mapping[str, FieldDescriptor]:
        """All fields of the message, in its order."""
        return {field.name: field for field in self.descriptor.fields}

    @cached_property
    def writable(self) -> tuple[str, ...]:
        """The fields that clients write."""
        return tuple(name for name in self.fields if name not in {*KEPT, *self.option.output_only})

    @cached_property
    def references(self) -> Mapping[str, str]:
        """The plural of the noun that each referencing field names."""
        return {reference.field: reference.noun for reference in self.option.references}

    @property
    def orders(self) -> tuple[str, ...]:
        """The orders of its lists; the first one is the default."""
        return orders_of(self.option)

    @cached_property
    def varied(self) -> tuple[str, ...]:
        """The fields that keep the keys of example rows apart."""
        return varied_fields(
            self.option, lambda name: is_free_text(self.fields[name].type, self._rules(name))
        )

    def other(self, number: int) -> str:
        """The id of a further row of the demo."""
        return other_id(self.option, number)

    def _rules(self, field: str) -> options_pb2.Rules:
        return self.fields[field].GetOptions().Extensions[options_pb2.rules]

    def example(self, field: str) -> Any:
        """The example of a field; None if it has none."""
        text = self._rules(field).example
        return json.loads(text) if text else None


def orders_of(option: resources_pb2.Resource) -> tuple[str, ...]:
    """The orders of an option, each with its other direction."""
    found: list[str] = []
    for order in option.orders:
        name = order.removeprefix("-")
        found += [order, name if order.startswith("-") else f"-{name}"]
    return tuple(found)


def varied_fields(option: resources_pb2.Resource, is_text: Callable[[str], bool]) -> tuple[str, ...]:
    """The first text of each key, whose value differs between example rows."""
    texts = ([name for name in key.fields if is_text(name)] for key in option.unique)
    return tuple(name for each in texts for name in each[:1])


def is_free_text(kind: int, rules: options_pb2.Rules) -> bool:
    """Whether the example of a field can be written differently."""
    return kind == FieldDescriptor.TYPE_STRING and bool(rules.example) and not (rules.format or rules.values)


def other_id(option: resources_pb2.Resource, number: int) -> str:
    """The id of a further row of the demo, which only examples of tools name."""
    return str(uuid5(UUID(option.spare_id), str(number)))


def is_noun_file(file: FileDescriptorProto) -> bool:
    """Whether a file holds a noun."""
    return any(message.options.HasExtension(resources_pb2.resource) for message in file.message_type)


@lru_cache(maxsize=1)
def load_nouns() -> Mapping[str, Noun]:
    """All nouns of the contract, by plural."""
    found: dict[str, Noun] = {}
    for file in descriptor_set().file:
        if not (file.name.startswith("altsports/") and is_noun_file(file)):
            continue
        module = importlib.import_module(file.name.removesuffix(".proto").replace("/", ".") + "_pb2")
        for message in module.DESCRIPTOR.message_types_by_name.values():
            option = message.GetOptions().Extensions[resources_pb2.resource]
            if option.plural:
                found[option.plural] = Noun(
                    plural=option.plural,
                    singular=snake_case(message.name),
                    package=file.package,
                    area=option.served_by or namespace_of(file.package),
                    schema=schema_of(file),
                    descriptor=message,
                    option=option,
                )
    return found
