"""The page of fantasy Formula 1 in a real browser: pick, save, read why, and compare with others."""

from collections.abc import AsyncIterator

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
    await expect(stranger.locator("#scores table")).to_be_visible()
    return stranger


async def tab_to(page: Page, name: str) -> None:
    """Presses Tab until what has the focus is named so."""
    for _ in range(80):
        await page.keyboard.press("Tab")
        if name in await page.evaluate(FOCUSED):
            return
    raise AssertionError(f"the focus never reached {name}")


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
    await expect(explanation).to_contain_text("A correction changed your score by")
    await expect(explanation).to_be_focused()
    await expect(explanation.locator("h3")).to_be_in_viewport()
    await expect(explanation).to_contain_text("underweight")
    await expect(explanation.locator("tbody tr")).to_have_count(5)
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = await Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    for width in (375, 320):
        await page.set_viewport_size({"width": width, "height": 812})
        assert await page.evaluate(NOT_TOO_WIDE)
        assert await page.evaluate(CUT) == []


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


async def test_races_are_turned_with_the_keyboard(page: Page) -> None:
    select = page.locator("#race")
    before = await select.input_value()
    await page.locator("#race-before").focus()
    await page.keyboard.press("Enter")
    await expect(select).not_to_have_value(before)
    await expect(page.locator("#weekend")).to_contain_text("Qualifying")
