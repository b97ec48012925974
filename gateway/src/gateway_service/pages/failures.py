"""Errors of hand-written pages, as the same problem documents."""

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError

from gateway_service.edge.errors import RouteNotFound
from gateway_service.edge.problems import problem_answer
from gateway_service.pages.scope import exchange_of
from service_kit.edge.answer import Answer
from service_kit.errors import DomainError, ValidationFailed, Violation


def install(app: FastAPI) -> None:
    """Adds the handlers of our errors to FastAPI."""
    for kind, handler in ((DomainError, _domain_error), (RequestValidationError, _invalid)):
        app.add_exception_handler(kind, handler)
    app.add_exception_handler(404, _no_page)


def _response(answer: Answer) -> Response:
    response = Response(answer.body, answer.status)
    response.raw_headers = [*answer.headers, (b"content-length", b"%d" % len(answer.body))]
    return response


async def _domain_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, DomainError)
    return _response(problem_answer(error, exchange_of(request)))


async def _no_page(request: Request, error: Exception) -> Response:  # noqa: ARG001 - Starlette's signature
    return _response(problem_answer(RouteNotFound(), exchange_of(request)))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found: list[Violation] = [
        {"loc": list(item["loc"]), "msg": item["msg"], "type": item["type"]} for item in error.errors()
    ]
    return _response(problem_answer(ValidationFailed(violations=found), exchange_of(request)))
