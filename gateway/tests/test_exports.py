"""Lists as files: CSV and JSON of every route that answers with a list, all pages, safe in spreadsheets."""

import csv
import io
from typing import get_args

import pytest

from altsports.contract.catalog import load_catalog
from altsports.league.v1 import leagues_pb2
from gateway_service.routes import exports
from gateway_service.routes.export_columns import Columns
from gateway_service.routes.export_pages import Pages
from gateway_service.routes.exports import list_field
from service_kit.errors import Unavailable

SOCCER = {"sport": "soccer"}


def rows(response):
    return list(csv.DictReader(io.StringIO(response.text)))


def many(mesh, count):
    for number in range(count):
        name = f"league {number}"
        mesh.leagues.leagues[name] = leagues_pb2.League(
            id=name, name=name, sport="golf", level="professional"
        )


async def test_a_list_as_csv_is_a_file_with_a_header(http):
    response = await http.get("/api/v1/leagues", params=SOCCER | {"format": "csv"})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/csv")
    assert response.headers["content-disposition"] == 'attachment; filename="leagues.csv"'
    assert [(row["name"], row["sport"], row["founded_year"]) for row in rows(response)] == [
        (name, "soccer", "") for name in ("one", "two", "three")
    ]


@pytest.mark.parametrize("path", ["/leagues", "/leagues/", "/api/v1/leagues"])
async def test_accept_text_csv_means_the_same_on_every_path(http, path):
    response = await http.get(path, params=SOCCER, headers={"Accept": "text/csv, */*;q=0.1"})
    assert [row["name"] for row in rows(response)] == ["one", "two", "three"]


async def test_a_list_as_json_is_one_array(http):
    response = await http.get("/api/v1/leagues", params=SOCCER | {"format": "json"})
    assert response.headers["content-disposition"] == 'attachment; filename="leagues.json"'
    assert [league["name"] for league in response.json()] == ["one", "two", "three"]


async def test_excel_gets_a_byte_order_mark_and_others_do_not(http):
    excel = await http.get("/api/v1/leagues", params=SOCCER | {"format": "excel"})
    table = await http.get("/api/v1/leagues", params=SOCCER | {"format": "csv"})
    assert excel.headers["content-disposition"] == 'attachment; filename="leagues.csv"'
    assert excel.content == b"\xef\xbb\xbf" + table.content


@pytest.mark.parametrize("wanted", ["csv", "json"])
async def test_all_pages_follow_one_another(http, mesh, wanted):
    many(mesh, 150)
    response = await http.get("/api/v1/leagues", params={"sport": "golf", "format": wanted})
    found = rows(response) if wanted == "csv" else response.json()
    assert [league["name"] for league in found] == [f"league {number}" for number in range(150)]
    assert mesh.leagues.calls == ["ListLeagues", "ListLeagues"]


async def test_a_page_size_asks_for_one_page(http, mesh):
    response = await http.get("/api/v1/leagues", params=SOCCER | {"format": "csv", "page_size": 2})
    assert [row["name"] for row in rows(response)] == ["one", "two"]


@pytest.mark.parametrize("wanted", ["csv", "json"])
async def test_an_empty_list_is_an_empty_file(http, wanted):
    response = await http.get("/api/v1/leagues", params={"sport": "chess", "format": wanted})
    assert response.status_code == 200
    assert (rows(response) if wanted == "csv" else response.json()) == []


async def test_an_unknown_format_is_refused(http):
    response = await http.get("/api/v1/leagues", params=SOCCER | {"format": "xlsx"})
    assert (response.status_code, response.json()["detail"][0]["loc"]) == (422, ["query", "format"])


async def test_more_rows_than_an_export_may_have_are_refused(http, mesh, monkeypatch):
    monkeypatch.setattr(exports, "MOST_ROWS", 2)
    response = await http.get("/api/v1/leagues", params=SOCCER | {"format": "csv"})
    assert response.status_code == 422
    assert "at most 2" in response.json()["detail"][0]["msg"]


async def test_an_error_is_a_problem_document(http, mesh):
    mesh.leagues.failure = Unavailable("gone", retry_after_s=3)
    response = await http.get("/api/v1/leagues", params=SOCCER | {"format": "csv"})
    assert response.status_code == 503
    assert response.headers["content-type"] == "application/problem+json"


async def test_an_export_obeys_limits_and_the_schema(http):
    for _ in range(5):
        assert (await http.get("/leagues/search", params={"format": "csv"})).status_code == 200
    assert (await http.get("/leagues/search", params={"format": "csv"})).status_code == 429
    assert (await http.get("/api/v1/leagues", params={"format": "csv"})).status_code == 422


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "\r=1"])
def test_a_text_is_no_formula(text):
    method = load_catalog().by_path["/altsports.league.v1.LeagueService/ListLeagues"]
    columns = Columns(get_args(method.response_model.model_fields["leagues"].annotation)[0])
    (row,) = csv.DictReader(
        io.StringIO(
            (columns.header() + columns.rows([{"name": text, "founded_year": 1990}])).decode(), newline=""
        )
    )
    assert row["name"] == f"'{text}"
    assert row["founded_year"] == "1990"


@pytest.mark.parametrize(
    ("value", "cell"), [(-3.5, "-3.5"), ("-3.5", "-3.5"), ("+7", "+7"), (True, "true"), (None, "")]
)
def test_numbers_and_truth_are_plain(value, cell):
    written = Columns(str).rows([value]).decode()
    assert next(csv.reader([written])) == [cell]


def test_every_list_of_the_contract_can_be_exported():
    """Lists without a page size or offset answer at once; no method has a field named `format`."""
    listed = [method for method in load_catalog().methods if list_field(method)]
    named = {
        method.name
        for method in load_catalog().methods
        if method.name.startswith("List") and method.http and method.http.verb == "GET"
    }
    assert named | {"SearchLeagues"} <= {method.name for method in listed}
    for method in listed:
        assert "format" not in method.request_model.model_fields
        item = get_args(method.response_model.model_fields[list_field(method)].annotation)[0]
        assert len(set(Columns(item).names)) == len(Columns(item).names) > 0
        Pages(method, list_field(method))
