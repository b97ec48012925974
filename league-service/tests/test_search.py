"""Searches over the demo data: the hits, their reasons, their order, and the counts."""

from collections.abc import Callable
from typing import Any

import pytest

from league_service.catalogue.leagues.search import Search, search_leagues
from service_kit.db.database import Database
from service_kit.errors import DomainError


async def found(leagues: Any, query: str, **filters: Any) -> list[tuple[str, str, str, str]]:
    """Name, field, text and kind of each hit."""
    answer = await leagues.call("SearchLeagues", query=query, page_size=100, **filters)
    assert [match.league_id for match in answer.matches] == [league.id for league in answer.leagues]
    pairs = zip(answer.leagues, answer.matches, strict=True)
    return [(league.name, match.field, match.text, match.kind) for league, match in pairs]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Bundesliga", ("Bundesliga", "name", "Bundesliga", "exact")),
        ("NHL", ("National Hockey League", "abbreviation", "NHL", "exact")),
        ("formula one", ("Formula One World Championship", "alias", "Formula One", "exact")),
        ("brasileirao", ("Campeonato Brasileiro Série A", "alias", "Brasileirão", "exact")),
        ("celtic league", ("United Rugby Championship", "alias", "Celtic League", "exact")),
        ("premier lacr", ("Premier Lacrosse League", "name", "Premier Lacrosse League", "prefix")),
        ("lacrosse premier", ("Premier Lacrosse League", "name", "Premier Lacrosse League", "words")),
        ("pickelball", ("Major League Pickleball", "name", "Major League Pickleball", "typo")),
        ("soccor", ("Major League Soccer", "name", "Major League Soccer", "typo")),
        ("irb sevens", ("SVNS", "alias", "IRB Sevens World Series", "prefix")),
        ("natonal hocky leage", ("National Hockey League", "name", "National Hockey League", "typo")),
        ("korean baseball", ("KBO League", "alias", "Korea Baseball Organization League", "words")),
        ("curling canada", ("Grand Slam of Curling", "name", "Grand Slam of Curling", "words")),
        ("moto gp", ("MotoGP World Championship", "alias", "MotoGP", "exact")),
        ("motogp", ("MotoGP World Championship", "alias", "MotoGP", "exact")),
        ("laliga", ("La Liga", "name", "La Liga", "exact")),
        ("1. Bundesliga", ("Bundesliga", "name", "Bundesliga", "words")),
        ("nba 2025", ("National Basketball Association", "abbreviation", "NBA", "words")),
        ("2024-25 NHL season", ("National Hockey League", "abbreviation", "NHL", "words")),
        ("la liga zanzibar", ("La Liga", "name", "La Liga", "partial")),
        ("C.F.L.", ("Canadian Football League", "abbreviation", "CFL", "exact")),
        ("formula1", ("Formula One World Championship", "alias", "Formula 1", "exact")),
        ("big 3", ("BIG3", "name", "BIG3", "exact")),
        ("premierlacr", ("Premier Lacrosse League", "name", "Premier Lacrosse League", "prefix")),
        ("la liga santander", ("La Liga", "alias", "LaLiga Santander", "exact")),
        ("liga bbva", ("La Liga", "alias", "Liga BBVA", "exact")),
        ("nrl telstra premiership", ("National Rugby League", "alias", "NRL Telstra Premiership", "exact")),
        ("barclays premier league", ("Premier League", "alias", "Barclays Premier League", "exact")),
        ("motogp™", ("MotoGP World Championship", "alias", "MotoGP", "exact")),
        ("american football", ("National Football League", "sport", "American football", "words")),
        ("hockey", ("National Hockey League", "sport", "Ice hockey", "words")),
        ("winston cup", ("NASCAR Cup Series", "alias", "Winston Cup Series", "prefix")),
    ],
)
async def test_the_best_hit_and_why_it_matched(
    leagues: Any, query: str, first: tuple[str, str, str, str]
) -> None:
    hits = await found(leagues, query)
    assert hits[0] == first


