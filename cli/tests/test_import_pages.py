"""All pages of an API in the Ergast format: joined to whole races, at its pace, or not at all."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
import pytest_asyncio

from altsports_cli.errors import CliError
from altsports_cli.imports.pages import LocalPace, download_pages, has_pages
from league_service.core.importing.domain import Upload
from league_service.f1.imports.ergast import read_ergast
from service_kit.testing.fake_ergast import FakeErgast, Mood, result_row

NAMES = {1: "Monaco Grand Prix", 2: "Dutch Grand Prix", 3: "Italian Grand Prix"}
DRIVERS = ("arrow", "brake", "crash", "drift", "early")


@pytest_asyncio.fixture
async def fake() -> AsyncGenerator[FakeErgast]:
    """Two seasons of three races with five rows each, four rows a page: races are split."""
    async with FakeErgast(most_rows=4) as running:
        for season in (1960, 2026):
            for number, name in NAMES.items():
                running.add_race(season, number, name, f"{season}-06-0{number}", "13:00:00Z")
                running.rows["results"][season, number] = [
                    result_row(driver, driver[:3].upper(), place, "")
                    for place, driver in enumerate(DRIVERS, start=1)
                ]
        yield running


def quiet(done: int, total: int, path: str) -> None:
    """Shows no progress."""


class Waits:
    """Notes the pauses instead of waiting."""

    def __init__(self) -> None:
        self.paused: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.paused.append(seconds)


async def test_split_races_are_whole_and_seasons_without_rules_are_left_out(
    fake: FakeErgast, tmp_path: Path
) -> None:
    steps: list[str] = []
    files = await download_pages(
        fake.url, 0, tmp_path, lambda done, total, path: steps.append(path), sleep=Waits()
    )
    assert steps == ["2026/races", "2026/qualifying", "2026/sprint", "2026/results"]
    found = read_ergast([Upload(file.name, "", file.path.read_bytes()) for file in files])
    results = {event.key: len(event.result.lines) for event in found.parsed.events if event.result}
    assert results == {"2026_monaco_race": 5, "2026_netherlands_race": 5, "2026_italy_race": 5}


async def test_an_address_can_name_the_season(fake: FakeErgast, tmp_path: Path) -> None:
    await download_pages(f"{fake.url}/2026", 0, tmp_path, quiet, sleep=Waits())
    assert {path.split("?")[0] for path in fake.asked} == {
        f"/f1/2026/{path}.json" for path in ("races", "qualifying", "sprint", "results")
    }


async def test_a_busy_api_is_asked_again_after_the_pause_that_it_states(
    fake: FakeErgast, tmp_path: Path
) -> None:
    fake.moods, waits = [Mood(429, retry_after="42"), Mood(503, retry_after="7")], Waits()
    assert await download_pages(fake.url, 2026, tmp_path, quiet, sleep=waits)
    assert [round(each) for each in waits.paused if each > 1] == [42, 7]


@pytest.mark.parametrize("mood", [Mood(500), Mood(404), Mood(cut=True), Mood(half=True)], ids=str)
async def test_without_all_pages_nothing_is_imported(fake: FakeErgast, tmp_path: Path, mood: Mood) -> None:
    fake.moods = [mood] * 50
    with pytest.raises(CliError, match="Nothing was imported"):
        await download_pages(fake.url, 2026, tmp_path, quiet, sleep=Waits())


async def test_pages_that_grow_while_they_are_read_are_read_again(fake: FakeErgast, tmp_path: Path) -> None:
    fake.moods = [Mood(), Mood(), Mood(), Mood(), Mood(grows=True)]
    files = await download_pages(fake.url, 2026, tmp_path, quiet, sleep=Waits())
    assert len([file for file in files if "results" in file.name]) == 4


async def test_the_pace_is_four_a_second_and_five_hundred_an_hour() -> None:
    now, waits = [0.0], Waits()

    async def sleep(seconds: float) -> None:
        await waits(seconds)
        now[0] += seconds

    pace = LocalPace(sleep, lambda: now[0])
    sent: list[float] = []
    for _ in range(1001):
        await pace.wait()
        sent.append(now[0])
    assert all(sent[at + 4] - sent[at] >= 1 for at in range(997))
    assert all(sent[at + 500] - sent[at] >= 3600 for at in range(501))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://api.jolpi.ca/ergast/f1", True),
        ("http://127.0.0.1:9/f1/2026/", True),
        ("https://example.org/f1/2026/results.json?limit=100", False),
        ("https://example.org/season.zip", False),
    ],
)
def test_an_address_with_a_suffix_is_a_file(url: str, expected: bool) -> None:
    assert has_pages(url) is expected
