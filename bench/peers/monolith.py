"""Peer: a FastAPI monolith with the SQLAlchemy async ORM on the same PostgreSQL, as tutorials write it.

Two faces of the same rows: /leagues... without duties, /guarded/leagues... with the duties of the gateway
(bearer token verified with PyJWT, the user's row read, route limit, tier limit and monthly quota in Redis).
The players of a club have only the second one.
BENCH_DATABASE_URL, BENCH_REDIS_URL, BENCH_PUBLIC_KEY (PEM) and BENCH_AUDIENCE say where.
"""

import os
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated
from uuid import UUID

import jwt
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from limits import parse
from limits.aio.storage import RedisStorage
from limits.aio.strategies import FixedWindowRateLimiter
from pydantic import BaseModel
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from altsports.league.v1.leagues_models import League
from bench.peers.club_players import Players, players_of


class Base(DeclarativeBase):
    """The declarative base."""


class LeagueRow(Base):
    """The table that the league service owns, read here for the comparison only."""

    __tablename__ = "leagues"
    __table_args__ = {"schema": "league"}  # noqa: RUF012 - SQLAlchemy's own form
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    sport: Mapped[str]
    level: Mapped[str]
    location: Mapped[str | None]
    founded_year: Mapped[int | None]
    member_count: Mapped[int]
    website: Mapped[str | None]
    abbreviation: Mapped[str | None]
    country: Mapped[str | None]
    headquarters: Mapped[str | None]
    first_season: Mapped[str | None]
    member_count_as_of: Mapped[str | None]
    status: Mapped[str]
    level_inferred: Mapped[bool]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class OneLeague(BaseModel):
    """The envelope of one league."""

    data: League
    metadata: dict[str, str]


class ManyLeagues(BaseModel):
    """The envelope of many leagues."""

    data: list[League]
    metadata: dict[str, str]


# A steady pool: sessions are closed after the answer is sent, so a smaller pool with an overflow would
# replace connections all the time, which costs the peer several hundred µs of PostgreSQL per request.
engine = create_async_engine(os.environ["BENCH_DATABASE_URL"], pool_size=40, max_overflow=0)
new_session = async_sessionmaker(engine, expire_on_commit=False)
redis_url = os.environ["BENCH_REDIS_URL"].replace("unix://", "redis+unix://", 1)
limiter = FixedWindowRateLimiter(RedisStorage(redis_url, implementation="redispy"))
ROUTE, TIER, QUOTA = parse("1000000/minute"), parse("1000000/minute"), parse("1000000000/month")
PUBLIC_KEY = os.environ["BENCH_PUBLIC_KEY"]
AUDIENCE = os.environ["BENCH_AUDIENCE"]
app = FastAPI()


async def session() -> AsyncIterator[AsyncSession]:
    async with new_session() as opened:
        yield opened


Session = Annotated[AsyncSession, Depends(session)]
bearer = HTTPBearer()


async def guarded(
    request: Request, found: Session, credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]
) -> str:
    try:
        claims = jwt.decode(credentials.credentials, PUBLIC_KEY, algorithms=["RS256"], audience=AUDIENCE)
    except jwt.PyJWTError as error:
        raise HTTPException(401, "Could not validate credentials") from error
    user = claims["sub"]
    await found.execute(text("SELECT 1 FROM league.leagues LIMIT 1"))
    for limit, key in ((ROUTE, request.url.path), (TIER, "tier"), (QUOTA, "quota")):
        if not await limiter.hit(limit, user, key):
            raise HTTPException(429, "Rate limit exceeded")
    return user


async def _one(league_id: str, found: AsyncSession) -> OneLeague:
    row = await found.get(LeagueRow, league_id)
    if row is None:
        raise HTTPException(404, "no such league")
    return OneLeague(data=_league(row), metadata={"league_id": league_id})


async def _many(sport: str, page_size: int, found: AsyncSession) -> ManyLeagues:
    query = select(LeagueRow).where(LeagueRow.sport == sport).order_by(LeagueRow.name).limit(page_size)
    rows = (await found.scalars(query)).all()
    return ManyLeagues(data=[_league(row) for row in rows], metadata={"sport": sport})


def _league(row: LeagueRow) -> League:
    return League.model_validate(row, from_attributes=True)


@app.get("/leagues/{league_id}", response_model=OneLeague)
async def get_league(league_id: str, found: Session) -> OneLeague:
    return await _one(league_id, found)


@app.get("/leagues", response_model=ManyLeagues)
async def list_leagues(sport: str, found: Session, page_size: int = 50) -> ManyLeagues:
    return await _many(sport, page_size, found)


@app.get("/guarded/leagues/{league_id}", response_model=OneLeague)
async def get_league_guarded(
    league_id: str, found: Session, _user: Annotated[str, Depends(guarded)]
) -> OneLeague:
    return await _one(league_id, found)


@app.get("/guarded/leagues", response_model=ManyLeagues)
async def list_leagues_guarded(
    sport: str, found: Session, _user: Annotated[str, Depends(guarded)], page_size: int = 50
) -> ManyLeagues:
    return await _many(sport, page_size, found)


@app.get("/guarded/football/players", response_model=Players)
async def list_players_guarded(
    organisation_id: UUID, found: Session, _user: Annotated[str, Depends(guarded)], page_size: int = 50
) -> Players:
    return await players_of(found, organisation_id, page_size)