async def test_words_may_come_from_the_name_the_sport_and_the_place(leagues: Any) -> None:
    assert [hit[0] for hit in await found(leagues, "cricket india")] == ["Indian Premier League"]
    names = {hit[0] for hit in await found(leagues, "german handball league")}
    assert "Handball-Bundesliga" in names


async def test_a_word_that_nobody_has_empties_nothing(leagues: Any) -> None:
    hits = await found(leagues, "lacrosse zanzibar")
    assert {hit[0] for hit in hits} == {hit[0] for hit in await found(leagues, "lacrosse")}
    assert {hit[3] for hit in hits} == {"partial"}
    assert await found(leagues, "zanzibar qwertz") == []


async def test_partial_matches_follow_full_ones(leagues: Any) -> None:
    answer = await leagues.call("SearchLeagues", query="women basketball association", page_size=100)
    kinds = [match.kind == "partial" for match in answer.matches]
    assert kinds == sorted(kinds)
    assert [match.score > 0.5 for match in answer.matches] == [not partial for partial in kinds]


async def test_every_word_but_a_general_one_counts(leagues: Any) -> None:
    assert {hit[0] for hit in await found(leagues, "cricket india")} == {"Indian Premier League"}
    assert {hit[0] for hit in await found(leagues, "the kabaddi league")} == {"Pro Kabaddi League"}


async def test_an_exact_word_is_not_taken_for_a_mistyped_other_one(leagues: Any) -> None:
    assert {hit[0] for hit in await found(leagues, "NLL")} == {"National Lacrosse League"}


@pytest.mark.parametrize(
    ("query", "sports"),
    [
        ("esport", {"esports"}),
        ("basketbal", {"basketball", "three_x_three_basketball", "slamball"}),
        ("1998", set[str]()),
        ("usfl", {"soccer", "softball", "american_football"}),
    ],
)
async def test_a_typing_error_is_assumed_only_where_nothing_else_fits(
    leagues: Any, query: str, sports: set[str]
) -> None:
    answer = await leagues.call("SearchLeagues", query=query, page_size=100)
    assert {league.sport for league in answer.leagues} <= sports
    assert bool(answer.leagues) == bool(sports)


async def test_the_name_of_a_sport_finds_its_best_known_leagues_first(leagues: Any) -> None:
    answer = await leagues.call("SearchLeagues", query="Ice Hockey", page_size=100)
    assert {league.sport for league in answer.leagues[:5]} == {"hockey"}
    assert answer.leagues[0].name == "National Hockey League"
    formula = await leagues.call("SearchLeagues", query="Formula 1", page_size=100)
    assert "NASCAR Cup Series" not in {league.name for league in formula.leagues}, "a discipline is narrower"


async def test_scores_fall_from_one(leagues: Any) -> None:
    answer = await leagues.call("SearchLeagues", query="Bundesliga")
    scores = [match.score for match in answer.matches]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 1
    assert all(0 < score <= 1 for score in scores)


@pytest.mark.parametrize("query", ["", "   "])
async def test_without_words_everything_is_found_by_filter(leagues: Any, query: str) -> None:
    answer = await leagues.call("SearchLeagues", query=query)
    assert {(match.kind, match.field, match.score) for match in answer.matches} == {("filter", "", 1)}
    assert answer.total_size >= 66


async def test_facets_count_the_hits_by_sport_level_and_country(leagues: Any) -> None:
    answer = await leagues.call("SearchLeagues", query="lacrosse")
    assert [(count.value, count.count) for count in answer.facets.sport] == [("lacrosse", 3)]
    assert sum(count.count for count in answer.facets.level) == answer.total_size == 3
    assert [(count.value, count.count) for count in answer.facets.country] == [
        ("United States", 3),
        ("Canada", 1),
    ]


async def test_facets_are_the_same_on_every_page(leagues: Any) -> None:
    first = await leagues.call("SearchLeagues", sport="soccer", page_size=2)
    second = await leagues.call(
        "SearchLeagues", sport="soccer", page_size=2, page_token=first.next_page_token
    )
    assert first.facets == second.facets
    assert first.total_size == second.total_size


