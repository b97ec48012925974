"""What is exported can be imported again, and an upload changes what the lists answer."""

import csv
import io

import pytest

URL = "/api/v1/imports/leagues"


@pytest.mark.parametrize(("wanted", "sport"), [("csv", "hockey"), ("json", "soccer")])
async def test_an_export_imported_again_makes_no_league_and_changes_no_fact(http, admin, wanted, sport):
    exported = await http.get("/api/v1/leagues", params={"sport": sport, "format": wanted})
    before = (await http.get("/api/v1/leagues", params={"sport": sport})).json()["data"]
    name = {"Content-Disposition": f'attachment; filename="again-{sport}.{wanted}"'}
    uploaded = await http.post(URL, content=exported.content, headers=admin | name)
    report = uploaded.json()
    assert uploaded.status_code == 200, report
    counts = {each["name"]: each["count"] for each in report["counts"]}
    assert counts == {"leagues_created": 0, "leagues_updated": 0, "rows_unchanged": len(before)}, report
    assert report["refused"] == 0
    after = (await http.get("/api/v1/leagues", params={"sport": sport})).json()["data"]
    assert after == before


async def test_an_uploaded_league_is_listed_and_its_problems_are_reported(mesh, http, admin):
    table = "League name;Sport type;Year founded\nBloemfontein Open;squash;1974\n_No League;squash;\n"
    files = {"file": ("squash.csv", table.encode("utf-16"))}
    report = (await http.post(URL, files=files, headers=admin)).json()
    assert (report["rows"], report["refused"], report["problem_count"]) == (2, 1, 1)
    assert "placeholder" in report["problems"][0]["message"]

    async def listed():
        found = await http.get("/api/v1/leagues/search", params={"query": "bloemfontein"}, headers=admin)
        return [league["name"] for league in found.json()["data"]]

    assert await listed() == ["Bloemfontein Open"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/sports",
        "/api/v1/sources",
        "/api/v1/importers",
        "/api/v1/experts",
        "/api/v1/users",
        "/api/v1/audit-events",
        "/api/v1/competitions",
        "/api/v1/tasks",
    ],
)
async def test_lists_of_every_service_are_files_too(http, admin, path):
    table = await http.get(path, params={"format": "csv"}, headers=admin)
    assert table.status_code == 200, table.text
    assert table.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(table.text)))
    array = (await http.get(path, params={"format": "json"}, headers=admin)).json()
    assert len(rows) == len(array) or path == "/api/v1/audit-events"
