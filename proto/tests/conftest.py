"""The contract under test: the catalog, and its descriptors."""

import sys
from pathlib import Path

import pytest
from google.protobuf.descriptor_pb2 import FileDescriptorProto, FileDescriptorSet

from altsports.contract.catalog import Catalog, load_catalog
from altsports.contract.descriptors import descriptor_set

sys.path.insert(0, str(Path(__file__).parents[1]))  # the generator is not part of the package


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture(scope="session")
def descriptors() -> FileDescriptorSet:
    """The committed descriptor set."""
    return descriptor_set()


@pytest.fixture(scope="session")
def protos(descriptors: FileDescriptorSet) -> list[FileDescriptorProto]:
    """The protos that clients see, without the options that describe them."""
    return [
        file
        for file in descriptors.file
        if file.package.startswith("altsports.") and "options" not in file.name
    ]
