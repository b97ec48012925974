"""Analyses in Firestore, as documents `leagues/{league_id}/analyses/{analysis_id}`.

`deploy/firestore.indexes.json` has the indexes that the queries need.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from google.api_core.exceptions import GoogleAPICallError, RetryError
from google.auth.exceptions import GoogleAuthError
from google.cloud.firestore_v1.async_client import AsyncClient
from google.cloud.firestore_v1.base_query import FieldFilter
from google.cloud.firestore_v1.query import Query

from ai_service.analyses.errors import AnalysesUnavailable
from ai_service.analyses.store.port import Position, StoredAnalysis, Wanted
from service_kit.db.held import check_nothing_held
from service_kit.logging import logs

_TIMEOUT_S: Final = 10.0
_BATCH: Final = 400  # Firestore commits at most 500 writes at once
_GROUP: Final = "analyses"
_LISTED: Final = (
    *("analysis_id", "created_at", "user_id", "analysis_type", "confidence", "key_insights"),
    *("recommendations", "data_sources", "league_id", "league_name", "content.provider", "content.cost"),
)

log = logs.get_logger(__name__)


class FirestoreAnalyses:
    """Stores analyses in Firestore. All methods raise AnalysesUnavailable."""

    def __init__(self, client: AsyncClient) -> None:
        self._client: Any = client

    async def put(self, analysis: StoredAnalysis) -> None:
        async with _asking():
            await self._document(analysis.league_id, analysis.analysis_id).set(
                _fields(analysis), timeout=_TIMEOUT_S
            )

    async def find(self, user_id: str, analysis_id: str) -> StoredAnalysis | None:
        query = self._query(Wanted(user_id)).where(filter=FieldFilter("analysis_id", "==", analysis_id))
        async with _asking():
            found = await query.limit(1).get(timeout=_TIMEOUT_S)
        return _analysis(found[0].to_dict()) if found else None

    async def page(self, wanted: Wanted, *, after: Position | None, limit: int) -> list[StoredAnalysis]:
        query = self._query(wanted).select(_LISTED)
        for name in ("created_at", "analysis_id"):
            query = query.order_by(name, direction=Query.DESCENDING)
        if after is not None:
            query = query.start_after({"created_at": after[0], "analysis_id": after[1]})
        async with _asking():
            found = await query.limit(limit).get(timeout=_TIMEOUT_S)
        return [_analysis(each.to_dict()) for each in found]

    async def count(self, wanted: Wanted) -> int:
        async with _asking():
            found = await self._query(wanted).count(alias="number").get(timeout=_TIMEOUT_S)
        return int(found[0][0].value)

    async def delete(self, user_id: str, analysis_id: str) -> bool:
        found = await self.find(user_id, analysis_id)
        if found is None:
            return False
        async with _asking():
            await self._document(found.league_id, analysis_id).delete(timeout=_TIMEOUT_S)
        return True

    async def delete_user(self, user_id: str) -> int:
        number = 0
        while True:
            async with _asking():
                found = await self._query(Wanted(user_id)).select([]).limit(_BATCH).get(timeout=_TIMEOUT_S)
                if not found:
                    return number
                batch = self._client.batch()
                for each in found:
                    batch.delete(each.reference)
                await batch.commit(timeout=_TIMEOUT_S)
            number += len(found)

    async def owners(self) -> list[str]:
        async with _asking():
            query = self._client.collection_group(_GROUP).select(["user_id"])
            found = [each.to_dict()["user_id"] async for each in query.stream(timeout=_TIMEOUT_S)]
        return sorted(set(found))

    async def watch(self, since: datetime) -> AsyncGenerator[StoredAnalysis]:
        """The analyses that anybody stores from a time on, as Firestore's listener reports them."""
        query = self._client.collection_group(_GROUP)
        query = query.where(filter=FieldFilter("created_at", ">=", since)).order_by("created_at")
        async with _asking():
            async for fields in _listen(self._client, query):
                yield _analysis(fields)

    def _document(self, league_id: str, analysis_id: str) -> Any:
        return self._client.collection("leagues").document(league_id).collection(_GROUP).document(analysis_id)

    def _query(self, wanted: Wanted) -> Any:
        given = {name: value for name, value in asdict(wanted).items() if value}
        query = self._client.collection_group(_GROUP)
        for name, value in given.items():
            query = query.where(filter=FieldFilter(name, "==", value))
        return query


@asynccontextmanager
async def _asking() -> AsyncGenerator[None]:
    """Reports failures of Firestore as AnalysesUnavailable."""
    check_nothing_held("A call to Firestore")
    try:
        yield
    except (GoogleAPICallError, RetryError, GoogleAuthError) as error:
        log.warning("Firestore does not answer", error=str(error))
        raise AnalysesUnavailable("The store of analyses does not answer") from error


async def _listen(client: Any, query: Any) -> AsyncIterator[Mapping[str, Any]]:
    """The fields of documents that match a query, each time that one is added or changed."""
    from google.cloud.firestore_v1 import _helpers, types  # noqa: PLC0415 - only listeners need them

    decode: Any = _helpers
    database = client._database_string
    parent, _ = query._parent._parent_info()
    target = types.Target(
        query=types.Target.QueryTarget(parent=parent, structured_query=query._to_protobuf()), target_id=1
    )

    async def requests() -> AsyncIterator[Any]:
        yield types.ListenRequest(database=database, add_target=target)

    answers = await client._firestore_api.listen(requests(), metadata=client._rpc_metadata)
    async for answer in answers:
        if answer.document_change.document.name:
            yield decode.decode_dict(answer.document_change.document.fields, client)


def _fields(analysis: StoredAnalysis) -> dict[str, Any]:
    found = asdict(analysis)
    lists = ("key_insights", "recommendations", "data_sources")
    return {**found, **{name: list(found[name]) for name in lists}}


def _analysis(fields: Mapping[str, Any]) -> StoredAnalysis:
    lists: Sequence[str] = ("key_insights", "recommendations", "data_sources")
    time: datetime = fields["created_at"]
    return StoredAnalysis(
        **{name: tuple(fields[name]) for name in lists},
        **{name: fields[name] for name in ("analysis_id", "user_id", "analysis_type", "league_id")},
        **{name: fields[name] for name in ("league_name", "confidence", "content")},
        created_at=datetime.fromtimestamp(time.timestamp(), tz=time.tzinfo),
    )
