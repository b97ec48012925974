"""The scripts of pages, called in a real browser with answers that are made up."""

import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Route

pytestmark = [pytest.mark.timeout(400), pytest.mark.asyncio(loop_scope="session")]

NOW = "2026-12-02T12:00:00Z"
QUIET = {"status": "scheduled", "game_time": "2026-12-05T18:00:00Z"}
IN_PLAY = {"status": "in_progress", "game_time": "2026-12-02T11:00:00Z"}
SOON = {"status": "scheduled", "game_time": "2026-12-02T12:20:00Z"}
OVER = {"status": "final", "game_time": "2026-12-01T18:00:00Z"}
OFF = {"status": "cancelled", "game_time": "2026-12-02T12:00:00Z"}


@pytest_asyncio.fixture(loop_scope="session")
async def page(mesh, browser: Browser) -> AsyncIterator[Page]:
    page = await browser.new_page()
    await page.goto(f"{mesh.gateways[0]}/catalogue/no-such-league")
    yield page
    await page.close()


async def call(page: Page, module: str, body: str, *arguments: Any) -> Any:
    """What a function body returns in which `it` is the module and `given` are the arguments."""
    script = f"async (given) => {{ const it = await import('/assets/{module}'); {body} }}"
    return await page.evaluate(script, list(arguments))


@pytest.mark.parametrize(
    ("games", "world"),
    [
        ([IN_PLAY, QUIET], ""),
        ([SOON], ""),
        ([QUIET, OVER], "r2"),
        ([OFF], "r2"),
        ([], "r2"),
    ],
    ids=["in play", "about to start", "days away", "cancelled", "no games"],
)
async def test_the_page_opens_on_a_world_where_something_happens(
    page: Page, games: list[dict[str, Any]], world: str
) -> None:
    async def week(route: Route) -> None:
        await route.fulfill(json={"week": 13, "games": games})

    await page.route(
        "**/battles/active*", lambda it: it.fulfill(json={"week": 13, "book": {"cursor_time": NOW}})
    )
    await page.route("**/games/week/13*", week)
    replays = [{"id": "r1", "status": "paused"}, {"id": "r2", "status": "running"}]
    found = await call(page, "live/worlds.js", "return it.firstWorld(given[0])", replays)
    assert found["replay"] == world
    assert bool(found["hint"]) == bool(world)


async def test_replays_of_the_documentation_are_not_offered(page: Page) -> None:
    replays = [{"id": "example"}, {"id": "example-to-stop"}, {"id": "demo"}, {"id": "0b7f"}]
    await page.route("**/api/v1/replays", lambda it: it.fulfill(json={"replays": replays}))
    offered = await call(page, "live/worlds.js", "return it.readReplays()")
    assert [replay["id"] for replay in offered] == ["demo", "0b7f"]


@pytest.mark.parametrize(
    ("event", "is_shown"),
    [
        ({"simulated": True}, True),
        ({"simulated": False}, False),
        ({"simulated": True, "replay": "demo"}, False),
        ({}, True),
    ],
    ids=["of this season", "of the real season", "of a replay", "of neither"],
)
async def test_events_of_other_worlds_are_not_shown(
    page: Page, event: dict[str, Any], is_shown: bool
) -> None:
    body = "const season = new it.Season(''); season.book = {simulated: true}; return season.owns(given[0])"
    assert await call(page, "live/season.js", body, event) is is_shown


async def test_a_bet_that_is_reported_while_the_list_is_read_stays(page: Page) -> None:
    body = """
        const season = new it.Season("");
        const reading = season.readBets();
        season.addBet({bet_id: "new", timestamp: "2026-12-02T12:00:00Z"});
        season.addBet({bet_id: "old", timestamp: "2026-12-02T12:00:00Z"});
        await reading;
        return season.bets.map((bet) => bet.bet_id);
    """
    await page.route("**/bets/live*", lambda it: it.fulfill(json={"bets": [{"bet_id": "old"}]}))
    assert await call(page, "live/season.js", body) == ["new", "old"]


async def test_the_line_of_an_expert_goes_forward_in_time_without_the_stakes_of_open_bets(page: Page) -> None:
    newest_first = [
        {"timestamp": "2026-09-14T21:00:00Z", "balance": 9700, "change": -100},
        {"timestamp": "2026-09-14T21:00:00Z", "balance": 9800, "change": -700},
        {"timestamp": "2026-09-12T10:00:00Z", "balance": 10500, "change": 0},
        {"timestamp": "2026-09-11T04:00:00Z", "balance": 10500, "change": 500},
        {"timestamp": "2026-09-08T10:00:00Z", "balance": 10000, "change": 0},
    ]
    answer = {"starting_balance": 10000, "history": newest_first}
    assert await call(page, "live/histories.js", "return it.worthOverTime(given[0])", answer) == [
        10000,
        10500,
        9700,
    ]


