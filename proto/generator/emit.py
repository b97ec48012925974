"""Generates the Pydantic models and JSON encoders of all protos."""

from pathlib import Path

from google.protobuf.descriptor_pb2 import FileDescriptorProto, FileDescriptorSet

from altsports.contract.comments import Comments
from generator.codecs import codec_module
from generator.models import model_module
from generator.names import Names
from generator.tree import Tree


def emit_python(tree: Tree, descriptors: FileDescriptorSet) -> None:
    """Writes `_models.py` and `_codec.py` beside the stubs."""
    files = [file for file in descriptors.file if file.name.startswith("altsports/")]
    names = Names(files)
    for file in files:
        if not file.name.startswith("altsports/options/"):
            _emit(tree, file, names)


def _emit(tree: Tree, file: FileDescriptorProto, names: Names) -> None:
    stem = file.name.removesuffix(".proto")
    tree.put(Path(f"{stem}_models.py"), model_module(file, Comments(file), names).encode())
    tree.put(Path(f"{stem}_codec.py"), codec_module(file, names).encode())
