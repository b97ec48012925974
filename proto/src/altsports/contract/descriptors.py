"""The committed descriptor set, with the comments of the protos."""

from importlib import resources

from google.protobuf.descriptor_pb2 import FileDescriptorSet


def descriptor_bytes() -> bytes:
    """Returns the stored FileDescriptorSet as bytes."""
    return resources.files("altsports.contract").joinpath("contract.binpb").read_bytes()


def descriptor_set() -> FileDescriptorSet:
    """Returns the FileDescriptorSet. Parsing takes about ten milliseconds."""
    return FileDescriptorSet.FromString(descriptor_bytes())
