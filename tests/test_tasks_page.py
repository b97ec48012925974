"""The page of operators in a real browser: queue, workers, failures and schedules, of the running mesh."""

import asyncio
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

pytestmark = [pytest.mark.timeout(200), pytest.mark.asyncio(loop_scope="session")]

WAIT_MS = 30_000
COMMAND = str(Path(sys.executable).with_name("altsports"))
FAILED = "2d8a3c64"
expect.set_options(timeout=WAIT_MS)


@pytest_asyncio.fixture(loop_scope="session")
async def page(mesh, browser: Browser) -> AsyncIterator[Page]:
    """The page, with the administrator signed in; the test fails when the page logged an error."""
    page = await browser.new_page(base_url=mesh.gateways[0])
    page.set_default_timeout(WAIT_MS)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    await page.goto("/admin/tasks")
    await page.locator("#denied").get_by_role("button", name="Sign in").click()
    await page.get_by_label("E-mail").fill(mesh.environment["ALTSPORTS_ADMIN_EMAIL"])
    await page.get_by_label("Password").fill(mesh.environment["ALTSPORTS_ADMIN_PASSWORD"])
    await page.locator("#sign-in-form button[type=submit]").click()
    await expect(page.locator("#queue dl")).to_be_visible()
    yield page
    await page.close()
    assert errors == []


async def test_an_operator_sees_queue_workers_and_schedules(page: Page) -> None:
    await expect(page.locator("#workers tbody tr")).to_have_count(1)
    await expect(page.locator("#workers tbody")).to_contain_text("Working")
    await expect(page.locator("#schedules tbody")).to_contain_text("30 3 * * *")
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = await Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    await page.set_viewport_size({"width": 375, "height": 812})
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_a_failed_task_is_looked_at_and_started_again(page: Page) -> None:
    failed = page.locator("#tasks tbody tr", has_text=FAILED)
    await failed.get_by_role("button", name="Details").click()
    await expect(page.get_by_role("dialog")).to_contain_text("What helps")
    found = await Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    await page.get_by_role("dialog").get_by_role("button", name="Retry").click()
    await expect(page.locator("#said")).to_contain_text("starts again")
    await expect(failed).to_have_count(0)
    await page.get_by_label("Status").select_option("completed")
    await expect(page.locator("#tasks tbody tr", has_text=FAILED)).to_be_visible()


async def test_a_schedule_is_paused_and_resumed(page: Page) -> None:
    row = page.locator("#schedules tbody tr", has_text="30 3 * * *")
    await row.get_by_role("button", name="Pause").click()
    await expect(row).to_contain_text("Paused")
    await row.get_by_role("button", name="Resume").click()
    await expect(row).to_contain_text("Active")


async def test_one_more_worker_appears_and_leaves_cleanly(page: Page, mesh) -> None:
    worker = await asyncio.create_subprocess_exec(
        *(COMMAND, "worker", "--concurrency", "3"), env=mesh.environment, stdout=subprocess.DEVNULL
    )
    try:
        await expect(page.locator("#workers tbody tr")).to_have_count(2)
        await expect(page.locator("#workers tbody tr").last).to_contain_text(re.compile("0 of 3"))
        worker.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(worker.wait(), 60) == 0
    finally:
        if worker.returncode is None:
            worker.kill()
            await worker.wait()
    await expect(page.locator("#workers tbody tr")).to_have_count(1)


async def test_people_who_are_no_administrators_are_told_so(mesh, browser: Browser, new_user) -> None:
    member = new_user()
    page = await browser.new_page(base_url=mesh.gateways[0])
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto("/admin/tasks")
    await page.locator("#sign-in").click()
    await page.get_by_label("E-mail").fill(member["email"])
    await page.get_by_label("Password").fill(member["password"])
    await page.locator("#sign-in-form button[type=submit]").click()
    await expect(page.locator("#denied")).to_contain_text("This page is for administrators")
    assert [url for url in asked if "/api/v1/workers" in url] == []
    await page.close()
