"""A method of the contract as FastAPI documents it. No request reaches these routes: the edge answers."""

import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import Body, Form, Header, Path, Query
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute
from pydantic.fields import FieldInfo

from altsports.contract.catalog import Catalog, Method
from gateway_service.openapi.alias import REPLACED_BY, alias_words
from gateway_service.openapi.groups import tag_of
from gateway_service.openapi.methods import description_of, response_model, responses, security
from gateway_service.routes.fields import RequestFields, annotated, part_model
from gateway_service.routes.paths import RoutePath, has_body, paths_of, takes_idempotency_key
from gateway_service.routes.versions import EXPECTED

_KEY_WORDS = (
    "A unique text for this request. Repeating the request with the same key returns the same answer for 24 "
    "hours. A different request with the same key is refused with 422, and a repetition with 409 while the "
    "first one is still running."
)
_MATCH_WORDS = (
    "The ETag of the row on which the change is based. If the row has changed since, the answer is 412 and "
    "nothing changes."
)
_SUCCESS = {201: "What was created.", 202: "The work has started.", 204: "Done; there is no body."}


class EventStream(Response):
    """Server-sent events, each with its id, its type and JSON data."""

    media_type = "text/event-stream"


class ContractRoute(APIRoute):
    """A route that is never called."""

    def __init__(self, method: Method, path: RoutePath) -> None:
        super().__init__(
            path.path,
            _documented(method, path),
            methods=[path.verb],
            tags=[tag_of(method)],
            summary=method.tool.title if method.tool else method.summary,
            description=alias_words(method, path) or description_of(method),
            deprecated=True if path.number else None,
            operation_id=f"{method.operation_id}{path.number or ''}",
            status_code=method.policy.success_status,
            response_class=EventStream if method.server_streaming else JSONResponse,
            response_model=response_model(method, envelope=path.envelope),
            response_description=_SUCCESS.get(method.policy.success_status, "The answer."),
            responses=responses(method, path),
            openapi_extra={
                "security": security(method),
                **({REPLACED_BY: method.operation_id} if path.number else {}),
            },
        )


def documented_routes(catalog: Catalog) -> list[APIRoute]:
    """Every documented path of every method, for OpenAPI."""
    return [ContractRoute(method, path) for method in catalog.methods for path in paths_of(method)]


def _documented(method: Method, path: RoutePath) -> Callable[..., None]:
    """A function whose signature has the parameters of the method."""
    fields = RequestFields.of(method)
    parameters = [
        _parameter(
            name,
            Annotated[
                annotated(info), Path(description=info.description, examples=_examples_of(method, name, info))
            ],
        )
        for name, info in fields.path.items()
    ]
    for name, info in fields.query.items():
        default = (
            inspect.Parameter.empty if info.is_required() else info.get_default(call_default_factory=True)
        )
        query = Query(description=info.description, examples=_examples_of(method, name, info))
        parameters.append(_parameter(name, Annotated[annotated(info), query], default))
    if has_body(method):
        model = part_model(
            method.request_model,
            f"{method.operation_id}Body",
            tuple(fields.body),
            method.request_model.__doc__ or "",
        )
        parameters.append(_parameter("body", Annotated[model, _body(method, fields, form=path.form_only)]))
    if takes_idempotency_key(method):
        header = Header(alias="Idempotency-Key", description=_KEY_WORDS, min_length=1, max_length=255)
        parameters.append(_parameter("idempotency_key", Annotated[str | None, header], default=None))

    if EXPECTED in method.request_model.model_fields:
        header = Header(alias="If-Match", description=_MATCH_WORDS, max_length=255)
        parameters.append(_parameter("if_match", Annotated[str | None, header], default=None))

    def documented() -> None:
        """Never called."""

    documented.__name__ = method.operation_id
    documented.__signature__ = inspect.Signature(parameters)  # pyright: ignore[reportFunctionMemberAccess]
    return documented


def _body(method: Method, fields: RequestFields, *, form: bool) -> Any:
    named = {
        f"example{number or ''}": {"value": value} for number, value in enumerate(_examples(method, fields))
    }
    if form:
        return Form(openapi_examples=named)  # pyright: ignore[reportArgumentType]
    return Body(openapi_examples=named)  # pyright: ignore[reportArgumentType]


def _examples(method: Method, fields: RequestFields) -> list[dict[str, Any]]:
    """The example bodies of the contract and its tool; `{}` if there are none."""
    tool = [method.tool.example] if method.tool else []
    given: list[Mapping[str, Any]] = [method.body_example, *method.policy.examples, *tool]
    bodies = [{name: value for name, value in example.items() if name in fields.body} for example in given]
    shown = [body for number, body in enumerate(bodies) if body and body not in bodies[:number]]
    return shown or [{}]


def _examples_of(method: Method, name: str, info: FieldInfo) -> list[Any] | None:
    """The value of a parameter in the complete example, otherwise the example of its field."""
    given = [method.tool.example] if method.tool else list(method.policy.examples)
    return [example[name] for example in given if name in example][:1] or info.examples


def _parameter(name: str, annotation: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
