"""A noun of the contract, with the words that its written proto takes from it."""

import json
from collections.abc import Collection
from typing import Any

from google.protobuf.descriptor_pb2 import DescriptorProto, FieldDescriptorProto, FileDescriptorProto

from altsports.contract.comments import Comments
from altsports.contract.namespaces import prefix_of
from altsports.contract.policy import snake_case
from altsports.contract.resources import KEPT, is_free_text, is_noun_file, varied_fields
from altsports.options.v1 import options_pb2, resources_pb2

Field = FieldDescriptorProto


class Source:
    """A noun in the proto that states it, with the words that the written proto takes from it."""

    def __init__(self, file: FileDescriptorProto, message: DescriptorProto) -> None:
        self.file = file
        self.message = message
        self.option = message.options.Extensions[resources_pb2.resource]
        self.name = message.name
        self.plural = self.option.plural
        self.plural_name = "".join(word.capitalize() for word in self.plural.split("_"))
        self.singular = snake_case(message.name)
        self.words = Comments(file)
        self.fields = {field.name: field for field in message.field}
        self.prefix = prefix_of(file.options)
        self.is_referenced = False

    @property
    def path(self) -> str:
        """Where the written proto is."""
        return f"{self.file.name.rpartition('/')[0]}/{self.option.file or self.plural}.proto"

    @property
    def example_id(self) -> str:
        """The id of the row that examples name."""
        return json.loads(rules_of(self.fields["id"]).example)

    @property
    def writable(self) -> list[Field]:
        """The fields that clients write."""
        kept = {*KEPT, *self.option.output_only}
        return [field for field in self.message.field if field.name not in kept]

    @property
    def changeable(self) -> list[Field]:
        """The fields that clients change."""
        return [field for field in self.writable if field.name not in self.option.immutable]

    @property
    def fixed(self) -> list[Field]:
        """The fields that a change cannot write, behind the version. It may state them as they are stored."""
        changeable = {field.name for field in self.changeable}
        return [each for each in self.message.field if each.name not in {*changeable, "version"}]

    def spoken(self, words: str) -> str:
        """A name with spaces, such as "training session"."""
        return words.replace("_", " ")


def rules_of(field: Field) -> options_pb2.Rules:
    """The rules of a field."""
    return field.options.Extensions[options_pb2.rules]


def sources_of(files: Collection[FileDescriptorProto]) -> list[Source]:
    """All nouns of some files."""
    found = [
        Source(file, message)
        for file in files
        if is_noun_file(file)
        for message in file.message_type
        if message.options.HasExtension(resources_pb2.resource)
    ]
    named = {reference.noun for source in found for reference in source.option.references}
    for source in found:
        source.is_referenced = source.plural in named
    return found


def created_examples(source: Source) -> dict[str, Any]:
    """The examples of a new row, whose keys are not those of a row of the demo."""
    found = {
        field.name: json.loads(rules_of(field).example)
        for field in source.writable
        if rules_of(field).example
    }
    texts = [name for name, field in source.fields.items() if is_free_text(field.type, rules_of(field))]
    for name in varied_fields(source.option, texts.__contains__):
        found[name] = f"{found[name]} II"
    return found
