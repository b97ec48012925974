"""Settings of both edges."""

from pydantic import Field

from service_kit.edge.origins import Origins
from service_kit.limits.settings import LimitSettings
from service_kit.settings.mesh import MeshSettings


class EdgeSettings(LimitSettings, MeshSettings):
    """Mixed into the settings of an edge; sizes are in bytes, times in seconds."""

    trusted_proxies: str = Field(
        default="",
        validation_alias="ALTSPORTS_TRUSTED_PROXIES",
        description="Networks, such as 10.0.0.0/8, whose X-Forwarded-For is trusted. Empty: none.",
    )
    max_body_bytes: int = Field(default=1_048_576, ge=1024, validation_alias="ALTSPORTS_MAX_BODY_BYTES")
    max_header_bytes: int = Field(default=32_768, ge=4096, validation_alias="ALTSPORTS_MAX_HEADER_BYTES")
    client_timeout_s: float = Field(
        default=20.0,
        gt=0,
        validation_alias="ALTSPORTS_CLIENT_TIMEOUT",
        description="The time a client has to send its headers, and again to send its body.",
    )
    grace_s: float = Field(
        default=15.0,
        ge=0,
        validation_alias="ALTSPORTS_GRACE",
        description="Time to finish requests when stopping.",
    )
    jwt_issuer: str = Field(default="altsports", validation_alias="ALTSPORTS_JWT_ISSUER")
    jwt_audience: str = Field(default="altsports-api", validation_alias="ALTSPORTS_JWT_AUDIENCE")

    def origins(self) -> Origins:
        """The origins of web pages that may use the edge; outside production, also local ones."""
        return Origins(self.allowed_origins(), local=self.env != "production")
