"""The scripts for people who work with SQL files."""

import runpy
from pathlib import Path
from typing import Any

import pytest

SCRIPT = runpy.run_path(str(Path(__file__).parents[1] / "scripts" / "add_uuid_ids_to_inserts.py"))


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
