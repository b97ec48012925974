"""The pages for people in a real browser: accessible, usable on a phone, independent of other hosts."""

from collections.abc import AsyncIterator

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

pytestmark = pytest.mark.timeout(400)

WAIT_MS = 30_000
expect.set_options(timeout=WAIT_MS)
PHONE = 375
TOO_WIDE = """
    document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
        .filter((one) => one.getBoundingClientRect().right > innerWidth)
        .filter((one) => !one.closest(".table, pre, .products"))
        .map((one) => one.outerHTML.slice(0, 100))
"""
PAGES = ("/", "/live?live")


@pytest.fixture
async def page(mesh, season: None, browser: Browser) -> AsyncIterator[Page]:
    """A page that fails the test if a script fails or another host is asked."""
    context = await browser.new_context(base_url=mesh.gateways[0], reduced_motion="reduce")
    page = await context.new_page()
    page.set_default_timeout(WAIT_MS)
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on("request", lambda request: failures.append(request.url) if _is_outside(request.url) else None)
    yield page
    await context.close()
    assert failures == []


def _is_outside(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:"))


async def _loaded(page: Page, path: str) -> None:
    await page.goto(path)
    await expect(page.locator("main")).not_to_contain_text("Loading")


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_has_no_violation_of_accessibility_in_both_themes(page: Page, path: str) -> None:
    await _loaded(page, path)
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = await Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_fits_on_a_phone(page: Page, path: str) -> None:
    await page.set_viewport_size({"width": PHONE, "height": 812})
    await _loaded(page, path)
    assert await page.evaluate(TOO_WIDE) == []


async def test_a_visitor_registers_signs_out_and_signs_in_on_any_page(page: Page) -> None:
    await page.goto("/")
    await page.get_by_role("button", name="Register").click()
    await page.get_by_label("Your name").fill("Rosa <b>Bold</b> Ruiz")
    await page.get_by_label("E-mail").fill("rosa.ruiz@altsports.example")
    await page.get_by_label("Password").fill("a long walk to the rink")
    await page.locator("#sign-in-form button[type=submit]").click()
    await expect(page.locator("#user")).to_have_text("Rosa <b>Bold</b> Ruiz")
    await page.goto("/live?live")
    await page.locator("#user").click()
    await page.get_by_role("button", name="Sign out").click()
    await page.get_by_role("button", name="Sign in").click()
    await page.get_by_label("E-mail").fill("rosa.ruiz@altsports.example")
    await page.get_by_label("Password").fill("not this one")
    await page.locator("#sign-in-form button[type=submit]").click()
    await expect(page.locator("#sign-in-problem")).to_be_visible()
    await page.get_by_label("Password").fill("a long walk to the rink")
    await page.locator("#sign-in-form button[type=submit]").click()
    await expect(page.locator("#user")).to_be_visible()


async def test_the_chosen_theme_stays_on_every_page(page: Page) -> None:
    await page.emulate_media(color_scheme="light")
    await page.goto("/")
    light = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    await page.locator("#theme").click()
    await page.locator("#theme").click()
    await expect(page.locator("#theme")).to_have_text("Dark")
    await page.goto("/live?live")
    assert await page.evaluate("getComputedStyle(document.body).backgroundColor") != light


async def test_a_page_says_so_and_offers_to_try_again_when_the_service_fails(page: Page) -> None:
    broken = True

    async def refuse(route) -> None:
        await (
            route.fulfill(status=503, json={"detail": "The experts are away"})
            if broken
            else route.continue_()
        )

    await page.route("**/api/v1/experts", refuse)
    await page.goto("/live?live")
    await expect(page.locator("#experts")).to_contain_text("The experts are away")
    broken = False
    await page.locator("#experts").get_by_role("button", name="Try again").click()
    await expect(page.locator("#experts tbody tr")).to_have_count(15)
