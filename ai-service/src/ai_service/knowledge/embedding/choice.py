"""Which model embeds documents: one of a provider if the settings configure it, otherwise our own."""

from ai_service.knowledge.embedding.local import LocalEmbedder
from ai_service.knowledge.embedding.port import Embedder
from ai_service.knowledge.embedding.vendor import VendorEmbedder
from ai_service.models.configuration import members_of
from ai_service.settings import AiSettings
from service_kit.settings.files import SettingsError

_LOCAL = "local"
_AUTOMATIC = ("google", "openai")


def chosen_embedder(settings: AiSettings) -> Embedder:
    """The embedder of AI_EMBEDDINGS: with `auto`, Vertex AI or Gemini, then OpenAI. Raises SettingsError."""
    wanted = settings.ai_embeddings
    if wanted == _LOCAL:
        return LocalEmbedder()
    members = {member.provider.name: member for member in members_of(settings)}
    for name in _AUTOMATIC if wanted == "auto" else (wanted,):
        member = members.get(name)
        model = "" if member is None else member.models.get("embedding", "")
        if member is not None and model:
            return VendorEmbedder(member.provider, model)
    if wanted == "auto":
        return LocalEmbedder()
    raise SettingsError(f"AI_EMBEDDINGS is {wanted}, but the settings configure no embeddings of {wanted}")
