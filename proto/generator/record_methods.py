"""Writes the methods of a noun, with their comments, errors, routes and examples."""

import json
from collections.abc import Iterator
from typing import Any

from generator.record_messages import wrapped
from generator.record_source import Source, created_examples, rules_of

_NO_ERRORS = "none specific to this method"
MISSING = "NOT_FOUND with reason RECORD_NOT_FOUND when there is no such row, or the caller may not see it"
STALE = (
    "FAILED_PRECONDITION (HTTP 412) with reason VERSION_MISMATCH when the row has another version than the "
    "one that `If-Match` or `expected_version` states"
)
UNKNOWN = (
    "INVALID_ARGUMENT (HTTP 422) with reason UNKNOWN_REFERENCE when a field names a row that is not there, "
    "is archived, or may not be seen"
)
EXISTS = "ALREADY_EXISTS with reason RECORD_EXISTS when another row has the same {keys}"
IN_USE = "ABORTED with reason HAS_DEPENDENTS when other rows name it: archive it instead"
NO_PAGE = (
    "INVALID_ARGUMENT (HTTP 422) with reason INVALID_PAGE_TOKEN when the page token is not a "
    "`next_page_token` of this method"
)


def methods_of(source: Source) -> Iterator[str]:
    """The service of a noun."""
    plural, words = source.spoken(source.plural), source.spoken(source.singular)
    yield from wrapped(_about(source), 0)
    yield f"service {source.name}Service {{"
    yield f'  option (altsports.options.v1.served_by) = "{source.option.served_by}";'
    yield f'  option (altsports.options.v1.toolset) = "{source.prefix}";'
    yield "  option (altsports.options.v1.strict_query) = true;"
    for method in (
        _List(source, f"Lists {plural} that the caller may see."),
        _Get(source, f"Gets one {words}."),
        _Create(source, f"Stores a new {words}."),
        _Update(
            source, f"Changes the named fields of a {words}, archives it, or takes it out of the archive."
        ),
        _Replace(
            source,
            f"Replaces all facts of a {words}. Optional fields that are left out are cleared. "
            "A row can be sent back as it was read: what a change cannot write is accepted as it is stored.",
        ),
        _Delete(source, f"Deletes a {words} that no other row names."),
    ):
        yield ""
        yield from method.lines()
    yield "}"


def _about(source: Source) -> str:
    return " ".join(source.words.message(source.name).split())


class _Method:
    verb = ""
    http = ""
    status = 0
    many = False

    def __init__(self, source: Source, comment: str) -> None:
        self.source = source
        self.comment = comment

    @property
    def name(self) -> str:
        return f"{self.verb}{self.source.plural_name if self.many else self.source.name}"

    @property
    def permission(self) -> str:
        return self.source.option.read

    def errors(self) -> list[str]:
        return []

    def example(self) -> dict[str, Any]:
        return {f"{self.source.singular}_id": self.source.example_id}

    def lines(self) -> Iterator[str]:
        source, deletes = self.source, self.verb == "Delete"
        answer = "google.protobuf.Empty" if deletes else f"{self.name}Response"
        canonical = f"/api/v1/{source.prefix}/{source.plural}"
        tail = "" if self.many or self.verb == "Create" else f"/{{{source.singular}_id}}"
        body = ' body: "*"' if self.http in {"post", "patch", "put"} else ""
        for text in (self.comment, "", f"Errors: {'; '.join(self.errors()) or _NO_ERRORS}."):
            yield from (f"  {line}" for line in wrapped(text, 2) or ["//"])
        yield f"  rpc {self.name}({self.name}Request) returns ({answer}) {{"
        yield f'    option (google.api.http) = {{{self.http}: "{canonical}{tail}"{body}}};'
        yield "    option (altsports.options.v1.policy) = {"
        yield "      access: REQUIRED"
        yield f'      permissions: ["{self.permission}"]'
        if not deletes:
            yield "      envelope: true"
            yield f'      data_field: "{source.plural if self.many else source.singular}"'
        if self.status:
            yield f"      success_status: {self.status}"
        if self.verb in {"Update", "Replace"}:
            yield "      retry_safe: true"
        yield f'      aliases: [{{path: "{self.http.upper()} /api/{source.plural}{tail}" bare: true}}]'
        yield f"      examples: [{quoted(self.example())}]"
        yield "    };"
        yield "  }"


class _List(_Method):
    verb, http, many = "List", "get", True

    def errors(self) -> list[str]:
        return [NO_PAGE]

    def example(self) -> dict[str, Any]:
        return {"page_size": 5}


class _Get(_Method):
    verb, http = "Get", "get"

    def errors(self) -> list[str]:
        return [MISSING]


class _Changing(_Method):
    @property
    def permission(self) -> str:
        return self.source.option.update

    def errors(self) -> list[str]:
        return [MISSING, STALE, *self.conflicts()]

    def conflicts(self) -> list[str]:
        option, fields = self.source.option, {field.name for field in self.source.changeable}
        if self.verb == "Create":
            fields |= {field.name for field in self.source.writable}
        names_rows = any(reference.field.split(".")[0] in fields for reference in option.references)
        keys = [" and ".join(key.fields) for key in option.unique if set(key.fields) & fields]
        exists = [EXISTS.format(keys=", or ".join(keys))] if keys else []
        return [*([UNKNOWN] if names_rows else []), *exists, *option.refusals, *self.refused_changes()]

    def refused_changes(self) -> list[str]:
        """What the rules refuse because of the row that is there."""
        return [] if self.verb == "Create" else list(self.source.option.change_refusals)

    def facts(self) -> dict[str, Any]:
        """The examples of all fields."""
        return {
            field.name: json.loads(rules_of(field).example)
            for field in self.source.changeable
            if rules_of(field).example
        }


class _Create(_Changing):
    verb, http, status = "Create", "post", 201

    @property
    def permission(self) -> str:
        return self.source.option.create

    def errors(self) -> list[str]:
        return [*self.conflicts()]

    def example(self) -> dict[str, Any]:
        return created_examples(self.source)


class _Update(_Changing):
    verb, http = "Update", "patch"

    def example(self) -> dict[str, Any]:
        facts = self.facts()
        return {**super().example(), **dict(list(facts.items())[:1])}


class _Replace(_Changing):
    verb, http = "Replace", "put"

    def example(self) -> dict[str, Any]:
        return {**super().example(), **self.facts()}


class _Delete(_Changing):
    verb, http, status = "Delete", "delete", 204

    @property
    def permission(self) -> str:
        return self.source.option.delete

    def errors(self) -> list[str]:
        return [MISSING, STALE, *([IN_USE] if self.source.is_referenced else [])]

    def example(self) -> dict[str, Any]:
        return {f"{self.source.singular}_id": self.source.option.spare_id}


def quoted(values: dict[str, Any]) -> str:
    """JSON as the text of an option."""
    return json.dumps(json.dumps(values, ensure_ascii=False), ensure_ascii=False)
