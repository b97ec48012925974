"""Leagues over gRPC: real server, real client, real PostgreSQL."""

import asyncio
import re
from datetime import timedelta
from typing import Any

import pytest

from altsports.league.v1 import leagues_pb2 as pb
from league_service.catalogue.leagues.columns import WIRE_COLUMNS
from service_kit.caller import Caller
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.errors import (
    AlreadyExists,
    Conflict,
    DomainError,
    NotFound,
    PermissionDenied,
    ValidationFailed,
)
from service_kit.rpc.plain import shape_of
from service_kit.testing.callers import ADMIN, AI_SERVICE

NOBODY = "00000000-0000-4000-8000-000000000000"


async def first_id(leagues: Any, query: str) -> str:
    return (await leagues.call("SearchLeagues", query=query)).leagues[0].id


async def test_a_list_holds_one_sport_and_the_professional_level_by_default(leagues: Any) -> None:
    page = await leagues.call("ListLeagues", sport="soccer")
    assert {(league.sport, league.level) for league in page.leagues} == {("soccer", "professional")}
    assert page.total_size == len(page.leagues)


@pytest.mark.parametrize(
    ("word", "key"), [("Soccer", "soccer"), ("Ice Hockey", "hockey"), ("formula 1", "motorsport")]
)
async def test_a_sport_is_known_by_several_words(leagues: Any, word: str, key: str) -> None:
    page = await leagues.call("ListLeagues", sport=word)
    assert {league.sport for league in page.leagues} == {key}


async def test_a_family_of_sports_lists_all_of_it(leagues: Any) -> None:
    page = await leagues.call("ListLeagues", sport="rugby", page_size=50)
    assert {"rugby_union", "rugby_league"} <= {league.sport for league in page.leagues}


async def test_level_and_location_narrow_a_list(leagues: Any) -> None:
    youth = await leagues.call("ListLeagues", sport="baseball", level="youth")
    assert [league.name for league in youth.leagues] == ["Little League Baseball"]
    asia = await leagues.call("ListLeagues", sport="baseball", location="korea republic")
    assert [league.name for league in asia.leagues] == ["KBO League"]
    assert not (await leagues.call("ListLeagues", sport="baseball", location="rea")).leagues


async def test_an_unknown_sport_is_an_invalid_query_with_what_was_meant(leagues: Any) -> None:
    with pytest.raises(DomainError) as caught:
        await leagues.call("ListLeagues", sport="soccor")
    assert (caught.value.kind, caught.value.reason) == ("invalid_argument", "INVALID_LEAGUE_QUERY")
    assert caught.value.metadata == {"field": "sport"}
    assert caught.value.message.startswith("Invalid league query: Sport must be one of: soccer, basketball,")
    assert "Did you mean soccer" in caught.value.message


async def test_pages_hold_every_league_once_and_in_order(leagues: Any) -> None:
    whole = await leagues.call("ListLeagues", sport="soccer", page_size=100)
    seen: list[str] = []
    token = ""
    while True:
        page = await leagues.call("ListLeagues", sport="soccer", page_size=3, page_token=token)
        seen += [league.id for league in page.leagues]
        token = page.next_page_token
        if not token:
            break
    assert seen == [league.id for league in whole.leagues]


@pytest.mark.parametrize("method", ["ListLeagues", "SearchLeagues"])
async def test_a_damaged_or_foreign_page_token_is_refused(leagues: Any, method: str) -> None:
    token = (await leagues.call(method, sport="soccer", page_size=1)).next_page_token
    for wrong in (token[:-3] + "abc", "x" * 40, token.swapcase()):
        with pytest.raises(ValidationFailed) as caught:
            await leagues.call(method, sport="soccer", page_size=1, page_token=wrong)
        assert caught.value.reason == "INVALID_PAGE_TOKEN"
    with pytest.raises(ValidationFailed) as caught:
        await leagues.call(method, sport="hockey", page_size=1, page_token=token)
    assert caught.value.reason == "INVALID_PAGE_TOKEN"


async def test_one_league_is_told_with_all_facts(leagues: Any) -> None:
    league = (await leagues.call("GetLeague", league_id=await first_id(leagues, "PLL"))).league
    assert (league.name, league.sport, league.level, league.location) == (
        "Premier Lacrosse League", "lacrosse", "professional", "United States",
    )  # fmt: skip
    assert (league.founded_year, league.member_count, league.member_count_as_of) == (2018, 8, "2025")
    assert (league.website, league.abbreviation, league.status) == (
        "https://premierlacrosseleague.com", "PLL", "active",
    )  # fmt: skip
    assert not league.HasField("headquarters")
    assert league.created_at.ToSeconds() == league.updated_at.ToSeconds() > 0


async def test_a_league_has_the_same_id_in_every_installation(leagues: Any) -> None:
    assert await first_id(leagues, "Premier Lacrosse League") == "05428cae-aeaa-57dd-926a-cb7710ce1a48"


