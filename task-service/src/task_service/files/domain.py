"""A stored file, who may do what with it, and how much an owner may store; no I/O, no clock.

pending → stored → doomed → (gone)
   └─────────────────↑       an upload that failed or took too long

A doomed file no longer counts and is seen by nobody; its row goes when its bytes are deleted.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from service_kit.caller import Caller
from service_kit.owners import Owner

OwnerKind = Literal["user", "organisation", "league"]

PLAIN: Final = "file"
"""The purpose of a file that belongs to no other feature."""


@dataclass(frozen=True, slots=True)
class File:
    """One stored file."""

    id: UUID
    name: str
    owner_kind: str
    owner_id: str
    purpose: str
    content_type: str
    size: int
    sha256: str
    md5: str
    key: str
    uploaded_by: str
    created_at: datetime

    @property
    def owner(self) -> Owner:
        return Owner(self.owner_kind, self.owner_id)


@dataclass(frozen=True, slots=True)
class Usage:
    """The space of an owner that is in use or reserved."""

    used_bytes: int = 0
    file_count: int = 0


@dataclass(frozen=True, slots=True)
class Allowances:
    """How many bytes each kind of owner may store."""

    user: int
    organisation: int
    league: int

    def of(self, owner: Owner) -> int:
        return {"user": self.user, "organisation": self.organisation, "league": self.league}[owner.kind]


@dataclass(frozen=True, slots=True)
class Rights:
    """For whom somebody acts."""

    user_id: str
    organisation_id: str
    leagues: bool
    is_admin: bool = False

    @classmethod
    def of(cls, caller: Caller) -> "Rights":
        return cls(
            caller.principal,
            caller.organisation_id,
            caller.has_permission("leagues:write"),
            caller.has_role("admin"),
        )

    def may_store_for(self, owner: Owner) -> bool:
        """Whether files may be stored for an owner, and its storage be seen."""
        if owner.kind == "user":
            return owner.id == self.user_id
        if owner.kind == "organisation":
            return bool(owner.id) and owner.id == self.organisation_id
        return self.leagues

    def may_read(self, file: File) -> bool:
        return self.is_admin or file.owner_kind == "league" or self.may_store_for(file.owner)

    def may_delete(self, file: File) -> bool:
        return self.is_admin or self.user_id in (file.uploaded_by, file.owner_id)


def object_key(owner: Owner, file_id: UUID) -> str:
    """The key of a file that no feature names: files of an owner are together."""
    return f"files/{owner.kind}/{owner.id}/{file_id}"
