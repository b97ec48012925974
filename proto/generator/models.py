"""Generates the Pydantic models: one class per message, with its comments, rules and examples."""

import json
import keyword
from typing import Any

from google.protobuf.descriptor_pb2 import DescriptorProto, FieldDescriptorProto, FileDescriptorProto

from altsports.contract.comments import Comments
from altsports.options.v1 import events_pb2, notices_pb2, options_pb2, resources_pb2
from generator.names import ANY_VALUE, HEADER, STRUCT, TIMESTAMP, Names, is_list, map_of

Field = FieldDescriptorProto
_NUMBERS = {Field.TYPE_INT32: "Int32", Field.TYPE_INT64: "Int64"}
_CHECKS = {
    "Text": ("str", "NoNul"),
    "Email": ("str", "OneLine", "EmailAddress"),
    "TextLine": ("str", "OneLine"),
    "Prose": ("str", "Visible"),
    "HttpUri": ("str", "OneLine", "HttpAddress"),
    "Uuid": ("str", "OneLine", "UuidFormat"),
    "Day": ("str", "OneLine", "DayFormat"),
    "Int32": ("int", "Range32"),
    "Int64": ("int", "Range64"),
}
_NAMES = (
    *(
        "Day",
        "DayFormat",
        "Email",
        "EmailAddress",
        "EventMessage",
        "HttpAddress",
        "HttpUri",
        "Int32",
        "Int64",
        "JsonObject",
        "Lower",
        "Message",
    ),
    *(
        "NoNul",
        "NoticeMessage",
        "OneLine",
        "Prose",
        "Range32",
        "Range64",
        "Text",
        "TextLine",
        "Time",
        "Uuid",
        "UuidFormat",
        "Visible",
        "ZonedTime",
        "says",
    ),
)
_ENTERED = {
    options_pb2.Rules.LINE: "TextLine",
    options_pb2.Rules.PROSE: "Prose",
    options_pb2.Rules.ANY: "Text",
}
_ZERO = {
    **dict.fromkeys(("str", "Text", "TextLine", "Prose", "Uuid", "Day"), '""'),
    **{"Int32": "0", "Int64": "0", "float": "0.0", "bool": "False", "bytes": 'b""'},
}


def model_module(file: FileDescriptorProto, words: Comments, names: Names) -> str:
    """Returns the source of `<noun>_models.py`."""
    ordered = _by_need(file)
    if file.name.endswith(("/events.proto", "/notices.proto")):
        ordered = [_stated(message) for message in ordered]
    asked = _asked(file)
    body = "\n\n\n".join(
        _model(names.model(f".{file.package}.{m.name}"), m, words, names, asked=m.name in asked)
        for m in ordered
    )
    return HEADER.format(proto=file.name) + _imports(body, names.model_imports(file)) + f"\n\n{body}\n"


def _by_need(file: FileDescriptorProto) -> list[DescriptorProto]:
    local = {f".{file.package}.{message.name}": message for message in file.message_type}
    done: dict[str, DescriptorProto] = {}

    def visit(message: DescriptorProto) -> None:
        for field in message.field:
            needed = local.get(field.type_name, message)
            if needed is not message and needed.name not in done:
                visit(needed)
        done.setdefault(message.name, message)

    for message in file.message_type:
        visit(message)
    return list(done.values())


def _asked(file: FileDescriptorProto) -> set[str]:
    """Returns the names of the requests, of the messages inside them, and of those inside nouns."""
    local = {f".{file.package}.{message.name}": message for message in file.message_type}
    found: set[str] = set()
    waiting = [message for message in file.message_type if message.name.endswith("Request")]
    waiting += [
        local[field.type_name]
        for message in file.message_type
        if message.options.HasExtension(resources_pb2.resource)
        for field in message.field
        if field.type_name in local
    ]
    while waiting:
        message = waiting.pop()
        if message.name not in found:
            found.add(message.name)
            waiting += [local[field.type_name] for field in message.field if field.type_name in local]
    return found


