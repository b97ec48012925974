"""gRPC options of clients and servers: sizes, keepalive, balancing."""

import json
from typing import Any, Final

MAX_MESSAGE_BYTES: Final = 16 * 1024 * 1024
# Trailers contain the details of errors; gRPC's limit of 8 KiB would drop a long list of violations.
_MAX_METADATA_BYTES: Final = 64 * 1024

Options = list[tuple[str, Any]]

_COMMON: Final[Options] = [
    ("grpc.max_send_message_length", MAX_MESSAGE_BYTES),
    ("grpc.max_receive_message_length", MAX_MESSAGE_BYTES),
    ("grpc.max_metadata_size", _MAX_METADATA_BYTES),
    ("grpc.absolute_max_metadata_size", 2 * _MAX_METADATA_BYTES),
]


def client_options() -> Options:
    """Calls are balanced over all addresses of the name; a restarted service is found again quickly."""
    service_config: dict[str, Any] = {"loadBalancingConfig": [{"round_robin": {}}]}
    return [
        *_COMMON,
        ("grpc.service_config", json.dumps(service_config)),
        ("grpc.enable_retries", 0),  # we retry ourselves, with knowledge of the contract and the budget
        ("grpc.initial_reconnect_backoff_ms", 50),
        ("grpc.min_reconnect_backoff_ms", 50),
        ("grpc.max_reconnect_backoff_ms", 1_000),
        ("grpc.dns_min_time_between_resolutions_ms", 1_000),
        ("grpc.keepalive_time_ms", 30_000),
        ("grpc.keepalive_timeout_ms", 10_000),
        ("grpc.use_local_subchannel_pool", 1),
    ]


def server_options(address: str) -> Options:
    """TCP connections are closed regularly, so that clients notice new replicas."""
    options: Options = [
        *_COMMON,
        ("grpc.so_reuseport", 0),  # a second process on the port must fail, not get half of the calls
        ("grpc.keepalive_time_ms", 60_000),
        ("grpc.keepalive_timeout_ms", 10_000),
        ("grpc.http2.min_ping_interval_without_data_ms", 5_000),
        ("grpc.http2.max_ping_strikes", 0),
    ]
    if not address.startswith("unix:"):
        options += [("grpc.max_connection_age_ms", 300_000), ("grpc.max_connection_age_grace_ms", 3_600_000)]
    return options
