"""Rows of made-up files find the stored league, or are held back with a reason; none makes a second one."""

import csv
import io
from collections.abc import AsyncIterator
from typing import Any

import pytest

from altsports.league.v1 import imports_pb2 as pb
from league_service.catalogue.imports.rows import LeagueRow
from league_service.catalogue.imports.sports import SportResolver
from league_service.core.vocabulary.domain import packaged

COLUMNS = ("league", "sport", "category", "region", "abbreviation", "alternative_names")


async def send(leagues: Any, *rows: tuple[str, ...], name: str = "made-up.csv") -> Any:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(rows)

    async def parts() -> AsyncIterator[pb.ImportFilesRequest]:
        yield pb.ImportFilesRequest(start=pb.FileStart(name=name, kind="leagues"))
        yield pb.ImportFilesRequest(chunk=text.getvalue().encode())

    return await leagues.imported(parts())


@pytest.mark.parametrize(
    ("sport", "category", "region", "expected"),
    [
        ("FPV multirotor racing", "drone racing", "", "drone_racing"),
        ("racing", "Drone-Racing", "", "drone_racing"),
        ("glass-walled doubles game", "Padel", "", "padel"),
        ("six-a-side walled football", "soccer", "United States", "soccer"),
        ("gravel and cyclo-cross", "cycling", "", "cycling"),
        ("Street Fighter 6", "esports", "", "esports"),
        ("Women's football", "", "England", "soccer"),
        ("women’s American football", "", "", "american_football"),
        ("Men's ice hockey", "", "", "hockey"),
        ("hockey", "field hockey", "", "field_hockey"),
        ("Professional box lacrosse", "", "", "lacrosse"),
        ("U-20 beach soccer", "", "", "beach_soccer"),
        ("Football (American)", "", "", "american_football"),
        ("Hockey - Ice", "", "", "hockey"),
        ("Basketball 3x3", "", "", "three_x_three_basketball"),
        ("Rugby (7s)", "", "", "rugby_sevens"),
        ("Soccer (8 v 8)", "", "", "soccer"),
        ("football", "Australian rules football", "Australia", "australian_football"),
        ("college football", "", "USA", "american_football"),
        ("Frauen Handball", "", "", "handball"),
        ("Fútbol femenino", "", "", "soccer"),
        ("Women's mixed martial arts", "", "", "mixed_martial_arts"),
        ("High school wrestling", "", "", "wrestling"),
        ("Masters swimming", "", "", "swimming"),
    ],
)
def test_a_phrase_is_the_sport_that_its_words_or_category_name(
    sport: str, category: str, region: str, expected: str
) -> None:
    places = (region.replace("USA", "United States"),) if region else ()
    assert SportResolver(packaged()).read(sport, category, places).keys == (expected,)


@pytest.mark.parametrize(
    ("sport", "category", "region"),
    [
        ("football", "", "Australia"),
        ("Women's football", "", ""),
        ("Cycling / BMX", "", ""),
    ],
)
def test_an_ambiguous_phrase_stays_ambiguous(sport: str, category: str, region: str) -> None:
    reading = SportResolver(packaged()).read(sport, category, (region,) if region else ())
    assert len(reading.keys) > 1


