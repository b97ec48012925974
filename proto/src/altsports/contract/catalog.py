"""The contract as data: every method with its HTTP binding, policy, tool, models and comments.

Read once from the committed descriptor set; nothing here talks to a network or a database.
"""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from google.api import annotations_pb2
from google.protobuf import empty_pb2, message_factory
from google.protobuf.descriptor import Descriptor, MethodDescriptor
from google.protobuf.message import Message as ProtoMessage

from altsports.contract.comments import Comments, MethodError, method_errors, summary_of
from altsports.contract.descriptors import descriptor_set
from altsports.contract.model import Message
from altsports.contract.namespaces import (
    area_of,
    has_strict_query,
    namespace_of,
    prefix_of,
    prefixed,
    toolset_of,
)
from altsports.contract.policy import HttpBinding, Policy, ToolSpec, read_binding, read_policy, read_tool
from altsports.contract.values import fill, set_fields


@dataclass(frozen=True)
class Method:
    """One RPC with everything that its faces need.

    Its models and its encoder are imported on first use, because a service needs only those that it serves.
    """

    full_path: str
    """The gRPC path, such as /altsports.league.v1.LeagueService/GetLeague."""
    area: str
    """The process that serves the method, such as league. EVERY_AREA if every process does."""
    namespace: str
    """The second part of the package, such as league or fantasy."""
    service: str
    name: str
    operation_id: str
    """The name in OpenAPI. It is unique in the contract."""
    noun: str
    """The proto file, such as leagues."""
    group: str
    """The noun with the prefix of its package; groups the method in documentation and toolsets."""
    toolset: str
    """The product whose tools belong together, such as nfl. Empty if the service names none."""
    strict_query: bool
    """Whether its routes refuse query parameters that they do not have."""
    about: str
    """What the noun is: the comment of its service."""
    summary: str
    description: str
    errors: tuple[MethodError, ...]
    http: HttpBinding | None
    policy: Policy
    tool: ToolSpec | None
    descriptor: MethodDescriptor
    request_class: type[ProtoMessage]
    response_class: type[ProtoMessage]
    client_streaming: bool
    server_streaming: bool
    body_example: Mapping[str, Any] = field(default_factory=dict[str, Any])

    @cached_property
    def request_model(self) -> type[Message]:
        """The model that validates requests."""
        return _model_of(self.descriptor.input_type)

    @cached_property
    def response_model(self) -> type[Message]:
        """The model that describes answers."""
        return _model_of(self.descriptor.output_type)

    @cached_property
    def response_to_json(self) -> Callable[[Any], dict[str, Any]]:
        """Returns the answer as plain values, every field with its JSON name."""
        return message_to_json(self.descriptor.output_type)

    def request_from_json(self, data: Mapping[str, Any]) -> ProtoMessage:
        """Returns the request message for values that the request model has validated."""
        return fill(self.request_class(), data)

    def request_to_json(self, request: ProtoMessage) -> dict[str, Any]:
        """Returns the fields of a request that are set, as plain values."""
        return set_fields(request)

    @property
    def rpc(self) -> str:
        """The gRPC path without its first slash, as logs, metrics and traces name the method."""
        return self.full_path.removeprefix("/")

    @property
    def retry_safe(self) -> bool:
        """Whether a second call has no second effect."""
        return self.policy.retry_safe or (self.http is not None and self.http.verb == "GET")


@dataclass(frozen=True)
class Catalog:
    """All methods, in the order of the contract."""

    methods: tuple[Method, ...]
    by_path: Mapping[str, Method]

    def of_area(self, area: str) -> tuple[Method, ...]:
        """Returns the methods that this process serves, without those that every process serves."""
        return tuple(method for method in self.methods if method.area == area)

    def tools(self) -> tuple[Method, ...]:
        """Returns the methods that are tools, in order of tool name."""
        return tuple(sorted((m for m in self.methods if m.tool), key=lambda m: m.tool.name if m.tool else ""))


@lru_cache(maxsize=1)
def load_catalog() -> Catalog:
    """Reads the committed contract. Raises LookupError for a method without a policy."""
    methods: list[Method] = []
    for file in descriptor_set().file:
        if file.name.startswith("altsports/") and file.service:
            module = importlib.import_module(file.name.removesuffix(".proto").replace("/", ".") + "_pb2")
            words = Comments(file)
            for service in module.DESCRIPTOR.services_by_name.values():
                methods += [_method(descriptor, words) for descriptor in service.methods]
    return Catalog(tuple(methods), {method.full_path: method for method in methods})


def _method(descriptor: MethodDescriptor, words: Comments) -> Method:
    service = descriptor.containing_service
    comment = words.method(service.name, descriptor.name)
    policy = read_policy(descriptor)
    binding = read_binding(descriptor, annotations_pb2.http, policy)
    noun = service.file.name.rsplit("/", 1)[1].removesuffix(".proto")
    prefix = prefix_of(service.file.GetOptions())
    return Method(
        full_path=f"/{service.full_name}/{descriptor.name}",
        area=area_of(service.file.package, service.GetOptions()),
        namespace=namespace_of(service.file.package),
        service=service.full_name,
        name=descriptor.name,
        operation_id=prefixed(prefix, descriptor.name),
        noun=noun,
        group=f"{prefix}_{noun}" if prefix else noun,
        toolset=toolset_of(service.GetOptions()),
        strict_query=has_strict_query(service.GetOptions()),
        about=words.service(service.name),
        summary=summary_of(comment),
        description=comment,
        errors=method_errors(comment),
        http=binding,
        policy=policy,
        tool=read_tool(descriptor, prefix, comment, binding),
        descriptor=descriptor,
        request_class=message_factory.GetMessageClass(descriptor.input_type),
        response_class=message_factory.GetMessageClass(descriptor.output_type),
        client_streaming=descriptor.client_streaming,
        server_streaming=descriptor.server_streaming,
        body_example=words.example(descriptor.input_type.name),
    )


class NoContent(Message):
    """The empty answer of a method that returns google.protobuf.Empty."""


def _model_of(message: Descriptor) -> type[Message]:
    if message.full_name == empty_pb2.Empty.DESCRIPTOR.full_name:
        return NoContent
    name = prefixed(prefix_of(message.file.GetOptions()), message.name)
    return getattr(_module_of(message.file.name, "_models"), name)


def message_to_json(message: Descriptor) -> Callable[[Any], dict[str, Any]]:
    """The encoder of a message: returns its values, every field with its JSON name."""
    if message.full_name == empty_pb2.Empty.DESCRIPTOR.full_name:
        return lambda _message: {}
    return _module_of(message.file.name, "_codec").TO_JSON[message.name]


def _module_of(proto: str, suffix: str) -> Any:
    return importlib.import_module(proto.removesuffix(".proto").replace("/", ".") + suffix)
