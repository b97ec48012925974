"""The contract as the tests look at it: the catalog, and the descriptors behind it."""

import sys
from pathlib import Path

import pytest
from google.protobuf.descriptor_pb2 import FileDescriptorProto, FileDescriptorSet

from altsports.contract.catalog import Catalog, load_catalog
from altsports.contract.descriptors import descriptor_set

sys.path.insert(0, str(Path(__file__).parents[1]))  # the generator is a tool beside the package, not in it


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture(scope="session")
def descriptors() -> FileDescriptorSet:
    """Everything that the committed descriptor set holds."""
    return descriptor_set()


@pytest.fixture(scope="session")
def protos(descriptors: FileDescriptorSet) -> list[FileDescriptorProto]:
    """The protos of the areas: what clients see, without the options that describe it."""
    return [
        file
        for file in descriptors.file
        if file.package.startswith("altsports.") and "options" not in file.name
    ]
