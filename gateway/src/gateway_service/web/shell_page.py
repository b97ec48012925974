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


def page_html(page: WebPage, around: Surroundings) -> str:
    """The whole HTML of a page."""
    shell = Template(_read("shell", "shell.html"))
    return shell.substitute(
        title=escape(page.title if page.title == _NAME else f"{page.title} · {_NAME}"),
        page=escape(page.folder),
        products="".join(_products(page)),
        documentation=_read("shell", "documentation.html") if around.docs else "",
        content=_read(page.folder, "page.html"),
        mcp_url=escape(around.mcp_url),
        mcp_port=around.mcp_port,
        docs="yes" if around.docs else "",
    )


def _products(current: WebPage) -> Iterable[str]:
    section = current.section or current.folder
    for page in PAGES:
        if page.label:
            mark = ' aria-current="page"' if page is current else ""
            active = ' class="active"' if page.folder == section else ""
            yield f'<a href="{escape(page.paths[0])}"{active}{mark}>{escape(page.label)}</a>'


def _read(folder: str, name: str) -> str:
    return (FOLDER / folder / name).read_text(encoding="utf-8")
