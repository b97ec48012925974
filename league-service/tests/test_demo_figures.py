"""The figures of the demo data: each belongs to a league of it, and says when and where it was published."""

from league_service.catalogue.figures.domain import FIGURES, LARGEST, Figure, newest, renown_of
from league_service.catalogue.imports.reader import read_file
from league_service.core.dates import as_of_key
from league_service.core.packaged import read_table
from league_service.demo.seed import demo_upload


def test_every_figure_is_dated_published_and_of_a_league() -> None:
    names = [row.name for row in read_file("leagues.csv", demo_upload().data).rows]
    assert len(set(names)) == len(names)
    rows = read_table("demo", "figures.csv")
    for row in rows:
        assert row["league"] in names
        assert row["figure"] in FIGURES
        assert 0 < float(row["value"]) <= LARGEST[row["figure"]]
        assert 2015 <= as_of_key(row["as_of"])[0] <= 2026
        assert row["published_in"]
        assert row["url"].startswith("https://")
    assert len({(row["league"], row["figure"], row["as_of"]) for row in rows}) == len(rows)


def test_the_newest_figure_counts() -> None:
    old = Figure("attendance", 100, "2019", "a", "a report")
    new = Figure("attendance", 90_000, "2024-25", "b", "a report")
    assert newest([new, old]) == {"attendance": new}
    assert renown_of([old]) == 0
    assert renown_of([new, old]) == renown_of([new]) > 10