def _stated(message: DescriptorProto) -> DescriptorProto:
    """Returns the message with every field required that is neither optional nor repeated."""
    copy = DescriptorProto()
    copy.CopyFrom(message)
    for field in copy.field:
        if not field.proto3_optional and not is_list(field):
            field.options.Extensions[options_pb2.rules].required = True
    return copy


def _imports(body: str, foreign: list[str]) -> str:
    lines: list[str] = []
    if "datetime" in body:
        lines.append("from datetime import datetime")
    typing = [name for name in ("Annotated", "Any", "Literal") if name in body]
    if typing:
        lines.append(f"from typing import {', '.join(typing)}")
    lines += [""] if lines else []
    values = [name for name in _NAMES if _uses(body, name)]
    lines.append(f"from altsports.contract.model import {', '.join(values)}")
    lines += foreign
    if "Field(" in body:
        lines.append("from pydantic import Field")
    return "\n".join(lines) + "\n"


def _uses(body: str, name: str) -> bool:
    return any(f"{before}{name}{after}" in body for before in " [(" for after in "],() |\n")


def _model(name: str, message: DescriptorProto, words: Comments, names: Names, *, asked: bool) -> str:
    base = "EventMessage" if message.options.HasExtension(events_pb2.event) else "Message"
    base = "NoticeMessage" if message.options.HasExtension(notices_pb2.notice) else base
    head = [f"class {name}({base}):", f'    """{_prose(words.message(message.name))}"""']
    fields = [
        _map(field, entry, words.field(message.name, field.name), names, asked=asked)
        if (entry := map_of(field, message))
        else _field(field, words.field(message.name, field.name), names, asked=asked)
        for field in message.field
    ]
    return "\n".join(head + ([""] if fields else []) + fields)


def _map(field: Field, value: Field, comment: str, names: Names, *, asked: bool) -> str:
    kind = _python_type_of_one(value, value.options.Extensions[options_pb2.rules], names, asked=asked)
    inside = f"default_factory=dict,\n        description={_quoted(comment)}"
    key = "TextLine" if asked else "str"
    return f"    {field.name}: dict[{key}, {kind}] = Field(\n        {inside},\n    )"


class BadExample(ValueError):
    """The example of a field is not JSON; the message names the field."""


def _example(field: Field, rules: Any) -> object:
    """The example of a field. Raises BadExample."""
    try:
        return json.loads(rules.example)
    except json.JSONDecodeError as error:
        raise BadExample(f"{field.name}: the example is not JSON: {rules.example} (quote text)") from error


def _field(field: Field, comment: str, names: Names, *, asked: bool) -> str:
    rules = field.options.Extensions[options_pb2.rules]
    kind = _python_type(field, rules, names, asked=asked)
    constraints, nullable = _constraints(field, rules), _nullable(field)
    arguments = [_default(field, kind, rules), f"description={_quoted(comment)}"]
    if keyword.iskeyword(field.name):
        arguments.append(f"alias={field.name!r}")
    if not nullable:
        arguments += constraints
    if rules.example:
        arguments.append(f"examples=[{_example(field, rules)!r}]")
    if rules.omit_absent:
        arguments.append('json_schema_extra={"x-omitted-when-absent": True}')
    if rules.secret:
        arguments.append("repr=False")
        if asked:  # a token in an answer is secret too, but must appear in the schema of the answer
            arguments.append('json_schema_extra={"writeOnly": True}')
    typed = f"{_annotated(kind, rules, constraints)} | None" if nullable else _annotated(kind, rules, [])
    inside = ",\n        ".join(argument for argument in arguments if argument)
    return f"    {_attribute(field.name)}: {typed} = Field(\n        {inside},\n    )"


def _attribute(name: str) -> str:
    """The name in Python, which differs from its alias if Python has the word for itself."""
    return f"{name}_" if keyword.iskeyword(name) else name


def _annotated(kind: str, rules: Any, constraints: list[str]) -> str:
    """Returns the type with its checks. Constraints come first, or pydantic words them as for lists."""
    parts = [kind]
    if constraints:
        base, *checks = _CHECKS.get(kind, (kind,))
        parts = [base, f"Field({', '.join(constraints)})", *checks]
    parts += ["Lower"] if rules.lower else []
    parts += [f"says({rules.message!r})"] if rules.message else []
    return f"Annotated[{', '.join(parts)}]" if len(parts) > 1 else kind


