"""The events of the contract: their types, their audience, and the answers that they make stale."""

import importlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from google.protobuf.descriptor_pb2 import DescriptorProto, FileDescriptorProto, FileDescriptorSet

from altsports.contract.descriptors import descriptor_set
from altsports.contract.json_values import is_object
from altsports.contract.model import EventMessage
from altsports.contract.namespaces import prefix_of, prefixed
from altsports.contract.templates import Template, texts_of
from altsports.options.v1 import events_pb2

OR = "|"
"""Separates the fields of one filter: it accepts the values of each."""

Model = type[EventMessage]


@dataclass(frozen=True, slots=True)
class AudienceSpec:
    """The clients that receive an event. `user`, `organisation` and `team` are fields of the event."""

    everybody: bool = False
    user: str = ""
    organisation: str = ""
    permission: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True)
class EventSpec:
    """One kind of event."""

    type: str
    """The type, such as bet.placed. Clients see bet_placed."""
    model: Model
    subject: Template
    channel: str = ""
    """Empty for events that only services receive."""
    filters: Mapping[str, str] = field(default_factory=dict[str, str])
    """The field behind each filter, or several, such as {"race_ids": "race_id|race_key"}."""
    audience: AudienceSpec = AudienceSpec()
    tags: tuple[Template, ...] = ()
    reload: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()

    @property
    def wire_type(self) -> str:
        """The type as clients see it."""
        return self.type.replace(".", "_")

    def tags_of(self, event: EventMessage) -> list[str]:
        """Returns the cache tags that an event makes stale, without duplicates."""
        return list(dict.fromkeys(tag for template in self.tags for tag in template.all(event)))

    def subjects_of(self, content: Mapping[str, Any]) -> dict[str, frozenset[str]]:
        """Returns the values that each filter compares. `content` is the event as plain values."""
        return {
            name: frozenset(text for path in paths.split(OR) for text in _texts(content, path))
            for name, paths in self.filters.items()
        }

    def shown(self, content: Mapping[str, Any]) -> dict[str, Any]:
        """Returns the fields of an event that clients see."""
        return {name: value for name, value in content.items() if name not in self.hidden}


def _texts(content: Mapping[str, Any], path: str) -> tuple[str, ...]:
    value: object = content
    for name in path.split("."):
        value = value.get(name) if is_object(value) else None
    return texts_of(value)


class EventCatalog:
    """All kinds of events, in the order of the contract."""

    def __init__(self, specs: Iterable[EventSpec]) -> None:
        self.specs = tuple(specs)
        self.by_type = {spec.type: spec for spec in self.specs}
        self._by_model = {spec.model: spec for spec in self.specs}
        public = [spec for spec in self.specs if spec.channel]
        self.public = tuple(public)
        """The events with a channel."""
        self.channels = tuple(dict.fromkeys(spec.channel for spec in public))
        self.filters = tuple(dict.fromkeys(name for spec in public for name in spec.filters))
        self.reload = {
            channel: tuple(
                dict.fromkeys(path for spec in public if spec.channel == channel for path in spec.reload)
            )
            for channel in self.channels
        }
        """For each channel, the routes that return the state that its events change."""

    def of(self, event: EventMessage) -> EventSpec:
        """Returns the kind of an event. Raises LookupError if it is not in the contract."""
        spec = self._by_model.get(type(event))
        if spec is None:
            raise LookupError(f"{type(event).__name__} is not an event of the contract")
        return spec

    def types(self, *models: Model) -> frozenset[str]:
        """Returns the types of some events. Raises KeyError for a model that is not an event."""
        return frozenset(self._by_model[model].type for model in models)


@lru_cache(maxsize=1)
def load_events() -> EventCatalog:
    """Returns the events of the committed contract."""
    return read_events(descriptor_set())


def read_events(files: FileDescriptorSet) -> EventCatalog:
    """Returns the events in some files. Their models must be importable."""
    return EventCatalog(
        _spec(file, message)
        for file in files.file
        for message in file.message_type
        if message.options.HasExtension(events_pb2.event)
    )


def _spec(file: FileDescriptorProto, message: DescriptorProto) -> EventSpec:
    option = message.options.Extensions[events_pb2.event]
    module = importlib.import_module(file.name.removesuffix(".proto").replace("/", ".") + "_models")
    audience = option.audience
    return EventSpec(
        type=option.type,
        model=getattr(module, prefixed(prefix_of(file.options), message.name)),
        subject=Template(option.subject),
        channel=option.channel,
        filters={_filter_name(message, path): path for path in option.filters},
        audience=AudienceSpec(
            everybody=audience.everybody,
            user=audience.user,
            organisation=audience.organisation,
            permission=audience.permission,
            team=audience.team,
        ),
        tags=tuple(map(Template, option.tags)),
        reload=tuple(option.reload),
        hidden=frozenset(option.hidden),
    )


def _filter_name(message: DescriptorProto, path: str) -> str:
    """Returns "game_ids" for "game_id". A repeated field keeps its name."""
    repeated = {each.name for each in message.field if each.label == each.LABEL_REPEATED}
    name = path.partition(OR)[0].rpartition(".")[2]
    return name if path in repeated else f"{name}s"
