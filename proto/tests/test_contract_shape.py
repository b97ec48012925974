"""Names, types and pagination are consistent across the contract."""

import json
import re
from collections import Counter
from pathlib import Path

from google.protobuf.descriptor_pb2 import FieldDescriptorProto
from pydantic import ValidationError

from altsports.contract.catalog import Catalog
from altsports.contract.namespaces import areas, prefixed
from altsports.options.v1 import options_pb2

Field = FieldDescriptorProto
ROOT = Path(__file__).parents[2]
_EMPTY = "google.protobuf.Empty"
_TIMESTAMP = ".google.protobuf.Timestamp"
_VERBS = {
    "Get": "GET",
    "List": "GET",
    "Search": "GET",
    "Create": "POST",
    "Update": "PATCH",
    "Delete": "DELETE",
}
LISTS_OF_A_SEASON = {"ListDrivers", "ListRaces"}
"""Lists that a page shows as a whole; they paged later than clients read them."""
_SECRET_NAME = re.compile(r"password|(?<!page_)token$|^secret$|_secret$")


def test_the_package_of_a_proto_is_its_path(protos):
    for file in protos:
        assert file.name.rsplit("/", 1)[0].replace("/", ".") == file.package


def test_all_protos_of_a_package_state_one_prefix(protos):
    stated: dict[str, set[str]] = {}
    for file in protos:
        stated.setdefault(file.package, set()).add(file.options.Extensions[options_pb2.prefix])
    assert {package: found for package, found in stated.items() if len(found) > 1} == {}
    assert all(re.fullmatch(r"([a-z][a-z0-9_]*)?", prefix) for found in stated.values() for prefix in found)


def test_no_two_messages_have_one_name_in_the_documentation(protos):
    """OpenAPI would rename both to long names, including the one that was published first. Set a prefix."""
    names = Counter(
        prefixed(file.options.Extensions[options_pb2.prefix], message.name)
        for file in protos
        for message in file.message_type
    )
    assert [name for name, times in names.items() if times > 1] == []


def test_every_service_is_served_by_a_process_of_the_mesh():
    assert [area for area in areas() if not (ROOT / f"{area}-service").is_dir()] == []


def test_there_are_no_enums_and_no_messages_inside_messages(protos):
    """Vocabularies are strings with `rules.values`, so that JSON, stubs and storage use the same words."""
    assert [enum.name for file in protos for enum in file.enum_type] == []
    nested = [
        message.name
        for file in protos
        for message in file.message_type
        if message.enum_type or not all(inner.options.map_entry for inner in message.nested_type)
    ]
    assert nested == []


