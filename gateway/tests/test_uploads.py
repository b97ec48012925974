"""Uploads of files by administrators: as the body or in a form, with the report, within limits."""

import gzip

import pytest

URL = "/api/v1/imports/leagues"
ORGANISATION = "9d1f6a52-30c4-4f0e-9a57-2f4d0e6b8a31"
TEAM = "7f0d9a7e-2f44-4a52-9c57-0d7b8e0a3c11"
TABLE = b"league,sport\nAlpha Cup,chess\n"


@pytest.fixture
def admin(token):
    return token("root", role="admin", permissions=["leagues:write"])


async def test_a_file_as_the_body_is_imported_and_reported(http, mesh, admin):
    headers = admin | {
        "Content-Type": "text/csv",
        "Content-Disposition": 'attachment; filename="my leagues.csv"',
    }
    response = await http.post(
        URL, content=TABLE, headers=headers, params={"source": "me", "season": "2024", "as_of": "2025-06-30"}
    )
    report = response.json()
    assert response.status_code == 200, report
    assert (report["rows"], report["refused"], report["notes"], report["problem_count"]) == (
        3,
        1,
        ["A note"],
        1,
    )
    assert report["counts"] == [{"name": "leagues_created", "label": "leagues new", "count": 2}]
    assert report["problems"][0] == {
        "file": "my leagues.csv", "line": 2, "field": "sport", "message": "no", "hint": "yes",
    }  # fmt: skip
    (start,) = mesh.imports.starts
    assert (start.name, start.kind, start.source, start.season) == ("my leagues.csv", "leagues", "me", 2024)
    assert start.as_of == "2025-06-30"
    assert mesh.imports.data == [TABLE]


async def test_several_files_of_a_form_are_one_import(http, mesh, admin):
    files = [("file", ("a.csv", TABLE)), ("file", ("b.csv.gz", gzip.compress(TABLE) + b"x" * 1_500_000))]
    response = await http.post(URL, files=files, headers=admin)
    assert [file["name"] for file in response.json()["files"]] == ["a.csv", "b.csv.gz"]
    assert mesh.imports.data[0] == TABLE
    assert len(mesh.imports.data[1]) > 1_500_000


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        (None, 401),
        ({"permissions": ["leagues:write"]}, 403),
        ({"role": "admin", "permissions": ["leagues:read"]}, 403),
    ],
)
async def test_only_administrators_with_the_permission_may_upload(http, mesh, token, claims, status):
    headers = {} if claims is None else token("ann", **claims)
    response = await http.post(URL, content=TABLE, headers=headers)
    assert response.status_code == status
    assert mesh.imports.starts == []


async def test_a_member_of_a_club_imports_files_into_it(http, mesh, token):
    """The organisation is that of the token, and what the body or the query says about it is ignored."""
    mine = {"org": ORGANISATION, "club_role": "coach", "team_access": [TEAM]}
    headers = token("ann", permissions=["football:write"], **mine)
    stated = {"team_id": TEAM, "own_side": "home", "organisation_id": TEAM}
    response = await http.post("/api/v1/imports/squad", content=TABLE, headers=headers, params=stated)
    assert response.status_code == 200, response.json()
    (start,) = mesh.imports.starts
    assert (start.organisation_id, start.team_id, start.own_side) == (ORGANISATION, TEAM, "home")
    assert list(start.team_access) == [TEAM]


@pytest.mark.parametrize(("role", "organisation"), [("user", ORGANISATION), ("admin", "")])
async def test_fixtures_go_to_the_club_of_a_member_and_to_everybody_for_administrators(
    http, mesh, token, role, organisation
):
    mine = {"org": ORGANISATION, "club_role": "account_manager", "role": role}
    headers = token("ann", permissions=["football:write", "leagues:write"], **mine)
    await http.post("/api/v1/imports/football-fixtures", content=TABLE, headers=headers)
    assert mesh.imports.starts[0].organisation_id == organisation


@pytest.mark.parametrize(
    "claims",
    [
        {"permissions": ["football:write"]},
        {"role": "admin"},
        {"permissions": ["football:write"], "org": ORGANISATION, "club_role": "analyst"},
    ],
    ids=["no club", "an administrator who is no member", "an analyst"],
)
async def test_files_of_a_club_need_the_permission_there(http, mesh, token, claims):
    response = await http.post("/api/v1/imports/statsbomb", content=TABLE, headers=token("ann", **claims))
    assert (response.status_code, response.json()["code"]) == (403, "insufficient_permissions")
    assert "football:write" in response.text
    assert mesh.imports.starts == []


async def test_a_reason_of_the_service_is_a_problem_document(http, admin):
    response = await http.post("/api/v1/imports/horoscopes", content=TABLE, headers=admin)
    assert (response.status_code, response.json()["code"]) == (400, "UNKNOWN_IMPORTER")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "text/csv"),
        (b"--x--\r\n", "multipart/form-data; boundary=x"),
        (b"no form at all", "multipart/form-data; boundary=x"),
        (b"no boundary", "multipart/form-data"),
    ],
)
async def test_an_upload_without_a_file_is_refused(http, admin, body, kind):
    response = await http.post(URL, content=body, headers=admin | {"Content-Type": kind})
    assert (response.status_code, response.json()["detail"][0]["loc"]) == (422, ["body"])


async def test_a_season_that_is_no_year_is_refused(http, admin):
    response = await http.post(URL, content=TABLE, headers=admin, params={"season": "soon"})
    assert (response.status_code, response.json()["detail"][0]["loc"]) == (422, ["query", "season"])


async def test_files_that_are_too_large_are_refused(start_gateway, admin):
    small = await start_gateway(max_upload_mib=1)
    response = await small.post(URL, content=b"x" * 1_048_577, headers=admin)
    assert (response.status_code, response.json()["code"]) == (413, "BODY_TOO_LARGE")


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("attachment; filename*=UTF-8''caf%C3%A9.csv", "café.csv"),
        ("attachment; filename=plain.csv", "plain.csv"),
        ('attachment; filename="' + "a" * 300 + '.csv"', "a" * 200),
        ("attachment", "upload"),
    ],
)
async def test_the_name_of_a_file_comes_from_content_disposition(http, mesh, admin, stated, name):
    await http.post(URL, content=TABLE, headers=admin | {"Content-Disposition": stated})
    assert mesh.imports.starts[0].name == name
