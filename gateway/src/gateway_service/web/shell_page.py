"""Puts a page into the shell: header with products, account and theme, and footer."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Final

from gateway_service.web.table import PAGES, WebPage

FOLDER: Final = Path(str(files("gateway_service.web")))
_NAME: Final = "AltSports"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What pages show of this installation. `mcp_url` is empty if only the port is known."""

    mcp_url: str
    mcp_port: int
    docs: bool


def page_html(page: WebPage, around: Surroundings, content: str = "") -> str:
    """The whole HTML of a page; `content` replaces the one of its folder."""
    return Template(_read("shell", "shell.html")).substitute(
        title=escape(page.title if page.title == _NAME else f"{page.title} · {_NAME}"),
        files="".join(_files(page.folder)),
        products="".join(_products(page, around)),
        content=content or _read(page.folder, "page.html"),
        mcp_url=escape(around.mcp_url),
        mcp_port=around.mcp_port,
        docs="yes" if around.docs else "",
    )


def shown_pages(around: Surroundings) -> list[WebPage]:
    """The pages of this installation."""
    return [page for page in PAGES if around.docs or not page.documentation]


def _files(folder: str) -> Iterable[str]:
    if (FOLDER / folder / "page.css").exists():
        yield f'<link rel="stylesheet" href="/assets/{folder}/page.css">'
    if (FOLDER / folder / "page.js").exists():
        yield f'<script type="module" src="/assets/{folder}/page.js"></script>'


def _products(current: WebPage, around: Surroundings) -> Iterable[str]:
    section = current.section or current.folder
    for page in shown_pages(around):
        if page.label:
            mark = ' aria-current="page"' if page is current else ""
            active = ' class="active"' if page.folder == section else ""
            yield f'<a href="{escape(page.paths[0])}"{active}{mark}>{escape(page.label)}</a>'


def _read(folder: str, name: str) -> str:
    return (FOLDER / folder / name).read_text(encoding="utf-8")
