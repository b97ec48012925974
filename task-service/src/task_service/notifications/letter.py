"""Writes the e-mail about one or several notifications, as plain text and as HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from altsports.contract.notices import load_notices
from task_service.notifications.domain import Notification
from task_service.notifications.links import EVERYTHING, INBOX, Links

_MOST: Final = 100
_MOST_CHARACTERS: Final = 50_000
"""A longer digest names the number of the others."""


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail. `unsubscribe_url` is empty if one of its notifications protects the account."""

    subject: str
    text: str
    html: str
    unsubscribe_url: str


def letter_about(notifications: Sequence[Notification], links: Links) -> Letter:
    """The e-mail to the user whom all the notifications belong to, the oldest first."""
    shown = _shown(notifications)
    subject = shown[0].title
    if len(notifications) > 1:
        subject = f"{len(notifications)} notifications: {subject}, ..."
    unsubscribe = _unsubscribe(notifications, links)
    values: dict[str, Any] = {
        "subject": subject,
        "items": [_item(each, links) for each in shown],
        "more": len(notifications) - len(shown),
        "inbox": links.to(INBOX),
        "unsubscribe": unsubscribe,
    }
    text, html = (template.render(values) for template in _templates())
    return Letter(subject, text, html, unsubscribe)


def _shown(notifications: Sequence[Notification]) -> list[Notification]:
    """The first notifications, as many as an e-mail takes."""
    length, shown = 0, list[Notification]()
    for each in notifications[:_MOST]:
        length += len(each.title) + len(each.body) + sum(map(len, each.steps))
        if shown and length > _MOST_CHARACTERS:
            break
        shown.append(each)
    return shown


def _item(notification: Notification, links: Links) -> dict[str, Any]:
    link = notification.link
    # Paths of the API are for programs; people read the notification in their inbox.
    page = link if link and not link.startswith("/api/") else f"{INBOX}#{notification.id}"
    return {
        "title": notification.title,
        "body": notification.body,
        "steps": notification.steps,
        "link": links.to(page),
    }


def _unsubscribe(notifications: Sequence[Notification], links: Links) -> str:
    kinds = {each.kind for each in notifications}
    specs = load_notices().by_kind
    if any(specs[kind].security for kind in kinds if kind in specs):
        return ""
    return links.unsubscribe(notifications[0].user_id, kinds.pop() if len(kinds) == 1 else EVERYTHING)


@lru_cache(maxsize=1)
def _templates() -> tuple[Any, Any]:
    import jinja2  # noqa: PLC0415 - 40 ms, and most processes never write an e-mail

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("task_service.notifications", "letters"),
        autoescape=jinja2.select_autoescape(enabled_extensions=("html.j2",), default=False),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template("letter.txt.j2"), environment.get_template("letter.html.j2")
