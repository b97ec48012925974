"""The players of a club for the peer, with the SQLAlchemy ORM: a page in order, with the registrations."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import ForeignKeyConstraint, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, selectinload


class Base(DeclarativeBase):
    """The declarative base."""


class RegistrationRow(Base):
    """When a player belongs to a team."""

    __tablename__ = "player_registrations"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "player_id"], ["clubs.players.organisation_id", "clubs.players.id"]
        ),
        {"schema": "clubs"},
    )
    organisation_id: Mapped[UUID] = mapped_column(primary_key=True)
    player_id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[UUID]
    from_date: Mapped[date] = mapped_column("from")
    to_date: Mapped[date | None] = mapped_column("to")


class PlayerRow(Base):
    """The table that the league service owns, read here for the comparison only."""

    __tablename__ = "players"
    __table_args__ = {"schema": "clubs"}  # noqa: RUF012 - SQLAlchemy's own form
    organisation_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]
    first_name: Mapped[str]
    last_name: Mapped[str]
    known_as: Mapped[str | None]
    jersey_number: Mapped[int | None]
    position: Mapped[str | None]
    preferred_foot: Mapped[str | None]
    birth_date: Mapped[date | None]
    nationality: Mapped[str | None]
    height_cm: Mapped[int | None]
    weight_kg: Mapped[float | None]
    status: Mapped[str | None]
    user_id: Mapped[UUID | None]
    registrations: Mapped[list[RegistrationRow]] = relationship(order_by=RegistrationRow.position)


class Registration(BaseModel, from_attributes=True):
    """A registration as it is shown."""

    team_id: UUID
    from_date: date
    to_date: date | None


class Player(BaseModel, from_attributes=True):
    """A player as it is shown."""

    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None
    first_name: str
    last_name: str
    known_as: str | None
    jersey_number: int | None
    position: str | None
    preferred_foot: str | None
    birth_date: date | None
    nationality: str | None
    height_cm: int | None
    weight_kg: float | None
    status: str | None
    user_id: UUID | None
    registrations: list[Registration]


class Players(BaseModel):
    """A page of players."""

    data: list[Player]
    total_size: int


async def players_of(session: AsyncSession, organisation_id: UUID, page_size: int) -> Players:
    """The first page of the players of a club who are not archived, and how many there are."""
    own = (PlayerRow.organisation_id == organisation_id, PlayerRow.archived_at.is_(None))
    page = select(PlayerRow).where(*own).order_by(PlayerRow.last_name, PlayerRow.id).limit(page_size)
    rows = await session.scalars(page.options(selectinload(PlayerRow.registrations)))
    total = await session.scalar(select(func.count()).select_from(PlayerRow).where(*own))
    return Players(data=[Player.model_validate(row) for row in rows], total_size=total or 0)
