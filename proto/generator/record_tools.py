"""Writes the tools for all nouns of a package: one method each to list, get, create, change and delete rows.

Hosts accept few tools, so the noun is an argument.
"""

from collections.abc import Collection, Iterator
from pathlib import Path
from string import Template
from typing import Final

from altsports.contract.namespaces import namespace_of
from altsports.contract.resources import other_id
from altsports.options.v1 import options_pb2
from generator.names import TIMESTAMP, is_list
from generator.record_messages import FIRST_OF
from generator.record_source import Field, Source, rules_of

FILE: Final = "records.proto"
_TEXT: Final = Path(__file__).with_name("records.proto.txt")


def tools_proto(sources: Collection[Source]) -> str:
    """The text of the proto for the nouns of one package."""
    first = next(iter(sources))
    schema = first.file.options.Extensions[options_pb2.schema] or namespace_of(first.file.package)
    return Template(_TEXT.read_text()).substitute(
        package=first.file.package,
        prefix=first.prefix,
        schema=schema,
        served_by=first.option.served_by,
        values="".join(f' values: "{source.plural}"' for source in sources),
        team=next(source.example_id for source in sources if source.plural == "teams"),
        formation=next(other_id(each.option, 1) for each in sources if each.plural == "formations"),
        fields=_fields(sources),
        filters=_filters(sources),
    )


def _fields(sources: Collection[Source]) -> str:
    """The fields of all nouns, in as few words as possible."""
    return "; ".join(
        f"{source.plural} ({', '.join(_described(source, field) for field in source.writable)})"
        for source in sources
    )


def _described(source: Source, field: Field) -> str:
    rules = rules_of(field)
    star = "*" if rules.required else ""
    if is_list(field) and field.type == Field.TYPE_MESSAGE:
        items = next(m for m in source.file.message_type if field.type_name.endswith(f".{m.name}"))
        inner = ", ".join(f"{each.name}{'*' if rules_of(each).required else ''}" for each in items.field)
        return f"{field.name}{star} [{{{inner}}}]"
    return f"{field.name}{star} {'|'.join(rules.values)}" if rules.values else f"{field.name}{star}"


def _filters(sources: Collection[Source]) -> str:
    return "; ".join(f"{source.plural} ({', '.join(_filter_names(source))})" for source in sources)


def _filter_names(source: Source) -> Iterator[str]:
    yield from ["query"] if source.option.search else []
    for path in source.option.filters:
        field = source.fields.get(path)
        if field is not None and (field.type_name == TIMESTAMP or rules_of(field).format == "date"):
            yield from (f"{word}_{path}" for word in FIRST_OF if word != "inside")
        else:
            yield path.rpartition(".")[2]