@pytest.mark.parametrize("league_id", [NOBODY, "no uuid", "'; DROP TABLE league.leagues"])
async def test_a_league_that_is_not_there_is_not_found(leagues: Any, league_id: str) -> None:
    for method in ("GetLeague", "ListLeagueSources", "ScorePartnerships"):
        with pytest.raises(NotFound) as caught:
            await leagues.call(method, AI_SERVICE, league_id=league_id)
        assert caught.value.reason == "LEAGUE_NOT_FOUND"


async def test_an_admin_adds_a_league_and_it_is_found(leagues: Any) -> None:
    made = (
        await leagues.call(
            "CreateLeague",
            ADMIN,
            name="  Nordic  Korfball League ",
            sport="Korfbal",
            level="semi-pro",
            country="sweden",
            founded_year=1999,
            member_count=6,
            website="https://example.org",
        )
    ).league
    assert (made.name, made.sport, made.level) == ("Nordic Korfball League", "korfball", "semi_professional")
    assert (made.country, made.location, made.member_count) == ("Sweden", "Sweden", 6)
    hits = await leagues.call("SearchLeagues", query="nordic korfbal")
    assert hits.leagues[0].id == made.id


async def test_writing_needs_the_permission(leagues: Any) -> None:
    with pytest.raises(PermissionDenied):
        await leagues.call("CreateLeague", name="Some League", sport="chess", level="amateur")


async def test_every_broken_rule_of_a_new_league_is_told(leagues: Any) -> None:
    with pytest.raises(ValidationFailed) as caught:
        await leagues.call("CreateLeague", ADMIN, name="AB", sport="korfbll", level="galactic")
    assert caught.value.reason == "INVALID_LEAGUE"
    said = {tuple(violation["loc"]): violation["msg"] for violation in caught.value.violations}
    assert said["body", "name"] == "League name must be at least 3 characters"
    assert said["body", "sport"].startswith(
        "Sport must be one of: soccer, basketball, baseball, american_football, hockey"
    )
    assert "Did you mean korfball" in said["body", "sport"]
    assert said["body", "level"].startswith("Level must be one of: professional,")


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "x" * 201},
        {"founded_year": 1799},
        {"founded_year": 2101},
        {"member_count": -1},
        {"website": "ftp://example.org"},
    ],
)
async def test_the_contract_refuses_facts_out_of_bounds(leagues: Any, wrong: dict[str, Any]) -> None:
    facts = {"name": "Some League", "sport": "chess", "level": "amateur"} | wrong
    with pytest.raises(ValidationFailed):
        await leagues.call("CreateLeague", ADMIN, **facts)


async def test_a_sport_has_one_league_of_a_name_in_a_country(leagues: Any) -> None:
    facts = {"sport": "chess", "level": "amateur"}
    await leagues.call("CreateLeague", ADMIN, name="Some League", country="Norway", **facts)
    with pytest.raises(AlreadyExists) as caught:
        await leagues.call("CreateLeague", ADMIN, name="SOME-League", country="norway", **facts)
    assert caught.value.reason == "LEAGUE_EXISTS"
    await leagues.call("CreateLeague", ADMIN, name="Some League", country="Sweden", **facts)


async def test_twenty_equal_creations_at_once_make_one_league(leagues: Any) -> None:
    calls = [
        leagues.call(
            "CreateLeague", ADMIN, name="Rush League", sport="chess", level="amateur", request_id="r-1"
        )
        for _ in range(20)
    ]
    answers = await asyncio.gather(*calls)
    assert len({answer.league.id for answer in answers}) == 1


async def test_a_request_id_is_good_for_one_league_only(leagues: Any) -> None:
    facts = {"sport": "chess", "level": "amateur", "request_id": "r-2"}
    first = await leagues.call("CreateLeague", ADMIN, name="First League", **facts)
    again = await leagues.call("CreateLeague", ADMIN, name="First League", **facts)
    assert first.league.id == again.league.id
    with pytest.raises(Conflict) as caught:
        await leagues.call("CreateLeague", ADMIN, name="Other League", **facts)
    assert caught.value.reason == "REQUEST_ID_REUSED"


async def test_a_change_is_seen_found_and_timed(leagues: Any, clock: FixedClock) -> None:
    league_id = await first_id(leagues, "PLL")
    clock.advance(timedelta(hours=1))
    changed = (
        await leagues.call(
            "UpdateLeague", ADMIN, league_id=league_id, name="Grand Lacrosse Circuit", member_count=9
        )
    ).league
    assert (changed.name, changed.member_count, changed.founded_year) == ("Grand Lacrosse Circuit", 9, 2018)
    assert changed.updated_at.ToSeconds() - changed.created_at.ToSeconds() == 3600
    assert await first_id(leagues, "grand lacrosse circuit") == league_id


async def test_empty_text_clears_a_fact_and_the_rest_stays(leagues: Any) -> None:
    league_id = await first_id(leagues, "PLL")
    changed = (await leagues.call("UpdateLeague", ADMIN, league_id=league_id, website="", country="")).league
    assert not changed.HasField("website")
    assert not changed.HasField("country")
    assert not changed.HasField("location")
    assert changed.abbreviation == "PLL"


