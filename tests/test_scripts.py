"""The scripts: ids for SQL files, new signing keys, and a match through the running mesh."""

import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import jwt
import pytest

SCRIPTS = Path(__file__).parents[1] / "scripts"
SCRIPT = runpy.run_path(str(SCRIPTS / "add_uuid_ids_to_inserts.py"))


def run(*command: object, **options: Any) -> subprocess.CompletedProcess[str]:
    texts = [str(each) for each in command]
    return subprocess.run(texts, capture_output=True, text=True, timeout=120, check=False, **options)


def add_ids(script: str) -> str:
    return SCRIPT["add_ids"](script)


def test_rows_get_ids_that_derive_from_what_they_say() -> None:
    script = "INSERT INTO clubs.teams (name, note)\nVALUES ('A (first), team', 'it''s'), ('B', now());\n"
    changed = add_ids(script)
    assert changed.startswith("INSERT INTO clubs.teams (id, name, note)\nVALUES ('")
    assert changed.count("-5") >= 2  # UUIDs of version 5
    assert changed == add_ids(script)
    assert add_ids(changed) == changed


def test_equal_rows_have_different_ids_and_rows_of_other_tables_too() -> None:
    script = "INSERT INTO a (x) VALUES (1), (1);\nINSERT INTO b (x) VALUES (1);\n"
    ids = [part[:36] for part in add_ids(script).split("('")[1:]]
    assert len(set(ids)) == 3


@pytest.mark.parametrize(
    "script",
    [
        "-- INSERT INTO a (x) VALUES (1);\n",
        "SELECT 'INSERT INTO a (x) VALUES (1)';\n",
        "/* INSERT INTO a (x)\nVALUES (1) */\n",
        'INSERT INTO a (x, "ID") VALUES (1, 2);\n',
    ],
)
def test_what_is_no_insert_without_ids_stays_as_it_is(script: str) -> None:
    assert add_ids(script) == script


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("\nINSERT INTO a VALUES (1);", "line 2: name the columns"),
        ("INSERT INTO a (x) SELECT 1;", "line 1: only rows after VALUES"),
        ("INSERT INTO a (x) VALUES (1;", "line 1: a bracket is not closed"),
    ],
)
def test_what_cannot_be_changed_is_refused_with_its_line(script: str, said: Any) -> None:
    with pytest.raises(Exception, match=said):
        add_ids(script)


def test_the_script_writes_ids_into_a_file_once_and_refuses_what_it_cannot_change(tmp_path: Path) -> None:
    file = tmp_path / "mine.sql"
    file.write_text("INSERT INTO a (x) VALUES (1), (2);\n")
    command = (sys.executable, SCRIPTS / "add_uuid_ids_to_inserts.py", "--write", file)
    assert run(*command).returncode == 0
    changed = file.read_text()
    assert changed.startswith("INSERT INTO a (id, x) VALUES ('")
    assert (run(*command).returncode, file.read_text()) == (0, changed)
    file.write_text("INSERT INTO a VALUES (1);\n")
    refused = run(*command)
    assert (refused.returncode, "line 1" in refused.stderr) == (1, True)
    assert file.read_text() == "INSERT INTO a VALUES (1);\n"


def test_rotated_keys_sign_at_once_and_tokens_of_the_old_ones_stay_good(mesh: Any) -> None:
    with httpx.Client(base_url=mesh.gateways[0], timeout=30) as client:

        def token() -> str:
            answer = client.post(
                "/auth/login", json={"email": mesh.admin["username"], "password": mesh.admin["password"]}
            )
            return answer.raise_for_status().json()["access_token"]

        def key_of(token: str) -> str:
            return jwt.get_unverified_header(token)["kid"]

        old = token()
        rotated = run(SCRIPTS / "rotate_jwt_keys.sh", env=mesh.environment)
        assert rotated.returncode == 0, rotated.stderr
        mesh.wait_until(lambda: key_of(token()) != key_of(old), seconds=30)
        published = {key["kid"] for key in client.get("/.well-known/jwks.json").json()["keys"]}
        assert {key_of(old), key_of(token())} <= published
        for each in (old, token()):
            answer = client.get("/api/users/me", headers={"Authorization": f"Bearer {each}"})
            assert answer.status_code == 200


def test_a_file_of_events_is_stored_through_the_mesh_and_read_back(mesh: Any, tmp_path: Path) -> None:
    command = (sys.executable, SCRIPTS / "smoke_parse_and_persist.py", "--url", mesh.gateways[0])
    stored = run(*command)
    assert (stored.returncode, stored.stdout.strip()) == (
        0,
        "Smoke 1 1-0 Smoke 2: 2 events stored and read back",
    )
    broken = tmp_path / "broken.json"
    broken.write_text("[")
    failed = run(*command, broken)
    assert (failed.returncode, failed.stderr.startswith("failed: broken.json")) == (1, True)
    away = run(*command[:2], "--url", "http://127.0.0.1:9")
    assert (away.returncode, "start the mesh with make up" in away.stderr) == (1, True)
