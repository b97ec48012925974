"""How the options of a method are read."""

import pytest

from altsports.contract.catalog import Catalog
from altsports.contract.policy import HttpBinding, RateLimit, parse_rate_limit, snake_case


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("5/second", RateLimit(5, 1)),
        ("100/minute", RateLimit(100, 60)),
        ("10/hour", RateLimit(10, 3600)),
        ("1/day", RateLimit(1, 86400)),
    ],
)
def test_a_rate_limit_is_an_amount_and_a_window(text: str, limit: RateLimit):
    assert parse_rate_limit(text) == limit


@pytest.mark.parametrize(
    "text", ["", "5", "/minute", "5/fortnight", "-5/minute", "5 per minute", "1.5/minute"]
)
def test_anything_else_is_no_rate_limit(text: str):
    with pytest.raises(ValueError, match="not a rate limit"):
        parse_rate_limit(text)


def test_the_path_names_its_fields_in_order():
    binding = HttpBinding("GET", "/api/v1/clubs/{club_id}/matches/{match_id}", "", ())
    assert binding.path_fields == ("club_id", "match_id")


@pytest.mark.parametrize(
    ("name", "snake"),
    [("GetLeague", "get_league"), ("ListAPIKeys", "list_apikeys"), ("A1B", "a1_b"), ("Get", "get")],
)
def test_method_names_become_tool_names(name: str, snake: str):
    assert snake_case(name) == snake


def test_reads_may_be_repeated_and_writes_only_where_the_contract_says_so(catalog: Catalog):
    for method in catalog.methods:
        if method.http and method.http.verb == "GET":
            assert method.retry_safe
        elif not method.policy.retry_safe:
            assert not method.retry_safe


def test_the_catalog_finds_a_method_by_its_grpc_path_and_by_its_area(catalog: Catalog):
    method = catalog.by_path["/altsports.task.v1.TaskService/GetTaskStatus"]
    assert (method.area, method.noun, method.name) == ("task", "tasks", "GetTaskStatus")
    assert method in catalog.of_area("task")


def test_whoever_used_up_a_quota_can_still_raise_it(catalog: Catalog):
    """An administrator may have set too small a quota, or a smaller tier, for their own account."""
    for name in ("PlanService/SetAccountQuota", "PlanService/GetMyPlan", "AccountService/UpdateUser"):
        policy = catalog.by_path[f"/altsports.auth.v1.{name}"].policy
        assert policy.unmetered
        assert policy.quota_cost == 0


def test_every_method_that_needs_credentials_names_a_permission(catalog: Catalog):
    """An API key has the role of its owner, so without a permission its scopes would not count."""
    for method in catalog.methods:
        policy = method.policy
        if policy.access == "REQUIRED" or policy.role:
            assert policy.permissions, method.full_path