def test_names_follow_the_style_of_their_kind(protos):
    for file in protos:
        assert all(re.fullmatch(r"([A-Z][a-z0-9]*)+Service", service.name) for service in file.service)
        for message in file.message_type:
            assert re.fullmatch(r"([A-Z][a-z0-9]*)+", message.name), message.name
            assert all(re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", field.name) for field in message.field)


def test_no_field_has_a_name_that_every_object_of_javascript_has(protos):
    """Generators of clients look fields up by name, and find the method of the object instead."""
    inherited = {"constructor", "prototype", "valueOf", "toString", "hasOwnProperty", "__proto__"}
    fields = {field.name for file in protos for message in file.message_type for field in message.field}
    assert not fields & inherited


def test_no_message_hides_a_type_that_clients_in_typescript_use(protos):
    messages = {message.name for file in protos for message in file.message_type}
    assert not messages & {
        "Blob",
        "Date",
        "Error",
        "File",
        "FormData",
        "Map",
        "Promise",
        "Record",
        "Response",
    }


def test_every_method_has_a_request_and_a_response_of_its_own(catalog: Catalog):
    for method in catalog.methods:
        assert method.request_class.DESCRIPTOR.name == f"{method.name}Request"
        if method.response_class.DESCRIPTOR.full_name == _EMPTY:
            assert method.http is None or method.policy.success_status == 204, method.full_path
        else:
            assert method.response_class.DESCRIPTOR.name == f"{method.name}Response"


def test_standard_verbs_map_to_their_http_verbs(catalog: Catalog):
    wrong = [
        f"{method.name} is {method.http.verb}"
        for method in catalog.methods
        if method.http and (verb := _verb_of(method.name)) in _VERBS and method.http.verb != _VERBS[verb]
    ]
    assert wrong == []


def test_a_request_that_takes_a_page_token_is_a_page_of_a_counted_list(catalog: Catalog):
    for method in catalog.methods:
        asked = set(method.request_class.DESCRIPTOR.fields_by_name)
        answered = set(method.response_class.DESCRIPTOR.fields_by_name)
        if asked & {"page_size", "page_token"} or "next_page_token" in answered:
            assert asked >= {"page_size", "page_token"}, method.full_path
            assert answered >= {"next_page_token", "total_size"}, method.full_path


def test_a_page_holds_20_rows_and_at_most_100(catalog: Catalog):
    for method in catalog.methods:
        if field := method.request_class.DESCRIPTOR.fields_by_name.get("page_size"):
            rules = field.GetOptions().Extensions[options_pb2.rules]
            default = "100" if method.name in LISTS_OF_A_SEASON else "20"
            assert (rules.minimum, rules.maximum, rules.default) == (1, 100, default), method.full_path


def test_every_paged_method_tells_that_a_page_token_may_be_refused(catalog: Catalog):
    silent = [
        method.full_path
        for method in catalog.methods
        if "page_token" in method.request_class.DESCRIPTOR.fields_by_name
        and "INVALID_PAGE_TOKEN" not in {error.reason for error in method.errors}
    ]
    assert silent == []


def test_moments_are_timestamps_and_named_like_moments(protos):
    for name, field in _fields(protos):
        is_moment = field.type_name == _TIMESTAMP
        assert is_moment == bool(re.search(r"_(at|time)$|^timestamp$", field.name)), name


def test_secrets_are_marked_so_that_they_are_never_logged(protos):
    open_secrets = [
        name
        for name, field in _fields(protos)
        if field.type == Field.TYPE_STRING and _SECRET_NAME.search(field.name) and not _rules(field).secret
    ]
    assert open_secrets == []


def test_rules_fit_the_type_of_their_field(protos):
    for name, field in _fields(protos):
        rules = _rules(field)
        text = field.type == Field.TYPE_STRING
        zoned = field.type_name == _TIMESTAMP and rules.format == "date-time"  # a time with its offset
        texts_only = [rules.pattern, rules.values, rules.format and not zoned, rules.lower]
        assert text or not any(texts_only), name
        assert not (text and any(map(rules.HasField, ("minimum", "maximum", "exclusive_minimum")))), name
        re.compile(rules.pattern)


def test_defaults_and_examples_of_fields_are_json_that_the_models_take(catalog: Catalog):
    for method in catalog.methods:
        for field in method.request_class.DESCRIPTOR.fields:
            rules = field.GetOptions().Extensions[options_pb2.rules]
            for text in filter(None, (rules.default, rules.example)):
                errors = _errors_of(method.request_model, {field.name: json.loads(text)})
                assert field.name not in errors, f"{method.full_path} {field.name} {text}"


def test_a_default_is_a_single_value_and_hides_no_zero_that_a_client_may_send(protos):
    for name, field in _fields(protos):
        if default := _rules(field).default:
            zero = type(json.loads(default))()
            assert field.label != Field.LABEL_REPEATED, name
            assert field.type != Field.TYPE_MESSAGE, name
            hidden = not field.proto3_optional and json.loads(default) != zero and _takes(field, zero)
            assert not hidden, f"{name} must be `optional`, or its rules must reject {zero!r}"


def test_an_update_has_no_defaults_because_an_unset_field_stays_as_it_is(catalog: Catalog):
    for method in catalog.methods:
        if method.name.startswith("Update"):
            for field in method.request_class.DESCRIPTOR.fields:
                assert not field.GetOptions().Extensions[options_pb2.rules].default, (method.rpc, field.name)


def _takes(field: Field, zero: float | str) -> bool:
    """Whether the rules of a field accept its zero."""
    rules = _rules(field)
    if isinstance(zero, str):
        shortest = rules.min_length or int(rules.required)
        return not shortest and not rules.values and re.fullmatch(rules.pattern or ".*", zero) is not None
    at_least = not rules.HasField("minimum") or rules.minimum <= zero
    return at_least and not (rules.HasField("exclusive_minimum") and rules.exclusive_minimum >= zero)


def _errors_of(model, data) -> set[str]:
    try:
        model.model_validate(data)
    except ValidationError as error:
        return {str(item["loc"][0]) for item in error.errors() if item["type"] != "missing"}
    return set()


def _verb_of(name: str) -> str:
    return re.match(r"[A-Z][a-z]*", name)[0]


def _fields(protos):
    for file in protos:
        for message in file.message_type:
            for field in message.field:
                yield f"{file.package}.{message.name}.{field.name}", field


def _rules(field: Field):
    return field.options.Extensions[options_pb2.rules]
