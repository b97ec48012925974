"""The pages for people: what a gateway sends for them."""

import re
from pathlib import Path
from typing import Any

import pytest

import gateway_service.web.table as table
from gateway_service.web.shell_page import FOLDER

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
ADDRESS = re.compile(r"""(?:src|href)="(/assets/[^"]+)"|from "(/assets/[^"]+)"|import "(/assets/[^"]+)\"""")


async def test_browsers_get_the_home_page_and_programs_the_answer_they_know(http: Any) -> None:
    page = await http.get("/", headers=BROWSER)
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    answer = await http.get("/")
    assert (answer.status_code, answer.json()["code"]) == (404, "ROUTE_NOT_FOUND")


@pytest.mark.parametrize("page", table.PAGES, ids=lambda page: page.folder)
async def test_a_page_needs_nothing_but_files_that_are_served(http: Any, page: table.WebPage) -> None:
    answer = await http.get(re.sub(r"{\w+}", "any", page.paths[0]), headers=BROWSER)
    assert answer.status_code == 200
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert not re.search(r"<script>|style=|onclick=", answer.text)
    for address in _addresses(answer.text) | _addresses(_scripts(page.folder)):
        found = await http.get(address)
        assert found.status_code == 200, address


def _scripts(folder: str) -> str:
    return "".join(path.read_text() for path in sorted(Path(FOLDER, folder).glob("*.js")))


def _addresses(text: str) -> set[str]:
    return {address for match in ADDRESS.findall(text) for address in match if address}


@pytest.mark.parametrize("name", ["../table.py", "%2e%2e%2ftable.py", "page.html", "nothing.js", ".js"])
async def test_only_scripts_styles_and_pictures_of_pages_are_served(http: Any, name: str) -> None:
    answer = await http.get(f"/assets/home/{name}")
    assert answer.status_code == 404


def test_no_script_makes_markup_from_text() -> None:
    for script in FOLDER.rglob("*.js"):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", script.read_text()
        ), script
