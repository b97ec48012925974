"""The page of fantasy Formula 1 in a real browser: pick, save, read why, and compare with others."""

import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

pytestmark = [pytest.mark.timeout(200), pytest.mark.asyncio(loop_scope="session")]

WAIT_MS = 30_000
NOT_TOO_WIDE = "document.documentElement.scrollWidth <= innerWidth"
CUT = """
    [...document.querySelectorAll(".table")].filter((it) => it.scrollWidth > it.clientWidth)
        .map((it) => it.querySelector("caption").textContent)
"""
FOCUSED = """
    (it => it.getAttribute("aria-label") ?? it.labels?.[0]?.textContent ?? it.textContent)
    (document.activeElement)
"""
expect.set_options(timeout=WAIT_MS)


@pytest_asyncio.fixture(loop_scope="session")
async def stranger(mesh, browser: Browser) -> AsyncIterator[Page]:
    """The page, with nobody signed in; the test fails when the page logged an error."""
    page = await browser.new_page(base_url=mesh.gateways[0], reduced_motion="reduce")
    page.set_default_timeout(WAIT_MS)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    await page.goto("/fantasy")
    yield page
    await page.close()
    assert errors == []


async def sign_in(page: Page, email: str, password: str) -> None:
    await page.get_by_role("button", name="Sign in to play").click()
    await page.get_by_label("E-mail").fill(email)
    await page.get_by_label("Password").fill(password)
    await page.locator("#sign-in-form button[type=submit]").click()


@pytest_asyncio.fixture(loop_scope="session")
async def page(stranger: Page, mesh) -> Page:
    """The page, with the administrator signed in."""
    await sign_in(
        stranger,
        mesh.environment["ALTSPORTS_ADMIN_EMAIL"],
        mesh.environment["ALTSPORTS_ADMIN_PASSWORD"],
    )
    await expect(stranger.locator("#leagues-part")).to_be_visible()
    await expect(stranger.locator("#scores table")).to_be_visible()
    return stranger


async def tab_to(page: Page, name: str) -> None:
    """Presses Tab until what has the focus is named so."""
    for _ in range(80):
        await page.keyboard.press("Tab")
        if name in await page.evaluate(FOCUSED):
            return
    raise AssertionError(f"the focus never reached {name}")


async def check_looks(page: Page) -> None:
    """The page is accessible in both themes, and nothing is cut on a phone."""
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = await Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    for width in (375, 320):
        await page.set_viewport_size({"width": width, "height": 812})
        assert await page.evaluate(NOT_TOO_WIDE)
        assert await page.evaluate(CUT) == []


async def test_a_visitor_sees_a_team_its_correction_and_its_league(stranger: Page) -> None:
    page, refused = stranger, list[str]()
    page.on("response", lambda it: refused.append(it.url) if it.status >= 400 else None)
    await expect(page.locator("#team-title")).to_have_text("The demo")
    await expect(page.locator("#team")).to_contain_text("Simulated")
    await expect(page.locator("#team tbody tr")).to_have_count(5)
    for words in ("A correction changed the score by −", "Rank after this race: ", "underweight"):
        await expect(page.locator("#explanation")).to_contain_text(words)
    await expect(page.locator("#board option:checked")).to_have_text("Sunday Drivers")
    await expect(page.locator("#rows tbody a")).to_have_count(9)  # only made-up teams open
    monaco = page.locator("#race option", has_text="Monaco")
    await page.locator("#race").select_option(await monaco.get_attribute("value"))
    await expect(page.locator("#weekend")).to_contain_text("Verified 3 of 3.")
    await page.locator("#rows a").last.click()
    await expect(page.locator("#other-title")).to_be_focused()
    await expect(page.locator("#other table").first.locator("tbody tr")).to_have_count(5)
    await page.locator("#other").get_by_role("button", name="What changed?").click()
    await expect(page.locator("#other-explanation")).to_be_focused()
    assert refused == []
    await check_looks(page)
    await page.go_back()
    await expect(page.locator("#other-part")).to_be_hidden()


