"""The tables of the schema ai, gathered from its products for Alembic and nothing else."""

from ai_service.analyses import tables as analyses_tables
from ai_service.insights import tables as insights_tables
from ai_service.knowledge import tables as knowledge_tables
from ai_service.match_analyses import tables as match_analyses_tables
from ai_service.memory import tables as memory_tables
from ai_service.metadata import metadata
from ai_service.models import tables as models_tables
from ai_service.nfl_experts import tables as nfl_experts_tables
from service_kit.deliveries.tables import deliveries_table
from service_kit.events.tables import outbox_table

__all__ = [
    "analyses_tables",
    "insights_tables",
    "knowledge_tables",
    "match_analyses_tables",
    "memory_tables",
    "metadata",
    "models_tables",
    "nfl_experts_tables",
]

outbox = outbox_table(metadata)
deliveries = deliveries_table(metadata)
