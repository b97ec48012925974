"""Writes the protos of nouns: from a message with the option `resource`, the service that keeps its rows."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from altsports.contract.comments import summary_of
from altsports.contract.namespaces import namespace_of
from altsports.options.v1 import options_pb2
from generator.protoc import described
from generator.record_messages import messages_of
from generator.record_methods import methods_of
from generator.record_source import Source, sources_of
from generator.record_tools import FILE, tools_proto

Lines = Iterator[str]


_MARK: Final = "// Generated from "


def stated_nouns(root: Path) -> list[Source]:
    """The nouns below `root`. Raises ProtocFailed."""
    protos = (root / "altsports").rglob("*.proto")
    files = [path for path in protos if "(altsports.options.v1.resource)" in path.read_text()]
    return sources_of(described(root, files).file) if files else []


def write_nouns(root: Path, sources: Collection[Source], *, check: bool) -> list[str]:
    """Writes the protos that differ, removes those whose noun is gone, and returns their paths."""
    wanted = {source.path: record_proto(source) for source in sources}
    for folder in {source.path.rpartition("/")[0] for source in sources}:
        own = [source for source in sources if source.path.startswith(f"{folder}/")]
        wanted[f"{folder}/{FILE}"] = tools_proto(sorted(own, key=lambda source: source.plural))
    protos = (root / "altsports").rglob("*.proto")
    written = {str(path.relative_to(root)) for path in protos if path.read_text().startswith(_MARK)}
    gone = sorted(written - wanted.keys())
    changed = [path for path, text in wanted.items() if not _has(root / path, text)]
    if not check:
        for path in gone:
            (root / path).unlink()
        for path in changed:
            (root / path).write_text(wanted[path])
    return gone + changed


def _has(path: Path, text: str) -> bool:
    return path.exists() and path.read_text() == text


def record_proto(source: Source) -> str:
    """The text of the written proto."""
    lines = [*_head(source), *methods_of(source), "", *messages_of(source)]
    return "\n".join(lines)


def _head(source: Source) -> Lines:
    imports = [
        source.file.name,
        "altsports/options/v1/options.proto",
        "google/api/annotations.proto",
        "google/protobuf/empty.proto",
        "google/protobuf/timestamp.proto",
    ]
    yield f"{_MARK}{source.file.name}: edit that file and run `make proto`."
    yield from ('syntax = "proto3";', "")
    yield f"// {summary_of(source.words.message(source.name))}: how the rows are listed, changed and deleted."
    yield f"package {source.file.package};"
    yield ""
    yield from (f'import "{name}";' for name in imports)
    yield ""
    yield f'option (altsports.options.v1.prefix) = "{source.prefix}";'
    schema = source.file.options.Extensions[options_pb2.schema] or namespace_of(source.file.package)
    yield f'option (altsports.options.v1.schema) = "{schema}";'
    yield ""
