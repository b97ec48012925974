"""The contract documents itself: every service, method, message and field has a comment."""

import re
from collections.abc import Iterator

import grpc

from altsports.contract.catalog import Catalog
from altsports.contract.comments import Comments

_CODES = {code.name for code in grpc.StatusCode} - {"OK"}
_ERROR_CLAUSE = re.compile(
    r"^([A-Z_]+)(?: \(HTTP [45][0-9]{2}\))? with reason ([A-Z][A-Z0-9_]*)(, .+| when .+| after .+)?$"
)
_NO_ERRORS = re.compile(r"none specific to this method(; .+)?$")


def test_every_proto_and_service_says_what_it_is_for(protos):
    silent = [file.name for file in protos if not _file_comment(file)]
    silent += [
        f"{file.package}.{service.name}"
        for file in protos
        for service in file.service
        if not Comments(file).service(service.name)
    ]
    assert silent == []


def test_every_method_says_what_it_does_in_a_sentence(catalog: Catalog):
    assert [method.full_path for method in catalog.methods if not method.summary] == []


def test_every_message_and_field_says_what_it_is(protos):
    silent = []
    for file in protos:
        words = Comments(file)
        silent += [message.name for message in file.message_type if not words.message(message.name)]
        silent += [
            f"{message.name}.{field.name}"
            for message in file.message_type
            for field in message.field
            if not words.field(message.name, field.name)
        ]
    assert silent == []


def test_every_method_ends_with_its_errors_each_with_a_grpc_code_and_a_reason(catalog: Catalog):
    wrong = {
        method.full_path: bad for method in catalog.methods if (bad := list(_bad_errors(method.description)))
    }
    assert wrong == {}


def test_the_catalog_reads_every_error_that_the_comments_tell(catalog: Catalog):
    for method in catalog.methods:
        told = re.findall(r"with reason ([A-Z][A-Z0-9_]*)", method.description.rpartition("Errors:")[2])
        assert [error.reason for error in method.errors] == told, method.full_path


def test_a_reason_always_travels_under_the_same_grpc_code_and_http_status(catalog: Catalog):
    codes: dict[str, set[tuple[str, int | None]]] = {}
    for method in catalog.methods:
        for error in method.errors:
            codes.setdefault(error.reason, set()).add((error.code, error.http))
    assert {reason: found for reason, found in codes.items() if len(found) > 1} == {}


def _bad_errors(comment: str) -> Iterator[str]:
    _, mark, text = comment.rpartition("Errors:")
    text = " ".join(text.split()).removesuffix(".")
    if not mark:
        yield "no `Errors:` sentence"
    elif not _NO_ERRORS.match(text):
        yield from (clause for clause in text.split("; ") if not _is_error(clause))


def _is_error(clause: str) -> bool:
    match = _ERROR_CLAUSE.match(clause)
    return match is not None and match[1] in _CODES


def _file_comment(file) -> str:
    package = 2  # the field number of FileDescriptorProto.package
    return next((at.leading_comments for at in file.source_code_info.location if at.path == [package]), "")
