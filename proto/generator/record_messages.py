"""Writes the requests and responses of a noun."""

import json
import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from google.protobuf import text_format
from google.protobuf.descriptor_pb2 import FieldDescriptorProto

from altsports.contract.resources import orders_of
from altsports.options.v1 import options_pb2
from generator.names import TIMESTAMP, is_list
from generator.record_source import Source, created_examples, rules_of

Field = FieldDescriptorProto
Lines = Iterator[str]
FIRST_OF: Final = {"since": 200, "until": 300, "inside": 500}
"""Numbers of filters that are not equal to a field; the number of the field is added."""
_ID: Final = 106
"""The number of `id` in a change, in which 1 is that of the path."""
_LONGEST_FIXED: Final = 500
_AS_IT_IS: Final = "A change accepts only the value that is stored."
_RULES: Final = "altsports.options.v1.rules"
_TOGETHER: Final = "with\N{NO-BREAK SPACE}reason\N{NO-BREAK SPACE}"
_WIDTH: Final = 116
_TYPES: Final = {
    Field.TYPE_STRING: "string",
    Field.TYPE_INT32: "int32",
    Field.TYPE_INT64: "int64",
    Field.TYPE_DOUBLE: "double",
    Field.TYPE_BOOL: "bool",
}


def messages_of(source: Source) -> Lines:
    """All messages of the service of a noun."""
    yield from _read(source)
    yield from _created(source)
    yield from _changed(source)


def _read(source: Source) -> Lines:
    name, plural, words = source.name, source.plural_name, source.spoken(source.singular)
    about = f"Which {source.spoken(source.plural)} to list. Every field is optional and narrows the list."
    yield from _message(about, f"List{plural}Request", _list_fields(source))
    page = [
        _line("The rows.", f"repeated {name} {source.plural}", 1),
        _line("The token of the next page. Empty on the last page.", "string next_page_token", 2),
        _line("The number of rows on all pages.", "int32 total_size", 3),
    ]
    yield from _message(f"A page of {source.spoken(source.plural)}.", f"List{plural}Response", page)
    yield from _message(f"Which {words} to get.", f"Get{name}Request", [_id_line(source)])
    one = _line("The row.", f"{name} {source.singular}", 1)
    yield from _message(f"One {words}.", f"Get{name}Response", [one])


def _created(source: Source) -> Lines:
    name, words = source.name, source.spoken(source.singular)
    created = [*(_field(source, field, "create") for field in source.writable), _request_id()]
    yield from _message(f"The facts of a new {words}.", f"Create{name}Request", created)
    yield from _written(source, "Create", f"The new {words}.")


def _changed(source: Source) -> Lines:
    name, words = source.name, source.spoken(source.singular)
    archived = "Whether the row is archived: left out of lists, and closed to new references."
    clear = "The fields to clear. In JSON, a field that is null is cleared as well."
    clearing = options_pb2.Rules(values=clearable(source))
    changed = [
        _id_line(source),
        *(_field(source, field, "change") for field in source.changeable),
        *_fixed_lines(source),
        _version_line(),
        _line(archived, "optional bool archived", 102),
        _line(clear, "repeated string clear", 103, clearing),
    ]
    yield from _message(
        "The fields to change. Omitted fields keep their values.", f"Update{name}Request", changed
    )
    yield from _written(source, "Update", f"The changed {words}.")
    replaced = [
        _id_line(source),
        *(_field(source, each, "replace") for each in source.changeable),
        *_fixed_lines(source),
        _version_line(),
    ]
    about = f"All facts of the {words}. Optional fields that are omitted are cleared."
    yield from _message(about, f"Replace{name}Request", replaced)
    yield from _written(source, "Replace", f"The replaced {words}.")
    deleted = [_id_line(source), _version_line()]
    yield from _message(f"Which {words} to delete.", f"Delete{name}Request", deleted)


def clearable(source: Source) -> list[str]:
    """The fields that may be cleared, and fixed ones that may be absent: they may be named while they are."""
    fixed = [field.name for field in source.fixed if field.proto3_optional]
    return [*(field.name for field in source.changeable if not rules_of(field).required), *fixed]


def _written(source: Source, verb: str, comment: str) -> Lines:
    lines = [
        _line("The row as stored.", f"{source.name} {source.singular}", 1),
        _line("What may be wrong with the row, although it was stored.", "repeated string warnings", 2),
    ]
    yield from _message(comment, f"{verb}{source.name}Response", lines)


def _message(comment: str, name: str, fields: Iterable[list[str]]) -> Lines:
    yield from wrapped(comment, 0)
    yield f"message {name} {{"
    for field in fields:
        yield from (f"  {line}" for line in field)
    yield from ("}", "")


def _line(comment: str, declared: str, number: int, rules: options_pb2.Rules | None = None) -> list[str]:
    stated = text_format.MessageToString(rules, as_one_line=True, as_utf8=True) if rules else ""
    option = f" [({_RULES}) = {{{stated}}}]" if stated else ""
    return [*wrapped(comment, 2), f"{declared} = {number}{option};"]


