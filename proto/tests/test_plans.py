"""The plans match the tiers of the contract."""

from google.protobuf.descriptor_pb2 import FileDescriptorProto

from altsports.contract.plans import TIERS
from altsports.options.v1 import options_pb2


def test_every_field_with_tiers_allows_the_plans_and_nothing_else(protos: list[FileDescriptorProto]):
    fields = [field for file in protos for message in file.message_type for field in message.field]
    stated = [
        tuple(field.options.Extensions[options_pb2.rules].values) for field in fields if field.name == "tier"
    ]
    assert set(stated) - {()} == {TIERS}
