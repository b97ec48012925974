"""Which model embeds documents: one of a provider if the settings configure it, otherwise our own."""

from ai_service.knowledge.embedding.local import LocalEmbedder
from ai_service.knowledge.embedding.port import Embedder
from ai_service.knowledge.embedding.vendor import VendorEmbedder
from ai_service.models.calls.embedding import EmbeddingCalls
from service_kit.settings.files import SettingsError


def chosen_embedder(wanted: str, calls: EmbeddingCalls) -> Embedder:
    """The embedder of AI_EMBEDDINGS; `calls` offers what the settings configure. Raises SettingsError."""
    if calls.model:
        return VendorEmbedder(calls)
    if wanted in ("auto", "local"):
        return LocalEmbedder()
    raise SettingsError(f"AI_EMBEDDINGS is {wanted}, but the settings configure no embeddings of {wanted}")
