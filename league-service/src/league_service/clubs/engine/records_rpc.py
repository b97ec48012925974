"""RecordService: rows of all nouns, as agents reach them. Fields are validated by the models of the noun."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any, cast

import orjson
from google.protobuf.empty_pb2 import Empty
from google.protobuf.json_format import ParseDict
from google.protobuf.struct_pb2 import Struct

from altsports.contract.catalog import Method
from altsports.contract.values import struct_to_json
from altsports.football.v1 import records_pb2 as pb
from altsports.football.v1 import records_pb2_grpc
from altsports.options.v1 import options_pb2
from league_service.clubs.engine.rpc import NounRpc
from service_kit.caller import current_caller
from service_kit.errors import ValidationFailed, Violation
from service_kit.rpc.access import check_access
from service_kit.rpc.answers import Responses
from service_kit.rpc.incoming import Context
from service_kit.rpc.validation import validated

Values = dict[str, Any]


class RecordRpc(records_pb2_grpc.RecordServiceServicer):
    """Passes calls on to the noun that they name."""

    def __init__(self, nouns: Mapping[str, NounRpc]) -> None:
        self._nouns = nouns

    async def FindRecords(self, request: pb.FindRecordsRequest, context: Context) -> pb.FindRecordsResponse:
        noun = self._nouns[request.noun]
        page: Values = {"page_size": request.page_size}
        page |= {name: getattr(request, name) for name in ("order", "page_token") if request.HasField(name)}
        method = noun.method("List")
        with _inside("filters", page):
            made = _request(method, {**struct_to_json(request.filters), **page})
            answer = Responses(method).json(await noun.list_rows(made, context))
        rest = orjson.loads(answer.rest)
        rows = [_struct(row) for row in orjson.loads(answer.data)]
        return pb.FindRecordsResponse(records=rows, **rest)

    async def GetRecord(self, request: pb.GetRecordRequest, context: Context) -> pb.GetRecordResponse:
        noun = self._nouns[request.noun]
        method = noun.method("Get")
        made = _request(method, {noun.id_field: request.record_id})
        answer = Responses(method).json(await noun.get(made, context))
        return pb.GetRecordResponse(record=_struct(orjson.loads(answer.data)))

    async def CreateRecord(
        self, request: pb.CreateRecordRequest, context: Context
    ) -> pb.CreateRecordResponse:
        noun = self._nouns[request.noun]
        method = noun.method("Create")
        given = {name: value for name, value in struct_to_json(request.fields).items() if value is not None}
        own: Values = {"request_id": request.request_id} if request.request_id else {}
        with _inside("fields", own):
            answer = Responses(method).json(await noun.create(_request(method, given | own), context))
        return pb.CreateRecordResponse(**_answered(answer))

    async def UpdateRecord(
        self, request: pb.UpdateRecordRequest, context: Context
    ) -> pb.UpdateRecordResponse:
        noun = self._nouns[request.noun]
        method = noun.method("Update")
        own: Values = {noun.id_field: request.record_id}
        own |= {"expected_version": request.expected_version} if request.HasField("expected_version") else {}
        with _inside("fields", own):
            given = _with_cleared(method, struct_to_json(request.fields))
            answer = Responses(method).json(await noun.update(_request(method, given | own), context))
        return pb.UpdateRecordResponse(**_answered(answer))

    async def DeleteRecord(self, request: pb.DeleteRecordRequest, context: Context) -> Empty:
        noun = self._nouns[request.noun]
        own: Values = {noun.id_field: request.record_id}
        own |= {"expected_version": request.expected_version} if request.HasField("expected_version") else {}
        return await noun.delete(_request(noun.method("Delete"), own), context)


def _request(method: Method, values: Values) -> Any:
    """The request of a noun. Raises InsufficientPermissions, ValidationFailed."""
    check_access(method.policy, current_caller())
    return method.request_from_json(validated(method.request_model, values).model_dump(exclude_none=True))


def _with_cleared(method: Method, given: Values) -> Values:
    """The fields of a change: null and an empty list clear a field. Raises ValidationFailed."""
    rules = method.request_class.DESCRIPTOR.fields_by_name["clear"].GetOptions().Extensions[options_pb2.rules]
    cleared = [name for name, value in given.items() if value is None or value == []]
    found: list[Violation] = [
        {"loc": [name], "msg": "The field is required, so that it cannot be cleared", "type": "required"}
        for name in cleared
        if name in method.request_model.model_fields and name not in rules.values
    ]
    if found:
        raise ValidationFailed(violations=found)
    kept = {name: value for name, value in given.items() if name not in rules.values or name not in cleared}
    return {**kept, "clear": cleared} if cleared else kept


@contextmanager
def _inside(part: str, own: Mapping[str, Any]) -> Generator[None]:
    """Names the object in which the fields of a violation are; `own` are fields of the request itself."""
    try:
        yield
    except ValidationFailed as error:
        error.violations = [
            each if each["loc"][:1] and each["loc"][0] in own else {**each, "loc": [part, *each["loc"]]}
            for each in error.violations
        ]
        raise


def _answered(answer: Any) -> Values:
    """The fields of a response with one row."""
    warnings = cast("list[str]", orjson.loads(answer.warnings)) if answer.warnings else []
    return {"record": _struct(orjson.loads(answer.data)), "warnings": warnings}


def _struct(row: Values) -> Struct:
    return ParseDict(row, Struct())
