"""The gRPC handlers of battles."""

# ruff: noqa: ARG002 - the contract gives the signatures

from collections.abc import Mapping
from datetime import datetime

from ai_service.nfl_experts.books import repository as books
from ai_service.nfl_experts.books.effects import tags_of
from ai_service.nfl_experts.books.state import Book
from ai_service.nfl_experts.books.writing import SCHEMA
from ai_service.nfl_experts.errors import BattleNotFound, VotingClosed
from ai_service.nfl_experts.faces.battles import repository
from ai_service.nfl_experts.faces.battles.domain import Records, battles_of, ranked
from ai_service.nfl_experts.faces.battles.messages import BattleDetails, battle_to_pb, votes_to_pb
from ai_service.nfl_experts.faces.battles.names import name_of, read_name
from ai_service.nfl_experts.faces.open_book import OpenBook, book_to_pb
from ai_service.nfl_experts.faces.predictions import repository as predictions
from ai_service.nfl_experts.faces.shelf import Shelf
from ai_service.nfl_experts.facts.season import GameFacts
from altsports.ai.v1 import battles_pb2 as pb
from altsports.ai.v1.battles_pb2_grpc import BattleServiceServicer
from altsports.ai.v1.events_models import BattleVoted
from service_kit.caller import current_caller
from service_kit.db.database import Database
from service_kit.db.reader import Reader
from service_kit.events.outbox import append_events
from service_kit.rpc.incoming import Context


class BattleRpc(BattleServiceServicer):
    """Lists battles and records votes."""

    def __init__(self, database: Database, shelf: Shelf) -> None:
        self._database = database
        self._shelf = shelf

    async def ListActiveBattles(
        self, request: pb.ListActiveBattlesRequest, context: Context
    ) -> pb.ListActiveBattlesResponse:
        async with self._shelf.read(season=request.season, replay=request.replay) as opened:
            game = opened.game(request.game_id) if request.game_id else None
            week = opened.week(request.week or (game.week if game else 0))
            kickoffs = {
                each.game_id: each.kickoff
                for each in opened.facts.by_week.get(week, ())
                if game in (None, each) and _is_wanted(each, request.status, opened.now)
            }
            stances = await predictions.stances(opened.reader, opened.book.id, list(kickoffs))
            details = await _details(opened, kickoffs, week)
            out = await repository.eliminated(opened.reader, opened.book.id)
        battles = ranked(battles_of(stances, min_difference=request.min_difference), details.stakes, out)
        return pb.ListActiveBattlesResponse(
            battles=[battle_to_pb(battle, details) for battle in battles[: request.limit]],
            week=week,
            total_count=len(battles),
            book=book_to_pb(opened),
        )

    async def VoteInBattle(
        self, request: pb.VoteInBattleRequest, context: Context
    ) -> pb.VoteInBattleResponse:
        book_id, game_id, category = read_name(request.battle_id)
        reader = self._database.pipelined
        book = await books.find_book(reader, book_id)
        if book is None:
            raise BattleNotFound(request.battle_id)
        tags = tags_of(book, "battles", is_current=await self._shelf.is_current(book))
        async with self._database.transaction() as connection:
            await _find(connection, book, request.battle_id, game_id=game_id, category=category)
            at = await self._shelf.time_in(book, connection)
            if at >= await books.kickoff_of(connection, book_id, game_id):
                raise VotingClosed(f"Voting is closed: {game_id} has kicked off", game_id=game_id)
            if await repository.is_called_off(connection, book_id, game_id):
                raise VotingClosed(f"Voting is closed: {game_id} is called off", game_id=game_id)
            await repository.put_vote(
                connection,
                request.battle_id,
                current_caller().principal,
                book_id=book_id,
                game_id=game_id,
                side=request.side,
                at=at,
            )
            votes = await repository.votes_on(connection, book_id, [game_id])
            voted = BattleVoted(battle_id=request.battle_id, stale_tags=tags)
            await append_events(connection, SCHEMA, voted, time=self._shelf.now())
        return pb.VoteInBattleResponse(
            battle_id=request.battle_id,
            side=request.side,
            user_votes=votes_to_pb(votes, request.battle_id),
        )


async def _find(reader: Reader, book: Book, battle_id: str, *, game_id: str, category: str) -> None:
    """Raises BattleNotFound unless the two experts pick different sides of the game."""
    stances = await predictions.stances(reader, book.id, [game_id])
    same_category = (stance for stance in stances if stance.category == category)
    battles = battles_of(same_category, min_difference=0.0)
    if battle_id not in {name_of(book.id, battle) for battle in battles}:
        raise BattleNotFound(battle_id)


def _is_wanted(game: GameFacts, status: str, now: datetime) -> bool:
    is_active = now < game.kickoff and not game.is_off(now)
    return status == "all" or is_active == (status == "active")


async def _details(opened: OpenBook, kickoffs: Mapping[str, datetime], week: int) -> BattleDetails:
    reader, book_id, games = opened.reader, opened.book.id, list(kickoffs)
    return BattleDetails(
        book_id=book_id,
        reasons=await predictions.reasons(reader, book_id, games),
        stakes=await repository.stakes_on(reader, book_id, games),
        votes=await repository.votes_on(reader, book_id, games),
        records=Records(await predictions.graded_before(reader, book_id, week)),
        kickoffs=kickoffs,
    )
