"""Writes the Pydantic models and JSON encoders of every proto that has messages of its own."""

from pathlib import Path

from google.protobuf.descriptor_pb2 import FileDescriptorProto, FileDescriptorSet

from altsports.contract.comments import Comments
from generator.codecs import codec_module
from generator.models import model_module
from generator.tree import Tree


def emit_python(tree: Tree, descriptors: FileDescriptorSet) -> None:
    """Emits `_models.py` and `_codec.py` beside the stubs."""
    for file in descriptors.file:
        if file.name.startswith("altsports/") and not file.name.startswith("altsports/options/"):
            _emit(tree, file)


def _emit(tree: Tree, file: FileDescriptorProto) -> None:
    words = Comments(file)
    stem = file.name.removesuffix(".proto")
    tree.put(Path(f"{stem}_models.py"), model_module(file, words).encode())
    tree.put(Path(f"{stem}_codec.py"), codec_module(file).encode())
