"""A document about a league, who may read it, and its passages; no I/O, no clock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from service_kit.caller import Caller

PURPOSE: Final = "document"
"""The purpose of its file in task-service."""

CACHE_CONTROL: Final = "public, max-age=3600"
"""Of the object in the store, as documented. Whoever has a link may keep the file for an hour."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document."""

    id: UUID
    league_id: str
    name: str
    owner_kind: str
    owner_id: str
    uploaded_by: str
    file_id: UUID
    object_key: str
    content_type: str
    size: int
    sha256: str
    md5: str
    pages: int
    characters: int
    passages: int
    status: str
    run_id: UUID
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that fits a query. `place` is its first character in the text of the page."""

    document_id: UUID
    document_name: str
    page: int
    place: int
    text: str
    score: float

    @property
    def citation(self) -> str:
        return f"{self.document_name}, page {self.page}"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: their own documents, those of their organisation, and those of the league."""

    user_id: str
    organisation_id: str
    is_admin: bool

    @classmethod
    def of(cls, caller: Caller) -> "Reader":
        return cls(caller.principal, caller.organisation_id, caller.has_role("admin"))

    def may_read(self, document: Document) -> bool:
        own = {"user": self.user_id, "organisation": self.organisation_id, "league": document.owner_id}
        return self.is_admin or own[document.owner_kind] == document.owner_id

    def may_delete(self, document: Document) -> bool:
        return self.is_admin or self.user_id in (document.uploaded_by, document.owner_id)


def owner_of(kind: str, *, user_id: str, organisation_id: str, league_id: str, leagues: bool) -> str | None:
    """The owner of a new document; None if the user does not act for one of this kind."""
    owners = {"user": user_id, "organisation": organisation_id, "league": league_id if leagues else ""}
    return owners[kind] or None


def object_key(league_id: str, name: str, *, mark: str = "") -> str:
    """The key of a document. `mark` tells apart documents of several owners with one name."""
    return f"leagues/{league_id}/documents/{mark and mark + '/'}{name}"