@pytest.mark.parametrize(
    ("pick", "words"),
    [
        ("KC -2.5", "Chiefs −2.5"),
        ("KC +7", "Chiefs +7"),
        ("KC PK", "Chiefs, even"),
        ("KC", "Chiefs to win"),
        ("over 45.5", "Over 45.5 points"),
        ("XYZ -1", "XYZ −1"),
    ],
)
async def test_a_pick_is_shown_in_words(page: Page, pick: str, words: str) -> None:
    body = "return it.pickText(new Map([['KC', {nickname: 'Chiefs'}]]), given[0])"
    assert await call(page, "live/names.js", body, pick) == words


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", " https://x.example", "//x.example", None]
)
async def test_only_addresses_of_the_web_become_links(page: Page, address: str | None) -> None:
    assert (
        await call(page, "shell/dom.js", "return it.outside(given[0], 'site').outerHTML", address)
        == "<span>site</span>"
    )


async def test_markup_in_text_stays_text(page: Page) -> None:
    text = "<img src=x onerror=alert(1)> & </td>"
    body = "return it.table(given[0], [{title: given[0], cell: () => given[0]}], [1]).outerHTML"
    assert "<img" not in await call(page, "shell/dom.js", body, text)
    body = "return it.h('p', {title: given[0]}, given[0]).textContent"
    assert json.dumps(await call(page, "shell/dom.js", body, text)) == json.dumps(text)


async def test_a_part_that_is_drawn_again_keeps_the_focus(page: Page) -> None:
    body = """
        const place = document.querySelector("main");
        const {h} = await import("/assets/shell/dom.js");
        const link = (name) => h("a", {href: "/" + name}, name);
        it.replace(place, [link("a"), link("b")]);
        place.lastChild.focus();
        it.replace(place, [link("new"), link("a"), link("b")]);
        return document.activeElement.textContent;
    """
    assert await call(page, "shell/states.js", body) == "b"


async def test_a_session_is_renewed_once_and_ends_when_it_is_refused(page: Page) -> None:
    asked: list[str] = []

    async def refresh(route: Route) -> None:
        asked.append((route.request.post_data_json or {})["refresh_token"])
        known = asked[-1] == "r1"
        tokens = {"access_token": "a2", "refresh_token": "r2", "expires_in": 3600, "user": {"email": "x"}}
        await route.fulfill(status=200 if known else 401, json=tokens if known else {"detail": "over"})

    async def keep(token: str) -> None:
        kept = {"access": "a1", "refresh": token, "expires": 0, "user": {"email": "x"}}
        await page.evaluate("(it) => localStorage.setItem('altsports.session', JSON.stringify(it))", kept)
        await page.reload()

    await page.route("**/api/v1/auth/refresh", refresh)
    await keep("r1")
    both = await call(page, "shell/session.js", "return Promise.all([it.accessToken(), it.accessToken()])")
    assert (both, asked) == (["a2", "a2"], ["r1"])
    await keep("unknown")
    assert await call(page, "shell/session.js", "return [await it.accessToken(), it.user()]") == ["", None]


MOVED = {"game_id": "2025_11_CAR_TEN", "other_ids": ["2025_04_CAR_TEN"], "week": 11}


@pytest.mark.parametrize("event", [MOVED, MOVED | {"game_id": "2025_04_CAR_TEN", "other_ids": []}])
async def test_a_game_is_found_in_the_week_to_which_it_moved(page: Page, event: dict[str, Any]) -> None:
    games = {"4": [], "11": [{"game_id": event["game_id"], "status": "final"}]}

    async def week(route: Route) -> None:
        number = route.request.url.split("/week/")[1].split("?")[0]
        await route.fulfill(json={"games": games[number], "book": {"competition": "nfl", "replay": None}})

    await page.route("**/games/week/*", week)
    await page.route("**/seasons/2025/events?*team=TEN*", lambda it: it.fulfill(json={"data": [event]}))
    found = await call(page, "game/api.js", "return it.game(given[0], '')", "2025_04_CAR_TEN")
    assert found["game"]["game_id"] == event["game_id"]


async def test_returned_stakes_are_shown_among_the_bets_on_a_game(page: Page) -> None:
    async def bets(route: Route) -> None:
        is_void = "status=void" in route.request.url
        await route.fulfill(json={"bets": [{"bet_id": "b", "status": "void", "bet_amount": 5}] * is_void})

    await page.route("**/bets/live*", bets)
    world = {"season": 2025, "replay": ""}
    found = await call(page, "game/api.js", "return it.bets('2025_17_CHI_WAS', given[0])", world)
    assert [bet["status"] for bet in found] == ["void"]


