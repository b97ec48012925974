"""How a process starts: it reads its settings once, and sets up logs and traces from them."""

from typing import TypeVar

from service_kit.logging import logs
from service_kit.settings.mesh import MeshSettings
from service_kit.telemetry import tracing

S = TypeVar("S", bound=MeshSettings)


def configured(settings_class: type[S], service: str) -> S:
    """The settings of the process. Raises SettingsError."""
    settings = settings_class.read()
    logs.configure(settings, service)
    tracing.configure(settings, service)
    return settings
