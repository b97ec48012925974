"""The gRPC handlers of predictions and their seals."""

# ruff: noqa: ARG002 - the contract gives the signatures

from collections.abc import Sequence
from datetime import datetime

import orjson

from ai_service.nfl_experts.experts.roster import find_expert
from ai_service.nfl_experts.faces.open_book import book_to_pb
from ai_service.nfl_experts.faces.predictions import repository
from ai_service.nfl_experts.faces.predictions.repository import Link, PredictionRow
from ai_service.nfl_experts.faces.shelf import Shelf
from ai_service.nfl_experts.predictions.seal import verify
from altsports.ai.v1 import predictions_pb2 as pb
from altsports.ai.v1.predictions_pb2_grpc import PredictionServiceServicer
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb


class PredictionRpc(PredictionServiceServicer):
    """Lists predictions and verifies their seals."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def ListPredictions(
        self, request: pb.ListPredictionsRequest, context: Context
    ) -> pb.ListPredictionsResponse:
        find_expert(request.expert_id)
        async with self._shelf.read(season=request.season, replay=request.replay) as opened:
            week = opened.week(request.week)
            rows = await repository.predictions_of_week(
                opened.reader,
                opened.book.id,
                request.expert_id,
                week=week,
                status=request.status,
                min_confidence=request.min_confidence,
            )
        return pb.ListPredictionsResponse(
            expert_id=request.expert_id,
            week=week,
            predictions=map(_prediction_to_pb, rows),
            book=book_to_pb(opened),
        )

    async def VerifyPredictions(
        self, request: pb.VerifyPredictionsRequest, context: Context
    ) -> pb.VerifyPredictionsResponse:
        if request.expert_id:
            find_expert(request.expert_id)
        async with self._shelf.read(season=request.season, replay=request.replay) as opened:
            game_id = opened.game(request.game_id).game_id if request.game_id else ""
            links = await repository.chain(opened.reader, opened.book.id)
        found = verify(links)
        broken = min(filter(None, (found.broken_position, _altered(links))), default=None)
        shown = [
            link
            for link in links
            if game_id in ("", link.game_id) and request.expert_id in ("", link.expert_id)
        ]
        shown = shown[request.offset : request.offset + request.limit]
        return pb.VerifyPredictionsResponse(
            valid=broken is None,
            checked=found.checked,
            broken_position=broken,
            head=found.head,
            seals=[_seal_to_pb(link, opened.now) for link in shown],
            book=book_to_pb(opened),
        )


def _altered(links: Sequence[Link]) -> int | None:
    """The first position whose stored prediction differs from the sealed one."""
    for link in links:
        sealed = orjson.loads(link.content)
        shown = (link.id, link.game_id, link.expert_id, link.category, link.pick, link.confidence)
        names = ("prediction_id", "game_id", "expert_id", "category", "prediction", "confidence")
        if shown != tuple(sealed.get(name) for name in names):
            return link.position
    return None


def _prediction_to_pb(row: PredictionRow) -> pb.Prediction:
    return pb.Prediction(
        prediction_id=row.id,
        game_id=row.game_id,
        category=row.category,
        prediction=row.pick,
        confidence=row.confidence,
        reasoning=row.reasoning,
        bet_placed=row.amount is not None,
        bet_amount=None if row.amount is None else float(row.amount),
        status="pending" if row.result is None else "completed",
        result=row.result,
        seal=row.hash,
        reasoning_source=row.reasoning_source,
        predicted_margin=row.margin,
        predicted_total=row.total,
        home_win_probability=row.home_win_probability,
        line=row.point,
        estimated=row.estimated,
        scatter=row.scatter,
        created_at=time_to_pb(row.created_at),
    )


def _seal_to_pb(link: Link, now: datetime) -> pb.Seal:
    revealed = now >= link.kickoff_at
    return pb.Seal(
        position=link.position,
        prediction_id=link.id,
        game_id=link.game_id,
        expert_id=link.expert_id,
        previous_hash=link.previous_hash,
        hash=link.hash,
        revealed=revealed,
        salt=link.salt if revealed else None,
        content=link.content if revealed else None,
        sealed_at=time_to_pb(link.created_at),
    )
