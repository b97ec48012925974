"""docs/layout.md names files and folders that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_place_of_the_layout_map_exists() -> None:
    rows = [line.split("|") for line in (ROOT / "docs/layout.md").read_text().splitlines() if "|" in line]
    places = [place for row in rows for place in re.findall(r"`([\w./-]+)`", row[2])]
    assert len(places) > 90
    named = [place for place in places if "/" in place]
    assert [place for place in named if not (ROOT / place).exists()] == []


def test_every_documented_product_has_its_rows() -> None:
    sections = (ROOT / "docs/layout.md").read_text().split("\n## ")[1:]
    rows = {section.split("\n")[0].partition(" (")[0]: section.count("\n| ") for section in sections}
    assert sorted(rows) == [
        "AltSports Leagues",
        "Fantasy F1",
        "Football Coach",
        "HeartBeat hockey engine",
        "NFL experts",
    ]
    assert min(rows.values()) > 10
