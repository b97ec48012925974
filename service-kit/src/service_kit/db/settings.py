"""The settings of a connection pool: sizes and timeouts."""

from dataclasses import dataclass

from service_kit.settings.mesh import MeshSettings


@dataclass(frozen=True, slots=True)
class PoolSettings:
    """Times in seconds. The defaults are the documented 20/10/30/300/60, with one limit of 30 connections.

    If `strict`, code that waits for something else while it holds a connection fails; otherwise this is
    logged (see held.py).
    """

    min_size: int = 1
    max_size: int = 30
    timeout_s: float = 30.0
    recycle_s: float = 300.0
    idle_s: float = 60.0
    statement_timeout_s: float = 60.0
    connect_timeout_s: int = 5
    failures_to_open: int = 3
    reconnect_max_s: float = 2.0
    strict: bool = True
    pipeline_connections: int = 2
    """How many of the connections answer pipelined reads; 0 turns pipelining off."""
    pipeline_patience_s: float = 0.1
    """How long reads wait behind another one before they are asked elsewhere."""
    pipeline_slow_s: float = 0.01
    """The average duration above which a statement is not pipelined for a minute."""
    pipeline_statements: int = 200


def pool_settings(settings: MeshSettings) -> PoolSettings:
    """The pool settings of DB_POOL_* and DB_QUERY_TIMEOUT."""
    return PoolSettings(
        min_size=settings.db_pool_min_size,
        max_size=settings.db_pool_max_size,
        timeout_s=settings.db_pool_timeout,
        recycle_s=settings.db_pool_recycle,
        statement_timeout_s=settings.db_query_timeout,
        pipeline_connections=settings.db_pipeline_connections,
        strict=settings.env != "production",
    )