async def test_a_team_is_made_with_the_keyboard_alone(stranger: Page, new_user) -> None:
    """From December on, the season is over, and the page leads to the next one."""
    page, user = stranger, new_user()
    await sign_in(page, user["email"], user["password"])
    name, over = page.get_by_label("Team name"), page.locator("#team a.button")
    await expect(name.or_(over)).to_be_visible()
    if await over.count():
        await tab_to(page, "Play ")
        await page.keyboard.press("Enter")
        await expect(name).to_be_visible()
    await tab_to(page, "Team name")
    await page.keyboard.type(f"Keys of {user['user']['username']}")
    await page.keyboard.press("Enter")
    drivers = page.locator("#team tr[data-driver]")
    await expect(drivers.first).to_be_visible()
    names = (await drivers.locator("th").all_inner_texts())[-5:]  # the cheapest
    for driver in names:
        await tab_to(page, f"Choose {driver}")
        await page.keyboard.press("Space")
    for role, key in (("as captain", "ArrowDown"), ("as vice-captain", "Space")):
        await page.locator("#team-title").evaluate("it => (it.tabIndex = -1, it.focus())")
        await tab_to(page, role)
        await page.keyboard.press(key)
    await expect(page.locator("#team [role=status]")).not_to_contain_text("Choose")
    await tab_to(page, "Save for the")
    await page.keyboard.press("Enter")
    await expect(page.locator("#offline")).to_contain_text("Saved for the")
    await expect(page.locator("#team tr.chosen")).to_have_count(5)
    await page.set_viewport_size({"width": 320, "height": 640})
    assert await page.evaluate(NOT_TOO_WIDE)
    await page.get_by_role("button", name="No vice-captain").click()
    await page.get_by_role("button", name="Save for the").click()
    await expect(page.locator("#team input[name=vice]:checked")).to_have_count(0)


async def test_the_page_goes_on_when_the_connection_is_back(page: Page) -> None:
    await page.context.set_offline(True)
    await page.locator("#board").evaluate("it => it.dispatchEvent(new Event('change'))")
    await expect(page.locator("#rows [role=alert]")).to_contain_text("No connection")
    await page.context.set_offline(False)
    await expect(page.locator("#rows table")).to_be_visible()


async def test_a_player_learns_in_two_clicks_why_points_were_lost(page: Page) -> None:
    await page.get_by_role("button", name="What changed?").click()
    explanation = page.locator("#explanation")
    await expect(explanation).to_contain_text("A correction changed the score by")
    await expect(explanation).to_be_focused()
    await expect(explanation.locator("h3")).to_be_in_viewport()
    await expect(explanation).to_contain_text("underweight")
    await expect(explanation.locator("tbody tr")).to_have_count(5)
    await page.get_by_role("button", name=re.compile("^Open ")).first.click()
    await expect(page.locator("#league tbody tr")).not_to_have_count(0)
    await check_looks(page)
    key = await page.locator("#race option", has_text="Monaco").get_attribute("value")
    await page.goto(f"/fantasy?from=notice#{key}")
    await expect(explanation).to_be_focused()
    await expect(explanation).to_contain_text("A correction changed the score by")


async def test_leagues_are_made_and_joined_and_have_boards_of_their_own(page: Page) -> None:
    await page.get_by_label("New league").fill("A league of the page")
    await page.get_by_role("button", name="Make it").click()
    row = page.locator("#leagues tr", has_text="A league of the page")
    await expect(row.locator(".code")).to_be_visible()
    await page.locator("#board").select_option(label="A league of the page")
    await expect(page.locator("#rows tbody tr")).to_have_count(1)
    await page.get_by_label("Code").fill("WRNGCQDENQ")
    await page.get_by_role("button", name="Join with a code").click()
    await expect(page.locator("#leagues .problem")).to_be_visible()


