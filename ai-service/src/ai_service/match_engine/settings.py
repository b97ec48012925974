"""Which engine analyses matches."""

from pydantic import Field

from service_kit.settings.mesh import MeshSettings, from_env


class EngineSettings(MeshSettings):
    """Mixed into the settings of the ai service. Without a host, the embedded engine works."""

    tracking_engine_host: str = Field(
        default="",
        validation_alias=from_env("TRACKING_ENGINE_HOST", "ANALYSIS_ENGINE_HOST"),
        description="The host of another analysis engine. Empty: the embedded one.",
    )
    tracking_engine_port: int = Field(
        default=50051,
        ge=1,
        le=65535,
        validation_alias=from_env("TRACKING_ENGINE_PORT", "ANALYSIS_ENGINE_PORT"),
        description="The port of the other engine, and of `python -m ai_service engine`.",
    )