def wrapped(comment: str, indent: int) -> list[str]:
    """A comment as lines of a proto."""
    text = " ".join(comment.split()).replace("with reason ", _TOGETHER)
    lines = textwrap.wrap(text, _WIDTH - indent)
    return [f"// {line}".replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def _id_line(source: Source) -> list[str]:
    rules = options_pb2.Rules(required=True, max_length=64, example=json.dumps(source.example_id))
    return _line(f"The {source.spoken(source.singular)}.", f"string {source.singular}_id", 1, rules)


def _version_line() -> list[str]:
    words = (
        "The version on which the change is based. If the row has another one, the answer is 412. "
        "The header If-Match states the same."
    )
    return _line(words, "optional int32 expected_version", 101, options_pb2.Rules(minimum=0))


def _fixed_lines(source: Source) -> Iterator[list[str]]:
    """The fields that a row has and a change does not write: a row can be sent back as it was read."""
    words = "The version of the row on which the change is based, like `expected_version`."
    yield _line(words, "optional int32 version", 2, options_pb2.Rules(minimum=0))
    for field in source.fixed:
        rules = options_pb2.Rules(format=rules_of(field).format, values=rules_of(field).values)
        if field.type == Field.TYPE_STRING:
            rules.max_length = rules_of(field).max_length or _LONGEST_FIXED
        label = "repeated" if is_list(field) else "optional"
        number = _ID if field.name == "id" else field.number
        words = f"{source.words.field(source.name, field.name)} {_AS_IT_IS}"
        yield _line(words, f"{label} {_type(source, field)} {field.name}", number, rules)


def _request_id() -> list[str]:
    words = "A key chosen by the client that makes the call safe to repeat."
    return _line(words, "optional string request_id", 104, options_pb2.Rules(max_length=100))


def _field(source: Source, field: Field, purpose: str) -> list[str]:
    rules = options_pb2.Rules()
    rules.CopyFrom(rules_of(field))
    if purpose == "change":
        if rules.required and field.type == Field.TYPE_STRING and not rules.values:
            rules.min_length = max(rules.min_length, 1)
        rules.ClearField("required")
        rules.ClearField("default")
    if purpose == "create" and rules.example:
        rules.example = json.dumps(created_examples(source)[field.name], ensure_ascii=False)
    declared = f"{_label(field, purpose)}{_type(source, field)} {field.name}"
    return _line(source.words.field(source.name, field.name), declared, field.number, rules)


def _label(field: Field, purpose: str) -> str:
    if is_list(field):
        return "repeated "
    if field.type == Field.TYPE_MESSAGE and not field.proto3_optional:
        return ""
    return "optional " if field.proto3_optional or purpose == "change" else ""


def _type(source: Source, field: Field) -> str:
    if field.type == Field.TYPE_MESSAGE:
        return field.type_name.removeprefix(".").removeprefix(f"{source.file.package}.")
    return _TYPES[field.type]


def _list_fields(source: Source) -> Iterator[list[str]]:
    for path in source.option.filters:
        yield from _filter(source, path)
    if source.option.search:
        fields = ", ".join(map(source.spoken, source.option.search))
        yield _line(f"Words from: {fields}.", "optional string query", 101, options_pb2.Rules(max_length=100))
    orders = orders_of(source.option)
    yield _line(
        "The order of the rows. A minus sign reverses it.",
        "optional string order",
        102,
        options_pb2.Rules(values=orders, default=json.dumps(orders[0])),
    )
    yield _line("Whether archived rows are listed as well.", "optional bool include_archived", 103)
    size = options_pb2.Rules(minimum=1, maximum=100, default="20")
    yield _line("The number of rows per page.", "optional int32 page_size", 104, size)
    token = options_pb2.Rules(max_length=500)
    yield _line(
        "The `next_page_token` of the previous page. Omit it for the first page.",
        "optional string page_token",
        105,
        token,
    )


def _filter(source: Source, path: str) -> Iterator[list[str]]:
    if "." in path:
        outer, inner = path.split(".")
        field = source.fields[outer]
        items = next(m for m in source.file.message_type if field.type_name.endswith(f".{m.name}"))
        item = next(each for each in items.field if each.name == inner)
        example = _example_inside(source, outer, inner)
        rules = options_pb2.Rules(max_length=64, example=example, format=rules_of(item).format)
        yield _line(
            f"Only rows that have this in their {source.spoken(outer)}.",
            f"optional string {inner}",
            FIRST_OF["inside"] + item.number,
            rules,
        )
        return
    field, words = source.fields[path], source.spoken(path)
    of_row = rules_of(field)
    rules = options_pb2.Rules(values=of_row.values, example=of_row.example, format=of_row.format)
    if field.type == Field.TYPE_STRING and not rules.values:
        rules.max_length = of_row.max_length or 64
    if field.type_name == TIMESTAMP or of_row.format == "date":
        kind = _type(source, field)
        for word, more in (("since", "at or after"), ("until", "before")):
            yield _line(
                f"Only rows whose {words} is {more} this.",
                f"optional {kind} {word}_{path}",
                FIRST_OF[word] + field.number,
                rules,
            )
        return
    yield _line(
        f"Only rows with this {words}.", f"optional {_type(source, field)} {path}", field.number, rules
    )


def _example_inside(source: Source, outer: str, inner: str) -> str:
    """The example of a field in a list."""
    example = rules_of(source.fields[outer]).example
    return json.dumps(json.loads(example)[0][inner]) if example else ""