class Friends:
    """Two new players of the season that can be played; the page is the first one's."""

    def __init__(self, url: str, users: list[dict[str, Any]]) -> None:
        listed = httpx.get(f"{url}/api/v1/f1/races").raise_for_status().json()
        self.season = listed["metadata"]["season"] + all(race["locked"] for race in listed["data"])
        self._url, self.users = url, users
        for user in users:
            self.post(user, "teams", name=f"Of {user['user']['username']}", season=self.season)
        self.one, self.other = users

    def post(self, user: dict[str, Any], path: str, **body: Any) -> httpx.Response:
        url = f"{self._url}/api/v1/f1/{path}"
        return httpx.post(url, json=body, headers=user["headers"], timeout=20)


@pytest_asyncio.fixture(loop_scope="session")
async def friends(mesh: Any, stranger: Page, new_user: Any) -> Friends:
    found = Friends(mesh.gateways[0], [new_user(), new_user()])
    stranger.on("dialog", lambda dialog: dialog.accept())
    await stranger.goto(f"/fantasy?season={found.season}")
    await sign_in(stranger, found.one["email"], found.one["password"])
    await expect(stranger.locator("#leagues form").first).to_be_visible()
    return found


async def test_a_new_team_shows_no_scores_and_others_show_their_line_ups(
    stranger: Page, friends: Friends
) -> None:
    await expect(stranger.locator("#scores")).to_contain_text("No scores yet")
    await stranger.goto("/fantasy")
    await stranger.locator("#rows a", has_text="Late Brakers").click()
    await expect(stranger.locator("#other")).to_contain_text("Captain × 1.5")
    await expect(stranger.locator("#other")).to_contain_text(", locked")


async def test_an_owner_keeps_a_league_in_order(stranger: Page, friends: Friends) -> None:
    page, league = stranger, stranger.locator("#league")
    await page.get_by_label("New league").fill("First name")
    await page.locator("#leagues summary").click()
    await page.get_by_label("Most members").fill("3")
    await page.get_by_label("Counts from").select_option(label="Monaco Grand Prix")
    await page.get_by_role("button", name="Make it").click()
    code = page.locator("#leagues td .code")
    first = await code.inner_text()
    assert friends.post(friends.other, "leagues/join", code=first).is_success
    await page.get_by_role("button", name="Open First name").click()
    for words in ("2 of 3", "Monaco Grand Prix", "No end", first):
        await expect(league.locator("dl")).to_contain_text(words)
    await league.get_by_label("Name").fill("Second name")
    await league.get_by_label("Join until").fill("2099-01-01T12:00")
    await league.get_by_role("button", name="Save").click()
    await expect(league.locator("dl")).to_contain_text("Thu 1 Jan")
    await expect(page.locator("#leagues tbody").first).to_contain_text("Second name")
    await league.get_by_role("button", name="New code").click()
    await expect(code).not_to_have_text(first)
    await league.get_by_role("button", name="Remove Of").click()
    await expect(league.locator("tbody tr")).to_have_count(1)
    again = friends.post(friends.other, "leagues/join", code=await code.inner_text())
    assert again.json()["code"] == "REMOVED_FROM_LEAGUE"
    await league.get_by_role("button", name="Delete the league").click()
    await expect(league).to_be_hidden()
    await expect(page.locator("#leagues")).to_contain_text("No leagues yet")


async def test_an_owner_hands_a_league_over_and_leaves(stranger: Page, friends: Friends) -> None:
    page, league = stranger, stranger.locator("#league")
    made = friends.post(friends.one, "leagues", name="Handed over", season=friends.season).json()["data"]
    assert friends.post(friends.other, "leagues/join", code=made["code"]).is_success
    await page.reload()
    await page.get_by_role("button", name="Open Handed over").click()
    await league.get_by_role("button", name="Make owner: Of").click()
    await league.get_by_role("button", name="Leave the league").click()
    await expect(page.locator("#leagues")).to_contain_text("No leagues yet")


async def test_races_are_turned_with_the_keyboard(page: Page) -> None:
    select = page.locator("#race")
    before = await select.input_value()
    await page.locator("#race-before").focus()
    await page.keyboard.press("Enter")
    await expect(select).not_to_have_value(before)
    await expect(page.locator("#weekend")).to_contain_text("Qualifying")
