"""The settings of the command: those of every process, and what it hands to the auth-service."""

from pydantic import Field, SecretStr

from service_kit.settings.mesh import MeshSettings


class CommandSettings(MeshSettings):
    """Outside production, the command makes up a password for the administrator if none is given."""

    admin_email: str | None = Field(default=None, validation_alias="ALTSPORTS_ADMIN_EMAIL")
    admin_password: SecretStr | None = Field(default=None, validation_alias="ALTSPORTS_ADMIN_PASSWORD")
