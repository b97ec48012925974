"""The comments of the contract, which protoc stores beside the descriptors."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from google.protobuf.descriptor_pb2 import FileDescriptorProto

from altsports.options.v1 import options_pb2

_ERROR = re.compile(r"([A-Z][A-Z_]+)(?: \(HTTP ([0-9]{3})\))? with reason ([A-Z][A-Z_]+)([^;.]*)")
_ERRORS_SENTENCE = re.compile(r"\s*\bErrors:.*\Z", re.DOTALL)
_SERVICE, _METHOD, _MESSAGE, _FIELD, _ENUM, _ENUM_VALUE = 6, 2, 4, 2, 5, 2


@dataclass(frozen=True)
class MethodError:
    """An error that a method documents."""

    code: str
    """The gRPC code, such as NOT_FOUND."""
    reason: str
    when: str
    """When it happens. Empty if the reason is self-explanatory."""
    http: int | None = None
    """The HTTP status, if it is not the usual one of the code."""


class Comments:
    """The leading comments of one proto file, by name."""

    def __init__(self, file: FileDescriptorProto) -> None:
        self._file = file
        self._by_path = {
            tuple(location.path): _clean(location.leading_comments)
            for location in file.source_code_info.location
            if location.leading_comments
        }
        self._services = {service.name: index for index, service in enumerate(file.service)}
        self._messages = {message.name: index for index, message in enumerate(file.message_type)}

    def service(self, service: str) -> str:
        """Returns the comment of a service."""
        return self._by_path.get((_SERVICE, self._services[service]), "")

    def method(self, service: str, method: str) -> str:
        """Returns the comment of a method."""
        index = self._services[service]
        names = [item.name for item in self._file.service[index].method]
        return self._by_path.get((_SERVICE, index, _METHOD, names.index(method)), "")

    def message(self, message: str) -> str:
        """Returns the comment of a message."""
        return self._by_path.get((_MESSAGE, self._messages[message]), "")

    def field(self, message: str, field: str) -> str:
        """Returns the comment of a field."""
        index = self._messages[message]
        names = [item.name for item in self._file.message_type[index].field]
        return self._by_path.get((_MESSAGE, index, _FIELD, names.index(field)), "")

    def example(self, message: str) -> Mapping[str, Any]:
        """Returns the example of a message, or the examples of its fields. `{}` if there are none."""
        if message not in self._messages:
            return {}
        descriptor = self._file.message_type[self._messages[message]]
        if whole := descriptor.options.Extensions[options_pb2.example]:
            return json.loads(whole)
        return {
            field.name: json.loads(field.options.Extensions[options_pb2.rules].example)
            for field in descriptor.field
            if field.options.Extensions[options_pb2.rules].example
        }


def _clean(comment: str) -> str:
    lines = [line.removeprefix(" ").rstrip() for line in comment.strip("\n").split("\n")]
    return "\n".join(lines).strip()


def summary_of(comment: str) -> str:
    """Returns the first sentence on one line, without its full stop."""
    first = comment.split("\n\n", 1)[0].replace("\n", " ").strip()
    match = re.match(r"(.+?)\.(?:\s|$)", first)
    return match[1] if match else first


def method_errors(comment: str) -> tuple[MethodError, ...]:
    """Returns the errors in the `Errors:` sentence of a method's comment."""
    text = comment.rpartition("Errors:")[2].replace("\n", " ")
    return tuple(
        MethodError(code, reason, when.strip(" ,"), int(http) if http else None)
        for code, http, reason, when in _ERROR.findall(text)
    )


def without_errors(comment: str) -> str:
    """Returns a method's comment, unwrapped and without its `Errors:` sentence, which ends it."""
    paragraphs = _ERRORS_SENTENCE.sub("", comment).split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs if paragraph.strip())
