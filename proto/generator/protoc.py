"""Runs protoc for messages, stubs, their types, and the descriptor set with comments."""

import os
import sys
import tempfile
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

import grpc_tools
from google.protobuf.descriptor_pb2 import FileDescriptorSet
from grpc_tools import protoc


class ProtocFailed(Exception):
    """protoc rejected the protos. It has written the reason to stderr."""


def compile_protos(root: Path, out: Path, pattern: str = "**/*.proto") -> None:
    """Compiles the protos below `root`/altsports that match into `out`. Raises ProtocFailed."""
    protos = sorted(str(path.relative_to(root)) for path in (root / "altsports").glob(pattern))
    descriptors = out / "altsports" / "contract" / "contract.binpb"
    descriptors.parent.mkdir(parents=True)
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    code = protoc.main(
        [
            "protoc",
            *_include(root),
            f"--python_out={out}",
            f"--grpc_python_out={out}",
            f"--mypy_out=quiet:{out}",
            f"--mypy_grpc_out=quiet:{out}",
            f"--descriptor_set_out={descriptors}",
            "--include_imports",
            "--include_source_info",
            *protos,
        ]
    )
    if code:
        raise ProtocFailed("The protos do not compile: nothing was generated.")
    _drop_foreign_comments(descriptors)
    _drop_empty_stubs(out, protos)
    _make_packages(out / "altsports")


def described(root: Path, files: Iterable[Path]) -> FileDescriptorSet:
    """The descriptors of some protos, with their comments. Raises ProtocFailed."""
    with tempfile.NamedTemporaryFile() as found:
        names = sorted(str(path.relative_to(root)) for path in files)
        options = [f"--descriptor_set_out={found.name}", "--include_source_info"]
        if protoc.main(["protoc", *_include(root), *options, *names]):
            raise ProtocFailed("The protos of nouns do not compile: nothing was generated.")
        return FileDescriptorSet.FromString(Path(found.name).read_bytes())


def _include(root: Path) -> list[str]:
    return [f"-I{root}", f"-I{resources.files(grpc_tools) / '_proto'}", f"-I{_common_protos()}"]


def _common_protos() -> Path:
    import google.api  # noqa: PLC0415 - a namespace package: only its folder is wanted

    return Path(next(iter(google.api.__path__))).parents[1]


def _drop_foreign_comments(descriptors: Path) -> None:
    files = FileDescriptorSet.FromString(descriptors.read_bytes())
    for file in files.file:
        if not file.name.startswith("altsports/"):
            file.ClearField("source_code_info")
    descriptors.write_bytes(files.SerializeToString(deterministic=True))


def _drop_empty_stubs(out: Path, protos: list[str]) -> None:
    for proto in protos:
        stub = out / proto.replace(".proto", "_pb2_grpc.py")
        if stub.exists() and "class " not in stub.read_text():
            stub.unlink()
            stub.with_suffix(".pyi").unlink(missing_ok=True)


def _make_packages(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_dir() and path.name != "contract":
            (path / "__init__.py").touch()
