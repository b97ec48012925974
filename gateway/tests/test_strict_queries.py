"""Routes of a club refuse parameters that they do not have: a filter that is misspelt lists nothing."""

import pytest

from altsports.contract.catalog import Method, load_catalog
from gateway_service.routes.fields import RequestFields
from gateway_service.routes.reading import RequestReading
from service_kit.errors import ValidationFailed, Violation

STRICT = [method for method in load_catalog().methods if method.http and method.strict_query]
READS = [method for method in STRICT if method.http and method.http.verb == "GET"]
ID = "00000000-0000-4000-8000-000000000000"


def refused(method: Method, query: bytes) -> list[Violation]:
    assert method.http
    reading = RequestReading(method, RequestFields.of(method), form=False, form_only=False)
    with pytest.raises(ValidationFailed) as caught:
        reading.of_query(dict.fromkeys(method.http.path_fields, ID), query)
    return [violation for violation in caught.value.violations if violation["loc"][0] == "query"]


def test_every_route_of_a_club_is_strict():
    routes = [method for method in load_catalog().methods if method.http and method.toolset == "football"]
    assert routes == STRICT


@pytest.mark.parametrize("method", READS, ids=lambda method: method.operation_id)
def test_a_parameter_that_does_not_exist_is_named_with_those_that_do(method):
    (found,) = refused(method, b"team=1&envelope=false")
    assert (found["loc"], found["type"]) == (["query", "team"], "unknown_parameter")
    for name in RequestFields.of(method).query:
        assert name in found["msg"].replace(",", "").split()


@pytest.mark.parametrize("method", READS, ids=lambda method: method.operation_id)
def test_an_id_or_a_day_that_is_none_is_named(method):
    found = {name for name, field in RequestFields.of(method).query.items() if _has_format(field)}
    for name in found:
        assert [each["loc"] for each in refused(method, f"{name}=zz".encode())] == [["query", name]]


def _has_format(field):
    return any(f"name='{name}'" in str(field) for name in ("uuid", "date"))


def test_a_parameter_that_is_stated_twice_is_refused():
    method = load_catalog().by_path["/altsports.football.v1.TeamService/ListTeams"]
    (found,) = refused(method, b"kind=own&kind=opponent")
    assert (found["loc"], found["type"]) == (["query", "kind"], "repeated_parameter")
