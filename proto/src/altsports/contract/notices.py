"""The notices of the contract: what users are notified about, how it is written, and how it is delivered."""

import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, cast

from google.protobuf.descriptor_pb2 import DescriptorProto, FileDescriptorProto, FileDescriptorSet

from altsports.contract.descriptors import descriptor_set
from altsports.contract.model import NoticeMessage
from altsports.contract.namespaces import prefix_of, prefixed
from altsports.contract.templates import Template
from altsports.contract.text import as_line, as_prose
from altsports.options.v1 import notices_pb2

_MOST_TITLE: Final = 200
_MOST_BODY: Final = 4000
_MOST_STEP: Final = 500
_MOST_STEPS: Final = 10

Severity = Literal["info", "success", "warning", "error"]
EmailTime = Literal["off", "digest", "at_once"]


@dataclass(frozen=True, slots=True)
class NoticeText:
    """A notice as a user reads it, in plain text. `key` is the same for every repetition."""

    key: str
    title: str
    body: str
    steps: tuple[str, ...]
    link: str


@dataclass(frozen=True, slots=True)
class NoticeSpec:
    """One kind of notice. `email` is for users without a preference."""

    kind: str
    model: type[NoticeMessage]
    about: str
    key: Template
    title: Template
    body: Template
    steps: tuple[Template, ...]
    link: Template
    severity: Severity
    email: EmailTime
    security: bool

    def key_of(self, notice: NoticeMessage) -> str:
        """What makes a second notice the same as the first one."""
        return self.key.one(notice).strip()

    def text_of(self, notice: NoticeMessage) -> NoticeText:
        """Writes a notice as visible text of limited length, whatever its fields contain."""
        steps = [as_line(step) for template in self.steps for step in template.all(notice)]
        return NoticeText(
            key=self.key_of(notice),
            title=_cut(as_line(self.title.one(notice)), _MOST_TITLE) or self.about,
            body=_cut(as_prose(self.body.one(notice)).strip(), _MOST_BODY),
            steps=tuple(_cut(step, _MOST_STEP) for step in steps if step)[:_MOST_STEPS],
            link=self.link.one(notice),
        )


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 4]} ..."


class NoticeCatalog:
    """All kinds of notices, in the order of the contract."""

    def __init__(self, specs: Iterable[NoticeSpec]) -> None:
        self.specs = tuple(specs)
        self.by_kind = {spec.kind: spec for spec in self.specs}
        self._by_model = {spec.model: spec for spec in self.specs}

    def of(self, notice: NoticeMessage) -> NoticeSpec:
        """Returns the kind of a notice. Raises LookupError if it is not in the contract."""
        spec = self._by_model.get(type(notice))
        if spec is None:
            raise LookupError(f"{type(notice).__name__} is not a notice of the contract")
        return spec


@lru_cache(maxsize=1)
def load_notices() -> NoticeCatalog:
    """Returns the notices of the committed contract."""
    return read_notices(descriptor_set())


def read_notices(files: FileDescriptorSet) -> NoticeCatalog:
    """Returns the notices in some files. Their models must be importable."""
    return NoticeCatalog(
        _spec(file, message)
        for file in files.file
        for message in file.message_type
        if message.options.HasExtension(notices_pb2.notice)
    )


def _spec(file: FileDescriptorProto, message: DescriptorProto) -> NoticeSpec:
    option = message.options.Extensions[notices_pb2.notice]
    module = importlib.import_module(file.name.removesuffix(".proto").replace("/", ".") + "_models")
    return NoticeSpec(
        kind=option.kind,
        model=getattr(module, prefixed(prefix_of(file.options), message.name)),
        about=option.about,
        key=Template(option.key),
        title=Template(option.title),
        body=Template(option.body),
        steps=tuple(map(Template, option.steps)),
        link=Template(option.link),
        severity=cast("Severity", notices_pb2.Notice.Severity.Name(option.severity).lower()),
        email=cast("EmailTime", notices_pb2.Notice.Email.Name(option.email).lower()),
        security=option.security,
    )
