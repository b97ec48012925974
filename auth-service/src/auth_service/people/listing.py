"""Pages of people, in an order that the request chooses."""

from datetime import datetime
from typing import Any, Literal, cast
from uuid import UUID

from auth_service.core.pages import after_moment, after_text, cut
from auth_service.people import repository as people
from auth_service.people.domain import Person, Wanted
from service_kit.db.reader import Reader

Order = Literal["full_name", "created_at", "updated_at"]


def order_of(text: str) -> tuple[Order, bool]:
    """The order of a request, such as "-created_at", and whether it is descending."""
    return cast("Order", text.removeprefix("-")), text.startswith("-")


async def list_people(
    reader: Reader, organisation_id: UUID, wanted: Wanted, size: int, token: str
) -> tuple[list[Person], str, int]:
    """A page of people, the token of the next one, and the number on all pages. Raises InvalidPageToken."""
    after: tuple[str | datetime, UUID] | None
    after = after_text(token) if wanted.order == "full_name" else after_moment(token)
    found = await people.page(reader, organisation_id, wanted, after=after, limit=size + 1)
    shown, following = cut(found, size, lambda person: (_key(person, wanted.order), person.id))
    return shown, following, await people.count(reader, organisation_id, wanted)


def _key(person: Person, order: Order) -> Any:
    return (person.full_name or person.email).lower() if order == "full_name" else getattr(person, order)
