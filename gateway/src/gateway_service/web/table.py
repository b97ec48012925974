"""The pages for people. A page is a folder beside this file and an entry of PAGES."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page: `folder` holds `page.html`, which goes into the shell, and its scripts and styles.

    The header links to pages with a `label`, in the order of the table. A page without a label belongs to the
    `section` of another page, whose folder it names. A page for `browsers_only` answers other clients as if
    the route did not exist. Pages of the `documentation` use libraries that insert styles, and can be hidden.
    """

    folder: str
    paths: tuple[str, ...]
    title: str
    label: str = ""
    section: str = ""
    browsers_only: bool = False
    documentation: bool = False


PAGES: Final = (
    WebPage("home", ("/",), "AltSports", browsers_only=True),
    WebPage("live", ("/live",), "NFL experts", label="NFL experts"),
    WebPage("game", ("/live/games/{game_id}",), "Game", section="live"),
    WebPage("expert", ("/live/experts/{expert_id}",), "Expert", section="live"),
    WebPage("fantasy", ("/fantasy",), "Fantasy F1", label="Fantasy F1"),
    WebPage("leagues", ("/catalogue",), "Leagues", label="Leagues"),
    WebPage("league", ("/catalogue/{league_id}",), "League", section="leagues"),
    WebPage("analyses", ("/analyses",), "Analyses", label="Analyses"),
    WebPage("inbox", ("/inbox",), "Inbox"),
    WebPage("unsubscribe", ("/unsubscribe/{token}",), "No more e-mails"),
    WebPage("tasks", ("/admin/tasks",), "Background tasks"),
    WebPage("docs", ("/docs",), "API reference", label="API docs", documentation=True),
    WebPage("redoc", ("/redoc",), "API reference", section="docs", documentation=True),
)