async def test_experts_who_are_worth_the_same_share_a_place(page: Page) -> None:
    experts = [{"bankroll": {"current": worth}} for worth in (9_000, 12_000, 9_000, 8_000)]
    body = "return given[0].map((expert) => it.placeOf(expert, given[0]))"
    assert await call(page, "live/experts.js", body, experts) == [2, 1, 2, 4]


async def test_the_home_page_shows_all_money_at_stake_and_no_leader_of_a_tie(mesh, page: Page) -> None:
    bankroll = {"current": 10_000, "at_risk": 2_500}
    experts = [
        {"expert_id": name, "emoji": "", "name": name, "bankroll": bankroll} for name in ("ann", "bob")
    ]
    board = {"experts": experts, "book": {"season": 2026, "simulated": False}}
    bets = {"bets": [{}], "summary": {"total_at_risk": 7}}
    await page.route("**/api/v1/experts*", lambda it: it.fulfill(json=board))
    await page.route("**/api/v1/bets/live*", lambda it: it.fulfill(json=bets))
    await page.goto(mesh.gateways[0], wait_until="networkidle")
    shown = page.locator("main dl.facts").first
    assert (await shown.inner_text()).split("\n")[-4:] == [
        "At stake",
        "$5,000",
        "Leading expert",
        "2 experts, level",
    ]


async def test_the_picker_counts_kept_drivers_at_their_price_and_says_what_is_wrong(page: Page) -> None:
    drivers = [{"id": str(number), "price": price} for number, price in enumerate(("30.0", "25.5", "20.0"))]
    lineup = {"drivers": [{"driver_id": "0", "price": "24.1"}, {"driver_id": "9", "price": "8.0"}]}
    body = "const p = it.pricesOf(given[0], given[1]); return it.judge(given[2], p)"
    wish = {"drivers": ["0", "1", "2", "9"], "captain": "7"}
    found = await call(page, "fantasy/picker.js", body, drivers, lineup, wish)
    assert (found["cost"], found["left"]) == (776, 224)
    assert found["faults"] == ["Choose 5 drivers; 4 chosen.", "Choose a captain."]


async def test_a_countdown_shows_days_first_and_seconds_last(page: Page) -> None:
    start = 1_780_000_000_000
    for seconds, text in ((93_784, "1 d 2 h 3 min"), (125, "2 min 5 s"), (-4, "0 s")):
        body = "return it.left(given[0], given[1])"
        assert await call(page, "fantasy/times.js", body, start + 1000 * seconds, start) == text


async def test_an_explanation_goes_back_from_correction_to_correction(page: Page) -> None:
    asked: list[tuple[str, str]] = []
    answers = [("2026-06-09T10:00:00Z", "0", "50"), ("2026-06-07T10:00:00Z", "-4.5", "45.5")]

    async def explain(route: Route) -> None:
        query = parse_qs(urlsplit(route.request.url).query)
        asked.append((query.get("as_of", [""])[0], query["compare_to"][0]))
        before, difference, points = answers[len(asked) - 1]
        ranks = {"rank_before": 3, "rank_after": 5 if difference != "0" else 3}
        change = {"points_before": "50", "difference": difference, "before_published_at": before, **ranks}
        told = {"points": points, "lines": [], "sessions": [], "captain_rule": "", "published_at": before}
        await route.fulfill(json={"data": {**told, "change": {**change, "lines": [], "sessions_before": []}}})

    await page.route("**/scores/2026_monaco*", explain)
    score = {"race": {"key": "2026_monaco", "name": "Monaco"}, "corrections": 2}
    body = """
        const target = document.createElement("div");
        await it.explain({ id: "team" }, given[0], target);
        const shown = [target.textContent];
        target.querySelector("button").click();
        while (!target.textContent.includes(" as of ")) await new Promise((done) => setTimeout(done, 5));
        const buttons = [...target.querySelectorAll("button")].map((button) => button.textContent);
        return [...shown, target.textContent, buttons];
    """
    found = await call(page, "fantasy/scores.js", body, {**score, "published_at": "2026-06-13T10:00:00.25Z"})
    assert asked == [
        ("", "2026-06-13T10:00:00.249Z"),
        ("2026-06-09T10:00:00Z", "2026-06-09T09:59:59.999Z"),
    ]
    assert "left the score as it was" in found[0]
    assert "Rank after this race: 3, as before." in found[0]
    assert "changed the score by −4.5, before it was 50" in found[1]
    assert "Rank after this race: 3 before, 5 now." in found[1]
    assert found[2] == ["The newest change"]