async def test_a_change_that_changes_nothing_leaves_the_time_alone(leagues: Any, clock: FixedClock) -> None:
    league_id = await first_id(leagues, "PLL")
    clock.advance(timedelta(hours=1))
    same = (
        await leagues.call("UpdateLeague", ADMIN, league_id=league_id, name="Premier Lacrosse League")
    ).league
    assert same.updated_at == same.created_at


async def test_a_name_that_is_taken_cannot_be_taken_again(leagues: Any) -> None:
    with pytest.raises(AlreadyExists):
        await leagues.call(
            "UpdateLeague", ADMIN, league_id=await first_id(leagues, "PLL"), name="National Lacrosse League"
        )


async def test_a_deleted_league_is_gone_with_its_sources(leagues: Any) -> None:
    league_id = await first_id(leagues, "PLL")
    await leagues.call("DeleteLeague", ADMIN, league_id=league_id)
    for method in ("GetLeague", "ListLeagueSources"):
        with pytest.raises(NotFound):
            await leagues.call(method, league_id=league_id)
    assert league_id not in [hit.id for hit in (await leagues.call("SearchLeagues", query="PLL")).leagues]
    with pytest.raises(NotFound):
        await leagues.call("DeleteLeague", ADMIN, league_id=league_id)


async def test_every_change_tells_the_mesh_with_its_cache_tags(leagues: Any, demo_database: Database) -> None:
    made = await leagues.call("CreateLeague", ADMIN, name="Event League", sport="chess", level="amateur")
    await leagues.call("UpdateLeague", ADMIN, league_id=made.league.id, member_count=4)
    await leagues.call("DeleteLeague", ADMIN, league_id=made.league.id)
    async with demo_database.read() as connection:
        cursor = await connection.execute(
            "SELECT type, data->'tags' FROM league.outbox WHERE subject = %s ORDER BY seq", [made.league.id]
        )
        told = await cursor.fetchall()
    tags = ["leagues", f"league:{made.league.id}"]
    assert told == [("league.created", tags), ("league.updated", tags), ("league.deleted", tags)]


async def test_the_vocabulary_is_listed_by_name_with_counts(leagues: Any) -> None:
    answer = await leagues.call("ListSports")
    names = [sport.name for sport in answer.sports]
    assert names == sorted(names, key=str.casefold)
    counts = {sport.key: sport.league_count for sport in answer.sports}
    assert counts["lacrosse"] == 3
    assert counts["sumo"] == 0
    assert answer.levels[0] == "professional"


async def test_the_demo_data_holds_sixty_leagues_of_twenty_two_sports_each_with_a_source(
    leagues: Any,
) -> None:
    (source,) = (await leagues.call("ListSources")).sources
    assert source.key == "altsports"
    assert source.row_count == source.league_count >= 66
    counts = [sport.league_count for sport in (await leagues.call("ListSports")).sports]
    assert sum(count > 0 for count in counts) >= 22
    (row,) = (await leagues.call("ListLeagueSources", league_id=await first_id(leagues, "PLL"))).rows
    assert row.url.startswith("https://")


async def test_a_list_says_which_level_it_shows_and_what_it_leaves_out(leagues: Any) -> None:
    listed = await leagues.call("ListLeagues", sport="soccer")
    assert listed.level == "professional"
    assert {count.value: count.count for count in listed.other_levels} == {"amateur": 1, "youth": 1}
    assert {league.level for league in listed.leagues} == {"professional"}
    none = await leagues.call("ListLeagues", sport="soccer", level="youth", location="England")
    assert (none.total_size, [(count.value) for count in none.other_levels]) == (0, ["professional"])


async def test_a_location_without_letters_lists_nothing(leagues: Any) -> None:
    assert (await leagues.call("ListLeagues", sport="soccer", location="???")).total_size == 0


@pytest.mark.parametrize(
    ("query", "first", "text"),
    [
        ("p", "Premier League", None),
        ("premier l", "Premier League", "Premier League"),
        ("premier lacr", "Premier Lacrosse League", "Premier Lacrosse League"),
        ("moto g", "MotoGP World Championship", None),
        ("bare kn", "Bare Knuckle Fighting Championship", None),
    ],
)
async def test_suggestions_follow_an_unfinished_text(
    leagues: Any, query: str, first: str, text: str | None
) -> None:
    found = (await leagues.call("SuggestLeagues", ADMIN, query=query, limit=5)).suggestions
    if query == "p":
        assert len(found) <= 5
    else:
        assert found[0].name == first
        assert text is None or found[0].text == text
        assert (bool(found[0].league_id), bool(found[0].sport), bool(found[0].level)) == (True, True, True)


async def test_suggestions_of_nothing_are_none(leagues: Any) -> None:
    assert not (await leagues.call("SuggestLeagues", ADMIN, query="💥")).suggestions


async def test_suggestions_need_a_login(leagues: Any) -> None:
    with pytest.raises(DomainError) as refused:
        await leagues.call("SuggestLeagues", Caller(), query="premier")
    assert refused.value.kind == "unauthenticated"


def test_the_columns_of_a_league_are_the_fields_of_its_message():
    assert tuple(re.findall(r"l\.(\w+)", WIRE_COLUMNS)) == shape_of(pb.League.DESCRIPTOR).names
