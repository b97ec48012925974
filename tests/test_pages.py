"""The pages for people in a real browser: accessible, usable on a phone, independent of other hosts."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, Route, expect

from altsports.task.v1.notices_models import RunFailed
from altsports.task.v1.notifications_pb2 import NotifyRequest
from service_kit.caller import service_caller
from service_kit.rpc.grpc_client import MeshClient
from service_kit.settings.mesh import MeshSettings

pytestmark = [pytest.mark.timeout(400), pytest.mark.asyncio(loop_scope="session")]

WAIT_MS = 30_000
expect.set_options(timeout=WAIT_MS)
PHONE = 375
TOO_WIDE = """
    document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
        .filter((one) => one.getBoundingClientRect().right > innerWidth)
        .filter((one) => !one.closest(".table, pre, .products"))
        .map((one) => one.outerHTML.slice(0, 100))
"""
PLL = "05428cae-aeaa-57dd-926a-cb7710ce1a48"
PAGES = (
    "/",
    "/live?live",
    "/live?replay=example",
    "/live/games/2025_05_KC_BUF",
    "/live/experts/the-analyst",
    "/catalogue",
    f"/catalogue/{PLL}",
    "/catalogue/no-such-league",
    "/fantasy",
    "/analyses",
    "/admin/tasks",
    "/docs",
    "/docs/realtime",
    "/redoc",
    "/unsubscribe/nonsense",
    "/inbox",
)
DRAWN = {"/docs": ".opblock-tag", "/redoc": "#redoc h2"}


@pytest_asyncio.fixture(loop_scope="session")
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
    return not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))


async def _shortened(route: Route) -> None:
    """The OpenAPI document with the routes of leagues only: checking all of them takes minutes."""
    document = await (await route.fetch()).json()
    paths = {path: verbs for path, verbs in document["paths"].items() if path.startswith("/api/v1/leagues")}
    await route.fulfill(json={**document, "paths": paths})


async def _loaded(page: Page, path: str) -> None:
    await page.route("**/openapi.json", _shortened)
    await page.goto(path)
    await expect(page.locator(DRAWN.get(path, "main h1")).first).to_be_attached()
    await expect(page.locator("main [role=status]", has_text="Loading")).to_have_count(0)


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_is_accessible_in_both_themes_and_fits_on_a_phone(page: Page, path: str) -> None:
    await _loaded(page, path)
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = await Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    await page.set_viewport_size({"width": PHONE, "height": 812})
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


async def test_a_user_reads_what_arrives_and_chooses_what_they_get(mesh, new_user, page: Page) -> None:
    user = new_user()
    await page.goto("/inbox")
    await page.get_by_role("main").get_by_role("button", name="Sign in").click()
    await page.get_by_label("E-mail").fill(user["email"])
    await page.get_by_label("Password").fill(user["password"])
    await page.locator("#sign-in-form button[type=submit]").click()
    await expect(page.locator("#list")).to_contain_text("Nothing here")
    await expect(page.locator("#wishes")).to_contain_text(user["email"])
    notice = RunFailed(run_id="r1", title="<b>Analysis</b>", error="No sources", recovery=["Add a source"])
    request = NotifyRequest(kind="run.failed", data=notice.model_dump_json().encode())
    request.user_ids.append(user["user"]["id"])
    async with MeshClient.from_settings(MeshSettings(home=mesh.home)) as client:
        await client.call(
            "/altsports.task.v1.NotificationService/Notify", request, caller=service_caller("tests")
        )
    await expect(page.locator("#list h3")).to_have_text("<b>Analysis</b> failed")
    await expect(page.locator("#list")).to_contain_text("Add a source")
    assert (await Axe().run(page)).violations_count == 0
    await page.set_viewport_size({"width": PHONE, "height": 812})
    assert await page.evaluate(TOO_WIDE) == []
    await page.locator("#user").click()
    await expect(page.locator("#account a")).to_have_text("Inbox (1)")
    await page.locator("#user").click()
    await page.get_by_role("button", name="Mark all as read").click()
    await expect(page.get_by_role("button", name="Mark as unread")).to_be_visible()
    await page.get_by_label("E-mail: A task of yours failed").select_option("off")
    await page.get_by_label("Time zone").fill("Europe/Atlantis")
    await page.get_by_role("button", name="Save").click()
    await expect(page.locator("#wishes .problem")).to_contain_text("IANA")
    await page.get_by_label("Time zone").fill("Europe/Berlin")
    await page.get_by_role("button", name="Save").click()
    await expect(page.locator("#wishes")).to_contain_text("Saved")
    await page.reload()
    await expect(page.get_by_label("E-mail: A task of yours failed")).to_have_value("off")


async def test_the_chosen_theme_stays_on_every_page(page: Page) -> None:
    await page.emulate_media(color_scheme="light")
    await page.goto("/")
    light = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    await page.locator("#theme").click()
    await page.locator("#theme").click()
    await expect(page.locator("#theme")).to_contain_text("Dark")
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


async def test_a_league_is_found_while_one_types(page: Page) -> None:
    await _loaded(page, "/catalogue")
    await page.get_by_label("Search leagues").fill("premier lacrose")
    hit = page.locator("#results a", has_text="Premier Lacrosse League")
    await expect(hit).to_be_visible()
    await expect(page.get_by_label("Sport")).to_contain_text("Lacrosse (")
    await hit.click()
    await expect(page.locator("#profile")).to_contain_text("PLL")
    await expect(page.locator("#partnerships")).to_contain_text("Sponsor")
    await expect(page.locator("#sources tbody tr").first).to_be_visible()


async def test_too_many_searches_keep_the_result_and_offer_to_sign_in(page: Page) -> None:
    await _loaded(page, "/catalogue")
    count = await page.locator("#results a").count()
    refusal: dict[str, Any] = {
        "status": 429,
        "headers": {"retry-after": "41"},
        "json": {"detail": "Slow down"},
    }
    await page.route("**/leagues/search*", lambda route: route.fulfill(**refusal))
    await page.get_by_label("Search leagues").fill("rodeo")
    await expect(page.locator("#pace")).to_contain_text("41 s")
    await expect(page.locator("#pace").get_by_role("button", name="Sign in")).to_be_visible()
    assert await page.locator("#results a").count() == count > 0


async def test_an_analysis_that_needs_an_account_asks_for_one(page: Page) -> None:
    refusal: dict[str, Any] = {"status": 401, "json": {"detail": "Credentials are needed"}}
    await page.route("**/partnership-analysis", lambda route: route.fulfill(**refusal))
    await page.goto(f"/catalogue/{PLL}")
    await page.locator("#partnerships").get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("dialog")).to_be_visible()


async def test_names_lead_to_the_pages_of_games_and_experts(page: Page) -> None:
    await _loaded(page, "/live?replay=example")
    await page.locator("#lines a.game").first.click()
    await expect(page.locator("#board")).to_contain_text("Replay")
    await expect(page.locator("#lines tbody tr").first).to_be_visible()
    await page.get_by_role("link", name="NFL experts", exact=False).last.click()
    await page.locator("#experts tbody a").first.click()
    await expect(page.locator("#profile")).to_contain_text("Replay")
    await expect(page.locator("#profile svg.spark path")).to_have_count(1)


async def test_whoever_is_signed_in_gets_suggestions_to_choose_with_the_keyboard(
    page: Page, new_user
) -> None:
    member = new_user()
    await _loaded(page, "/catalogue")
    await page.get_by_role("button", name="Sign in").click()
    await page.get_by_label("E-mail").fill(member["email"])
    await page.get_by_label("Password").fill(member["password"])
    await page.locator("#sign-in-form button[type=submit]").click()
    await expect(page.locator("#user")).to_be_visible()
    field = page.get_by_label("Search leagues")
    await field.press_sequentially("premier lacr")
    await expect(page.get_by_role("option").first).to_contain_text("Premier Lacrosse League")
    found = await Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    await field.press("ArrowDown")
    await field.press("Enter")
    await expect(page.locator("#profile")).to_contain_text("Premier Lacrosse League")


async def test_an_analysis_is_written_before_ones_eyes_and_a_report_in_the_background(page: Page) -> None:
    await page.goto("/analyses")
    await page.locator("#mine").get_by_role("button", name="Sign in").click()
    await page.get_by_role("button", name="New here? Register").click()
    await page.get_by_label("Your name").fill("Ana Lyst")
    await page.get_by_label("E-mail").fill("ana.lyst@altsports.example")
    await page.get_by_label("Password").fill("a long walk to the rink")
    await page.locator("#sign-in-form button[type=submit]").click()
    await expect(page.locator("#user")).to_be_visible()
    await page.get_by_label("League").fill("Premier Lacrosse League")
    await page.get_by_role("button", name="Write it now").click()
    await expect(page.locator("#text")).to_contain_text("Recommendations")
    await expect(page.locator("#text")).to_contain_text("computed, without a language model")
    await expect(page.locator("#sources li").first).to_contain_text("[S1] League catalogue")
    await expect(page.locator("#mine tbody tr")).to_have_count(1)
    await page.get_by_role("button", name="Deep report in the background").click()
    await expect(
        page.get_by_role("button", name="Download premier-lacrosse-league_analysis.pdf")
    ).to_be_visible()
    await expect(page.locator("#text").get_by_role("cell", name="lacrosse", exact=True)).to_be_visible()
    await expect(page.locator("#mine tbody tr")).to_have_count(2)
    await page.locator("#mine").get_by_role("button", name="Premier Lacrosse League").last.click()
    await expect(page.locator("#text")).to_contain_text("About this analysis")
    status = await page.evaluate(f"""async () => {{
      const {{ accessToken }} = await import("/assets/shell/session.js");
      const headers = {{ authorization: `Bearer ${{await accessToken()}}` }};
      return (await fetch("/api/v1/ai/analysis?league_id={PLL}", {{ headers }})).status;
    }}""")
    assert status == 200
    await expect(page.locator("#mine tbody tr")).to_have_count(3)  # the feed said so


async def test_a_lost_analysis_is_resumed_as_a_stream_and_begins_again_when_that_is_gone(page: Page) -> None:
    await page.goto("/analyses")
    asked = await page.evaluate(r"""async () => {
      const { follow } = await import("/assets/analyses/stream.js");
      const parts = [
        'id: s.1\nevent: delta\ndata: {"text":"a"}\n\n',
        'id: s.2\nevent: delta\ndata: {"text":"b"}\n\n',
        'id: s.3\nevent: error\ndata: {"status":503,"code":"STREAM_STOPPED"}\n\n',
        'id: t.1\nevent: restart\ndata: {}\n\nid: t.2\nevent: done\ndata: {}\n\n',
      ];
      const asked = [], seen = [], real = window.fetch;
      window.fetch = async (url, { headers }) => {
        asked.push(`${url} ${headers["last-event-id"] ?? ""}`);
        return new Response(parts.shift());
      };
      await follow({ league_id: "7" }, ({ type }) => seen.push(type));
      window.fetch = real;
      return [...asked, ...seen];
    }""")
    begun, followed = "/api/v1/ai/analysis/stream?league_id=7", "/api/v1/ai/streams/s"
    assert asked[:4] == [f"{begun} ", f"{followed} s.1", f"{followed} s.2", f"{begun} s.3"]
    assert asked[4:] == ["delta", "delta", "restart", "done"]
