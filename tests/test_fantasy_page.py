"""The page of fantasy Formula 1 in a real browser: pick, save, read why, and compare with others."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

pytestmark = [pytest.mark.timeout(200), pytest.mark.asyncio(loop_scope="session")]

WAIT_MS = 30_000
expect.set_options(timeout=WAIT_MS)


@pytest_asyncio.fixture(loop_scope="session")
async def page(mesh, browser: Browser) -> AsyncIterator[Page]:
    """The page, with the administrator signed in; the test fails when the page logged an error."""
    page = await browser.new_page(base_url=mesh.gateways[0])
    page.set_default_timeout(WAIT_MS)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    await page.goto("/fantasy")
    await page.get_by_role("button", name="Sign in to play").click()
    await page.get_by_label("E-mail").fill(mesh.environment["ALTSPORTS_ADMIN_EMAIL"])
    await page.get_by_label("Password").fill(mesh.environment["ALTSPORTS_ADMIN_PASSWORD"])
    await page.locator("#sign-in-form button[type=submit]").click()
    await expect(page.locator("#scores table")).to_be_visible()
    yield page
    await page.close()
    assert errors == []


async def test_a_player_learns_in_two_clicks_why_points_were_lost(page: Page) -> None:
    await page.get_by_role("button", name="What changed?").click()
    explanation = page.locator("#explanation")
    await expect(explanation).to_contain_text("A correction changed your score by")
    await expect(explanation).to_contain_text("underweight")
    await expect(explanation.locator("tbody tr")).to_have_count(5)
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = await Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    await page.set_viewport_size({"width": 375, "height": 812})
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


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
