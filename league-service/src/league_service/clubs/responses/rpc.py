"""ResponseService: who comes."""

# ruff: noqa: ARG002 - the contract defines the signatures

from collections import Counter
from typing import cast

from google.protobuf.empty_pb2 import Empty

from altsports.football.v1 import responses_pb2 as pb
from altsports.football.v1.responses_pb2_grpc import ResponseServiceServicer
from league_service.clubs.engine.access import access_of
from league_service.clubs.occasions.domain import Noun
from league_service.clubs.responses import events, operations
from league_service.clubs.responses.domain import Answer, Person, Response
from service_kit.caller import current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb


class ResponseRpc(ResponseServiceServicer):
    """Reads and changes answers for the caller."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def ListResponses(
        self, request: pb.ListResponsesRequest, context: Context
    ) -> pb.ListResponsesResponse:
        noun, caller, now = cast("Noun", request.occasion), current_caller(), self._clock.now()
        async with self._database.read() as connection:
            occasion, found = await operations.list_responses(
                connection, access_of(caller, now), caller, noun, request.occasion_id
            )
        counts = Counter(each.answer for each in found)
        return pb.ListResponsesResponse(
            responses=[response_to_pb(each) for each in found if request.only in ("", each.answer)],
            close_at=time_to_pb(occasion.closes_at),
            open=occasion.is_open(now),
            attending=counts["attending"],
            declined=counts["declined"],
            unsure=counts["unsure"],
        )

    async def SetResponse(self, request: pb.SetResponseRequest, context: Context) -> pb.SetResponseResponse:
        caller, now = current_caller(), self._clock.now()
        access = access_of(caller, now)
        async with self._database.transaction() as connection:
            occasion, response, is_news = await operations.set_response(
                connection,
                access,
                caller,
                cast("Noun", request.occasion),
                request.occasion_id,
                cast("Answer", request.answer),
                request.reason,
                request.player_id or None,
                now,
            )
            if is_news:
                person = Person(response.player_id, response.user_id)
                await events.answered(connection, access, occasion, person, response.answer, now)
        return pb.SetResponseResponse(response=response_to_pb(response))

    async def DeleteResponse(self, request: pb.DeleteResponseRequest, context: Context) -> Empty:
        caller, now = current_caller(), self._clock.now()
        access = access_of(caller, now)
        noun = cast("Noun", request.occasion)
        async with self._database.transaction() as connection:
            occasion, person = await operations.delete_response(
                connection, access, caller, noun, request.occasion_id, request.player_id or None, now
            )
            if person is not None:
                await events.answered(connection, access, occasion, person, None, now)
        return Empty()


def response_to_pb(response: Response) -> pb.OccasionResponse:
    return pb.OccasionResponse(
        player_id=response.player_id,
        user_id=response.user_id,
        answer=response.answer,
        reason=response.reason,
        responded_at=time_to_pb(response.responded_at),
        recorded_by_staff=response.recorded_by_staff,
    )
