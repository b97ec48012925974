"""The page /live in a real browser: the state of the season, and what happens while one looks."""

import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page, WebSocketRoute, expect

pytestmark = [pytest.mark.timeout(400), pytest.mark.asyncio(loop_scope="session")]

WAIT_MS = 30_000
expect.set_options(timeout=WAIT_MS)


@pytest_asyncio.fixture(loop_scope="session")
async def page(mesh, season: None, browser: Browser) -> AsyncIterator[Page]:
    """The page, loaded; the test fails when the page logged an error or asked another host."""
    page = await browser.new_page()
    page.set_default_timeout(WAIT_MS)
    errors: list[str] = []
    hosts: set[str] = set()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if _is_mistake(message) else None)
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    await page.goto(f"{mesh.gateways[1]}/live?live")
    await expect(page.locator("#connection")).to_have_text("Connected")
    await expect(page.locator("#experts tbody tr")).to_have_count(15)
    yield page
    await page.close()
    assert errors == []
    assert {host for host in hosts if not host.startswith("image/")} == {f"127.0.0.1:{mesh.port + 1}"}


def _is_mistake(message: ConsoleMessage) -> bool:
    """An error that the page made; a gateway that is away is none."""
    return message.type == "error" and "net::ERR_" not in message.text


@pytest.fixture
def open_game(mesh, season: None) -> dict[str, Any]:
    """A game of the live season that has not kicked off and has a market line."""
    base = f"{mesh.gateways[0]}/api/v1"
    current = httpx.get(f"{base}/council/current").raise_for_status().json()["week"]
    for week in range(current, min(current + 2, 22) + 1):
        for game in httpx.get(f"{base}/games/week/{week}").raise_for_status().json()["games"]:
            if game["status"] == "scheduled" and game["vegas_lines"]["source"] == "market":
                return game
    pytest.skip("no game of the demo season is open for bets now")


async def test_the_page_shows_every_expert_the_council_and_the_week(page: Page) -> None:
    first = page.locator("#experts tbody tr").first
    await expect(first.locator("svg.spark path")).to_have_count(1)
    await expect(page.locator("#council li")).to_have_count(5)
    await expect(page.locator("#lines .game").first).to_be_visible()
    await expect(page.locator("#book")).to_contain_text("Simulated season")


async def test_a_bet_appears_without_a_reload(
    page: Page, http: httpx.AsyncClient, admin: dict[str, str], open_game: dict[str, Any]
) -> None:
    reason = f"a bet of a test {uuid4()}"
    wish = {
        "expert_id": "the-analyst",
        "game_id": open_game["game_id"],
        "bet_type": "moneyline",
        "side": "home",
        "bet_amount": 12.34,
        "request_id": reason,
        "reasoning": reason,
    }
    placed = await http.post("/api/v1/bets", json=wish, headers=admin)
    assert placed.status_code == 201, placed.text
    newest = page.locator(f"#bets li[data-game='{open_game['game_id']}']").filter(has_text="$12")
    await expect(newest.first).to_be_visible()


async def test_what_an_event_that_is_not_drawn_changes_is_read_again(
    mesh, season: None, browser: Browser
) -> None:
    """Also of a kind that the page has never heard of: the feed names the routes."""
    games = "/api/v1/games/week/{week_number}"
    hello: dict[str, Any] = {"type": "hello", "seq": 1, "epoch": "e", "heartbeat_interval_s": 30}
    hello["reload"] = {"goal_scored": [games], "kite_flown": ["/api/v1/kites"]}
    sockets: list[WebSocketRoute] = []

    def connect(socket: WebSocketRoute) -> None:
        sockets.append(socket)
        socket.on_message(lambda _: None)
        socket.send(json.dumps(hello))

    page = await browser.new_page()
    await page.route_web_socket("**/ws/updates", connect)
    await page.goto(f"{mesh.gateways[0]}/live?live")
    await expect(page.locator("#lines .game").first).to_be_visible()
    async with page.expect_request("**/api/v1/games/week/*"):
        sockets[0].send(json.dumps({"type": "goal_scored", "id": "1", "seq": 2, "epoch": "e"}))
    async with page.expect_request("**/api/v1/bets/live*"):
        gap = {"type": "snapshot", "seq": 3, "epoch": "e", "reload": {"bets": ["/api/v1/bets/live"]}}
        sockets[0].send(json.dumps({"type": "kite_flown", "id": "2", "seq": 3, "epoch": "e"}))
        sockets[0].send(json.dumps(gap))
    await page.close()


async def test_the_page_comes_back_after_its_gateway_was_killed(page: Page, mesh) -> None:
    mesh.kill("gateway-2")
    await expect(page.locator("#connection")).not_to_have_text("Connected")
    mesh.wait_until_healthy()
    await expect(page.locator("#connection")).to_have_text("Connected")


async def test_everything_is_reached_with_the_keyboard(page: Page) -> None:
    reached: set[str] = set()
    for _ in range(60):
        await page.keyboard.press("Tab")
        reached.add(await page.evaluate("document.activeElement.id || document.activeElement.className"))
    assert {"skip", "world", "pause", "sign-in", "bets"} <= reached


async def test_the_page_has_a_light_and_a_dark_face(page: Page) -> None:
    colours: set[str] = set()
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        colours.add(await page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(colours) == 2


async def test_an_administrator_starts_and_steers_a_replay_from_the_page(page: Page, mesh) -> None:
    await page.get_by_role("button", name="Sign in").click()
    await page.get_by_label("E-mail").fill(mesh.environment["ALTSPORTS_ADMIN_EMAIL"])
    await page.get_by_label("Password").fill(mesh.environment["ALTSPORTS_ADMIN_PASSWORD"])
    await page.locator("#sign-in-form button[type=submit]").click()
    await page.get_by_label("Season").fill("2025")
    await page.get_by_label("Weeks").fill("1-2")
    await page.get_by_label("Speed").fill("60")
    await page.get_by_role("button", name="Start").click()
    await expect(page.locator("#replay-text")).to_contain_text("2025 week")
    await expect(page.locator("#book")).to_contain_text("NFL 2025")
    await expect(page.locator("#book")).to_contain_text("Replay")
    await page.get_by_role("button", name="Pause", exact=True).click()
    await expect(page.locator("#replay-text")).to_contain_text("paused")
    await page.get_by_role("button", name="Stop").click()
    await expect(page.locator("#replay-text")).to_contain_text("stopped")