ORDERS: list[tuple[str, Callable[[Any], Any], bool]] = [
    ("name", lambda league: league.name.casefold(), False),
    ("-name", lambda league: league.name.casefold(), True),
    ("founded_year", lambda league: league.founded_year or 9999, False),
    ("-founded_year", lambda league: league.founded_year, True),
    ("member_count", lambda league: league.member_count or 10**9, False),
    ("-member_count", lambda league: league.member_count, True),
]


@pytest.mark.parametrize(("sort", "key", "reverse"), ORDERS)
async def test_hits_can_be_put_in_order_with_the_unknown_last(
    leagues: Any, sort: str, key: Any, reverse: bool
) -> None:
    answer = await leagues.call("SearchLeagues", sport="baseball", sort=sort)
    keys = [key(league) for league in answer.leagues]
    assert keys == sorted(keys, reverse=reverse)


@pytest.mark.parametrize(
    "sort", ["relevance", "name", "-name", "founded_year", "-founded_year", "member_count", "-member_count"]
)
@pytest.mark.parametrize("query", ["league", ""])
async def test_pages_of_any_order_hold_every_hit_once(demo_database: Database, sort: str, query: str) -> None:
    search = Search(words=query, sort=sort)
    async with demo_database.read() as connection:
        whole = await search_leagues(connection, search, limit=1000, after=None)
        seen: list[str] = []
        after = None
        while True:
            page = await search_leagues(connection, search, limit=7, after=after)
            seen += [league.id for league in page.leagues]
            after = page.next_position
            if after is None:
                break
    assert seen == [league.id for league in whole.leagues]
    assert len(seen) == whole.total == len(set(seen))


async def test_filters_take_the_words_of_people(leagues: Any) -> None:
    assert await found(leagues, "", sport="Ice Hockey", location="USA", level="junior") == [
        ("Ontario Hockey League", "", "", "filter")
    ]


@pytest.mark.parametrize("wrong", [{"sport": "soccor"}, {"level": "galactic"}])
async def test_a_filter_that_means_nothing_is_an_invalid_query(leagues: Any, wrong: dict[str, str]) -> None:
    with pytest.raises(DomainError) as caught:
        await leagues.call("SearchLeagues", **wrong)
    assert (caught.value.kind, caught.value.reason) == ("invalid_argument", "INVALID_LEAGUE_QUERY")
    assert [caught.value.metadata["field"]] == list(wrong)
    assert caught.value.message.startswith("Invalid league query: ")
    assert caught.value.recovery


@pytest.mark.parametrize(
    "query",
    ["'; DROP TABLE league.leagues; --", "100% _ \\ [a]", "ﷺ 💥 \u202e", "a " * 100, "x" * 200, "%", "'"],
)
async def test_hostile_words_only_find_nothing(leagues: Any, query: str) -> None:
    answer = await leagues.call("SearchLeagues", query=query)
    assert answer.total_size >= 0
    assert (await leagues.call("SearchLeagues", query="PLL")).total_size == 1


async def test_a_database_that_is_gone_is_a_failed_search(leagues: Any, demo_database: Database) -> None:
    await demo_database.close()
    for method in ("ListLeagues", "SearchLeagues"):
        with pytest.raises(DomainError) as caught:
            await leagues.call(method, sport="soccer")
        assert caught.value.kind == "unavailable"
        assert caught.value.message.startswith("League search failed: ")


@pytest.mark.parametrize("query", ["💥", "???", "\ufffd\ufffd", "-- !", "..."])
@pytest.mark.parametrize("field", ["query", "location"])
async def test_what_has_neither_letters_nor_digits_finds_nothing(
    leagues: Any, query: str, field: str
) -> None:
    answer = await leagues.call("SearchLeagues", **{field: query})
    assert (answer.total_size, list(answer.leagues)) == (0, [])


async def test_a_level_without_letters_is_an_invalid_query(leagues: Any) -> None:
    with pytest.raises(DomainError) as caught:
        await leagues.call("SearchLeagues", level="???")
    assert caught.value.reason == "INVALID_LEAGUE_QUERY"


async def test_a_full_match_that_a_filter_hides_does_not_hide_partial_ones(leagues: Any) -> None:
    hits = await found(leagues, "premier lacrosse", sport="soccer")
    assert "Premier League" in {hit[0] for hit in hits}
