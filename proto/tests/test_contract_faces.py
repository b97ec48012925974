"""Every method states what its faces need: access, REST route, valid examples, and tool."""

import json
import re
from collections.abc import Iterator
from typing import get_args

import pytest
from pydantic import ValidationError

from altsports.contract.catalog import Catalog, Method
from altsports.options.v1 import options_pb2
from generator.clashes import clashes

Policy = options_pb2.Policy


def test_every_method_says_who_may_call_it(protos):
    silent = [
        f"{service.name}.{method.name}"
        for file in protos
        for service in file.service
        for method in service.method
        if method.options.Extensions[options_pb2.policy].access == Policy.ACCESS_UNSPECIFIED
    ]
    assert silent == []


def test_roles_are_asked_only_of_callers_who_are_known_and_permissions_also_of_keys(catalog: Catalog):
    for method in catalog.methods:
        if method.policy.role:
            assert method.policy.access == "REQUIRED", method.full_path
        if method.policy.permissions:
            assert method.policy.access in ("REQUIRED", "OPTIONAL"), method.full_path
        assert all(re.fullmatch(r"[a-z_]+:[a-z_*]+", name) for name in method.policy.permissions)


def test_every_method_that_people_may_call_has_a_route_and_no_other_has_one(catalog: Catalog):
    for method in catalog.methods:
        assert (method.http is None) == (method.policy.access == "INTERNAL"), method.full_path
        assert method.tool is None or method.http is not None, method.full_path


def test_routes_live_under_the_versioned_prefix(catalog: Catalog):
    for method in _routed(catalog):
        assert method.http.path.startswith(("/api/v1/", "/.well-known/")), method.full_path
        assert method.http.body == ("" if method.http.verb in {"GET", "DELETE"} else "*"), method.full_path


def test_no_two_methods_share_an_operation_id_a_tool_or_a_path(catalog: Catalog):
    assert clashes(catalog.methods) == []


def test_paths_carry_required_text_fields_of_the_request(catalog: Catalog):
    for method in _routed(catalog):
        fields = method.request_class.DESCRIPTOR.fields_by_name
        for _, path in _paths(method):
            for name in re.findall(r"{(\w+)}", path):
                assert name in fields, f"{path} names {name}"
                assert fields[name].GetOptions().Extensions[options_pb2.rules].required, f"{path}: {name}"


def test_an_envelope_says_which_field_becomes_data(catalog: Catalog):
    for method in catalog.methods:
        fields = method.response_class.DESCRIPTOR.fields_by_name
        if method.policy.envelope and method.policy.success_status != 204:
            assert method.policy.data_field, method.full_path
        assert not method.policy.data_field or method.policy.data_field in fields, method.full_path


def test_accepted_work_says_where_to_follow_it(catalog: Catalog):
    mails = {"ChangeEmail", "RequestPasswordReset", "RequestEmailVerification"}
    for method in catalog.methods:
        if method.policy.success_status == 202 and method.operation_id not in mails:
            data = method.response_class.DESCRIPTOR.fields_by_name[method.policy.data_field].message_type
            assert "status_url" in data.fields_by_name, method.full_path


def test_only_answers_to_get_are_kept(catalog: Catalog):
    kept = [method for method in catalog.methods if method.policy.cache]
    assert [m.full_path for m in kept if m.http is None or m.http.verb != "GET"] == []
    for method in kept:
        assert method.policy.cache.ttl_s > 0, method.full_path
        names = {name for tag in method.policy.cache.tags for name in re.findall(r"{(\w+)}", tag)}
        assert names <= set(method.request_class.DESCRIPTOR.fields_by_name), method.full_path


def test_methods_that_share_a_bucket_have_the_same_limit(catalog: Catalog):
    limits: dict[str, set[object]] = {}
    for method in catalog.methods:
        if method.policy.rate_limit_bucket:
            limits.setdefault(method.policy.rate_limit_bucket, set()).add(method.policy.rate_limit)
    assert {name: len(found) for name, found in limits.items()} == {"ai_analysis": 1}
    assert None not in limits["ai_analysis"]


def test_every_method_that_people_may_call_shows_an_example(catalog: Catalog):
    silent = [
        method.full_path
        for method in _routed(catalog)
        if not any(_is_valid(method, e) for e in _examples(method))
    ]
    assert silent == []


def test_every_example_is_a_valid_request(catalog: Catalog):
    wrong = [
        f"{method.full_path}: {json.dumps(example)}"
        for method in catalog.methods
        for example in _examples(method)
        if not _is_valid(method, example)
    ]
    assert wrong == []


def test_every_documented_body_is_valid_beside_the_fields_of_its_path(catalog: Catalog):
    for method in _routed(catalog):
        if method.http.body and method.body_example:
            placeholders = {name: _placeholder(method, name) for name in method.http.path_fields}
            method.request_model.model_validate(placeholders | dict(method.body_example))


def _placeholder(method: Method, name: str) -> str:
    """A value that the field of a path takes."""
    allowed = get_args(method.request_model.model_fields[name].annotation)
    return allowed[0] if allowed else "00000000-0000-4000-8000-000000000000"


def test_tool_names_are_snake_case_and_short(catalog: Catalog):
    names = [method.tool.name for method in catalog.tools()]
    assert [name for name in names if not re.fullmatch(r"[a-z][a-z0-9_]{0,63}", name)] == []


def test_tools_point_to_other_tools_that_exist(catalog: Catalog):
    names = {method.tool.name for method in catalog.tools()}
    for method in catalog.tools():
        pointed = {*method.tool.related, *method.tool.alternatives}
        assert pointed <= names - {method.tool.name}, method.tool.name


def test_a_tool_is_described_and_its_hints_agree(catalog: Catalog):
    for method in catalog.tools():
        assert method.tool.title, method.full_path
        assert method.tool.description, method.full_path
        assert not (method.tool.read_only and method.tool.destructive), method.full_path
        assert method.tool.destructive or method.http.verb != "DELETE", method.full_path


def test_the_result_of_a_tool_is_a_field_of_the_response(catalog: Catalog):
    for method in catalog.tools():
        if method.tool.result_field:
            field = method.response_class.DESCRIPTOR.fields_by_name[method.tool.result_field]
            assert set(method.tool.result_keep) <= set(field.message_type.fields_by_name), method.full_path


@pytest.mark.parametrize("suffix", ["request", "response"])
def test_every_model_has_the_fields_of_its_message(catalog: Catalog, suffix: str):
    for method in catalog.methods:
        fields = getattr(method, f"{suffix}_class").DESCRIPTOR.fields_by_name
        assert list(getattr(method, f"{suffix}_model").model_fields) == list(fields), method.full_path


def _routed(catalog: Catalog) -> list[Method]:
    return [method for method in catalog.methods if method.http is not None]


def _paths(method: Method) -> Iterator[tuple[str, str]]:
    yield method.http.verb, method.http.path
    yield from ((alias.verb, alias.path) for alias in method.http.aliases)


def _examples(method: Method) -> list[dict]:
    tool = [dict(method.tool.example)] if method.tool else []
    body = [dict(method.body_example)] if not tool and method.body_example else []
    return [*tool, *map(dict, method.policy.examples), *body]


def _is_valid(method: Method, example: dict) -> bool:
    try:
        method.request_model.model_validate(example)
    except ValidationError:
        return False
    return True