def _python_type(field: Field, rules: Any, names: Names, *, asked: bool) -> str:
    one = _python_type_of_one(field, rules, names, asked=asked)
    if not is_list(field):
        return one
    return f"list[{_annotated(one, options_pb2.Rules(), _constraints_of_one(field, rules))}]"


def _python_type_of_one(field: Field, rules: Any, names: Names, *, asked: bool) -> str:
    if rules.values:
        return f"Literal[{', '.join(json.dumps(value) for value in rules.values)}]"
    if field.type == Field.TYPE_MESSAGE:
        time = "ZonedTime" if rules.format == "date-time" else "Time"
        entered = {TIMESTAMP: time, STRUCT: "JsonObject"} if asked else {}
        known = {TIMESTAMP: "datetime", STRUCT: "dict[str, Any]", ANY_VALUE: "Any", **entered}
        return known.get(field.type_name) or names.model(field.type_name)
    if field.type in _NUMBERS:
        return _NUMBERS[field.type]
    if field.type in {Field.TYPE_DOUBLE, Field.TYPE_FLOAT}:
        return "float"
    if field.type == Field.TYPE_BOOL:
        return "bool"
    if field.type == Field.TYPE_BYTES:
        return "bytes"
    entered = _ENTERED[rules.characters] if asked and not rules.secret else "Text"
    formats = {"email": "Email", "uri": "HttpUri"} | ({"uuid": "Uuid", "date": "Day"} if asked else {})
    return formats.get(rules.format, entered)


def _nullable(field: Field) -> bool:
    one_of = field.proto3_optional or field.HasField("oneof_index")
    required = field.options.Extensions[options_pb2.rules].required
    return not is_list(field) and (one_of or (field.type == Field.TYPE_MESSAGE and not required))


def _default(field: Field, kind: str, rules: Any) -> str:
    if rules.default:
        return f"default={json.loads(rules.default)!r}"
    if rules.required:
        return ""
    if is_list(field):
        return "default_factory=list"
    if _nullable(field):
        return "default=None"
    return f"default={_ZERO[kind]}" if kind in _ZERO else ""


def _constraints(field: Field, rules: Any) -> list[str]:
    """Those of the field: of a list, the number of its items."""
    is_empty_refused = rules.required and field.type == Field.TYPE_STRING and not rules.values
    if is_list(field):
        return _lengths(rules, "min_items", "max_items", is_empty_refused=is_empty_refused)
    lengths = _lengths(rules, "min_length", "max_length", is_empty_refused=is_empty_refused)
    return _constraints_of_values(field, rules, lengths)


def _constraints_of_one(field: Field, rules: Any) -> list[str]:
    """Those of each item of a list."""
    return _constraints_of_values(field, rules, _lengths(rules, "min_length", "max_length"))


def _constraints_of_values(field: Field, rules: Any, lengths: list[str]) -> list[str]:
    limits = [
        f"{python}={_number(getattr(rules, name), field)}"
        for name, python in (("minimum", "ge"), ("maximum", "le"), ("exclusive_minimum", "gt"))
        if rules.HasField(name)
    ]
    return [*limits, *lengths, *([f"pattern={rules.pattern!r}"] if rules.pattern else [])]


def _lengths(rules: Any, low: str, high: str, *, is_empty_refused: bool = False) -> list[str]:
    found = ["min_length=1"] if is_empty_refused else []
    if rules.HasField(low):
        found = [f"min_length={getattr(rules, low)}"]
    return [*found, f"max_length={getattr(rules, high)}"] if rules.HasField(high) else found


def _number(value: float, field: Field) -> str:
    return str(int(value)) if field.type in _NUMBERS else str(value)


def _prose(comment: str) -> str:
    return comment.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


def _quoted(comment: str) -> str:
    return json.dumps(" ".join(comment.split()), ensure_ascii=False)