@pytest.mark.parametrize(
    ("sport", "category"),
    [
        ("lethwei", "combat sports"),
        ("unicycle hockey", "hockey"),
        ("pigeon racing", "racing"),
        ("International rules football", "football"),
    ],
)
def test_a_family_of_sports_is_not_a_sport(sport: str, category: str) -> None:
    assert SportResolver(packaged()).read(sport, category, ()).keys == ()


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (("NHL", "ice hockey"), "National Hockey League"),
        (("BKFC", "bare knuckle fighting"), "Bare Knuckle Fighting Championship"),
        (("PLL", "lacrosse", "", "USA"), "Premier Lacrosse League"),
        (("National Hockey League (NHL)", "hockey"), "National Hockey League"),
        (("The Premier Lacrosse League", "lacrosse"), "Premier Lacrosse League"),
        (("LaLiga", "soccer", "", "Spain"), "La Liga"),
        (("Moto GP", "motorcycle racing"), "MotoGP World Championship"),
        (("MotoGP", "two-wheeled circuit motorsport"), "MotoGP World Championship"),
        (("NFL", "football"), "National Football League"),
        (("NHL", "ice hockey", "", "North America"), "National Hockey League"),
        (("J1 League", "soccer", "", "Asia"), "J1 League"),
        (("European League of Football", "american football", "", "Austria"), "European League of Football"),
        (("F1", "open-wheel racing", "motorsport"), "Formula One World Championship"),
        (("Spanish La Liga", "soccer", "", "Spain"), "La Liga"),
        (("English Premier League", "soccer", "", "England"), "Premier League"),
        (("AUDL", "flying disc", "ultimate"), "Ultimate Frisbee Association"),
        (("AFL", "football", "", "Australia"), "Australian Football League"),
        (("WSL", "Women's football", "", "England"), "Women's Super League"),
        (("LOVB", "women's indoor volleyball"), "League One Volleyball"),
        (("Karate Combat", "full-contact karate"), "Karate Combat"),
        (("Drone Racing League", "first-person-view quadcopters", "drone racing"), "Drone Racing League"),
        (
            ("Hockey League of the Nation", "ice hockey", "", "", "", "National Hockey League"),
            "National Hockey League",
        ),
    ],
)
async def test_a_row_finds_the_stored_league(leagues: Any, row: tuple[str, ...], name: str) -> None:
    imported = await send(leagues, row)
    assert (imported.count("leagues_created"), imported.summary.refused) == (0, 0), imported.problems
    (league,) = [
        each for each in (await leagues.call("SearchLeagues", query=name)).leagues if each.name == name
    ]
    rows = (await leagues.call("ListLeagueSources", league_id=league.id)).rows
    assert [each.source for each in rows] == ["altsports", "made-up"]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("Premier League", "women's football", "", "England"), "may mean another league"),
        (("National Basketball Association", "college basketball"), "may mean another league"),
        (("Bare Knuckle Fighting Championship", "boxing", "", "United States"), "has the same name"),
        (("Premier Padel", "glass-walled doubles"), "is not a known sport"),
        (("Some Bowl", "football", "", "Australia"), "is ambiguous"),
        (("X1", "chess"), "at least 3 characters"),
        (("X1", "underwater chess boxing"), "at least 3 characters"),
    ],
)
async def test_a_doubtful_row_is_held_back_with_a_way_out(
    leagues: Any, row: tuple[str, ...], says: str
) -> None:
    imported = await send(leagues, row)
    assert (imported.count("leagues_created"), imported.summary.refused) == (0, 1)
    assert says in imported.problems[0].message
    assert imported.problems[0].hint


@pytest.mark.parametrize(
    "row",
    [
        ("Drone Champions League", "FPV multirotor racing", "drone racing", "", "DCL"),
        ("National Hockey League", "ice hockey", "", "Iceland"),
        ("Super League", "soccer", "", "Switzerland"),
        ("Premier League", "soccer", "", "Africa"),
        ("Bundesliga", "soccer", "", "Austria"),
        ("Mongolian Bökh League", "bökh", "combat sports", "Mongolia"),
        ("Premier League", "korfball", "", "England"),
    ],
)
async def test_a_new_league_is_created(leagues: Any, row: tuple[str, ...]) -> None:
    imported = await send(leagues, row)
    assert (imported.count("leagues_created"), imported.summary.refused) == (1, 0), imported.problems


async def test_both_names_of_a_league_in_one_file_are_one_league(leagues: Any) -> None:
    rows = [("Bloemfontein Squash League", "squash", "", "", "BSL"), ("BSL", "squash")]
    imported = await send(leagues, *rows)
    assert (imported.count("leagues_created"), imported.summary.refused) == (1, 0)


def test_the_category_of_a_row_may_decide_about_a_family() -> None:
    row = LeagueRow("a.csv", 2, "k", "A", "FPV multirotors", category="air sports")
    drones = packaged().get("drone_racing")
    assert drones is not None
    assert SportResolver(packaged()).speaks_of(row, drones)


async def test_who_plays_is_no_part_of_a_new_sport(leagues: Any) -> None:
    rows = [("Snow Cup", "Women's Yukigassen"), ("Snow League", "yukigassen"), ("Odd Cup", "Women's sports")]
    imported = await send(leagues, *rows)
    assert list(imported.summary.notes) == ["New sports: yukigassen"]
    assert (imported.count("leagues_created"), imported.summary.refused) == (2, 1)
    assert "names no sport" in imported.problems[-1].message
