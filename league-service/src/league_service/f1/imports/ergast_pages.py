"""Pages of an API in the Ergast format (Jolpica): checked, and joined to whole races.

A page holds a number of result rows, not of races, so a race may begin on one page and end on the next. A
race that the given pages do not hold as a whole is left out.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

import orjson

from league_service.core.files.rows import UnreadableFileError
from league_service.core.files.text import read_text
from league_service.core.importing.domain import Upload
from league_service.f1.domain import Session

RESULTS: Final[Mapping[str, Session]] = {
    "QualifyingResults": "qualifying",
    "SprintResults": "sprint",
    "Results": "race",
}
_WHOLE: Final = re.compile(
    r".*/f1/(?:\d{4}|current)(?:/(?:\d+|last|next))?(?:/(?:results|sprint|qualifying|races))?(?:\.json|/)?"
)
_HINT: Final = "save the answers of /f1/<season>/races, results, sprint and qualifying, with all their pages"

_FIRST, _LAST = 1950, 2200
"""The seasons that can be meant."""

UNUSABLE: Final = (KeyError, TypeError, ValueError, AttributeError, ArithmeticError)
"""What reading raises if a part of a page is of another type, or absent."""

Object = dict[str, Any]


@dataclass(slots=True)
class Race:
    """A race of any page: its facts, and the rows of its sessions."""

    file: str
    facts: Object
    rows: dict[Session, list[Object]] = field(default_factory=dict[Session, list[Object]])
    cut: set[Session] = field(default_factory=set[Session])
    """Sessions whose rows are not complete."""


@dataclass(frozen=True, slots=True)
class _Page:
    file: str
    url: str
    offset: int
    total: int
    races: list[Object]
    row_count: int


def read_pages(uploads: Iterable[Upload]) -> list[Race]:
    """Returns the races of all pages by season and round.

    Raises UnreadableFileError for all files that are not such pages, or filtered ones, and for pages that
    contradict each other, because the data changed while they were read.
    """
    by_url: dict[str, list[_Page]] = defaultdict(list)
    refused: list[UnreadableFileError] = []
    for upload in uploads:
        try:
            page = _page(upload)
        except UnreadableFileError as error:
            refused.append(error)
        else:
            by_url[page.url].append(page)
    if refused:
        raise UnreadableFileError.joined(refused)
    races: dict[tuple[int, int], Race] = {}
    for pages in by_url.values():
        for page, is_cut_before, is_cut_after in _in_order(pages):
            _join(races, page, is_cut_before=is_cut_before, is_cut_after=is_cut_after)
    return [races[key] for key in sorted(races)]


def _page(upload: Upload) -> _Page:
    try:
        data = orjson.loads(read_text(upload.name, upload.data).text)["MRData"]
        url = urlsplit(str(data["url"])).path
        races = data["RaceTable"]["Races"]
        rows = sum(max(1, *(len(race.get(name, ())) for name in RESULTS)) for race in races)
        page = _Page(upload.name, url, int(data["offset"]), int(data["total"]), list(races), rows)
        keys = [(int(race["season"]), int(race["round"])) for race in page.races]
    except UnreadableFileError:
        raise
    except UNUSABLE as error:
        message = f"the file is not a page of races: {_said(error)[:100]}"
        raise UnreadableFileError(upload.name, message, _HINT) from error
    if b"\\u0000" in upload.data or any(not _FIRST <= season <= _LAST for season, _ in keys):
        raise UnreadableFileError(
            upload.name, "the file is not a page of races: it has impossible values", _HINT
        )
    if not _WHOLE.fullmatch(url):
        message = f"{url[:80]} is a filtered answer, which does not hold whole races"
        raise UnreadableFileError(upload.name, message, _HINT)
    if len(set(keys)) < len(keys):
        raise UnreadableFileError(upload.name, "a race is listed twice on one page", "save the page again")
    return page


def _said(error: Exception) -> str:
    """What is wrong, in words."""
    if isinstance(error, orjson.JSONDecodeError):
        return "it is not JSON, or was cut off"
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


def _in_order(pages: list[_Page]) -> Iterator[tuple[_Page, bool, bool]]:
    """The pages of one address, with whether the page before and the page after are missing."""
    pages.sort(key=lambda page: page.offset)
    if len({page.total for page in pages}) > 1:
        message = "pages of the same address state different totals: the data changed while they were read"
        raise UnreadableFileError(pages[0].file, message, "save all pages again")
    reached = 0
    for page, following in zip(pages, [*pages[1:], None], strict=True):
        end = page.offset + page.row_count
        starts_next = following.offset if following is not None else page.total
        yield page, page.offset > reached, end < starts_next
        reached = max(reached, end)


def _join(
    races: dict[tuple[int, int], Race], page: _Page, *, is_cut_before: bool, is_cut_after: bool
) -> None:
    for index, facts in enumerate(page.races):
        key = (int(facts["season"]), int(facts["round"]))
        race = races.setdefault(key, Race(page.file, facts))
        race.facts = facts | race.facts
        is_cut = (is_cut_before and index == 0) or (is_cut_after and index == len(page.races) - 1)
        for name, session in RESULTS.items():
            if name in facts:
                race.file = page.file
                race.rows.setdefault(session, []).extend(facts[name])
                if is_cut:
                    race.cut.add(session)
