"""Settings of auth-service, in addition to those of every process."""

from pathlib import Path
from typing import Final

from pydantic import Field, SecretStr

from service_kit.limits.settings import LimitSettings
from service_kit.settings.mesh import MeshSettings

_LEAD_S: Final = {"production": 60.0, "development": 5.0, "test": 5.0}


class AuthSettings(LimitSettings, MeshSettings):
    """`JWT_*` are names of the coaching product. Keys come from PEM text, a path, a file or the database."""

    jwt_private_key: SecretStr | None = None
    jwt_public_key: str | None = None
    jwt_private_key_path: Path | None = None
    jwt_public_key_path: Path | None = None
    jwt_issuer: str = Field(default="altsports", validation_alias="ALTSPORTS_JWT_ISSUER")
    jwt_audience: str = Field(default="altsports-api", validation_alias="ALTSPORTS_JWT_AUDIENCE")
    signing_key_lead_s: float | None = Field(
        default=None,
        ge=0,
        validation_alias="ALTSPORTS_SIGNING_KEY_LEAD_SECONDS",
        description="The time a key is published before it signs; at least the cache time of verifiers.",
    )
    signing_key_days: int = Field(default=90, ge=1, validation_alias="ALTSPORTS_SIGNING_KEY_DAYS")
    session_days: int = Field(default=30, ge=1, validation_alias="ALTSPORTS_SESSION_DAYS")
    session_idle_days: int = Field(default=7, ge=1, validation_alias="ALTSPORTS_SESSION_IDLE_DAYS")
    password_checks: int = Field(default=2, ge=1, validation_alias="ALTSPORTS_PASSWORD_CHECKS")
    access_token_expire_minutes: int = Field(default=30, ge=1)

    admin_email: str | None = Field(default=None, validation_alias="ALTSPORTS_ADMIN_EMAIL")
    admin_password: SecretStr | None = Field(default=None, validation_alias="ALTSPORTS_ADMIN_PASSWORD")

    app_url: str | None = Field(default=None, validation_alias="ALTSPORTS_APP_URL")
    smtp_host: str | None = None
    smtp_port: int = 587
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_from: str = "AltSports <no-reply@localhost>"
    smtp_tls: bool = True

    @property
    def key_lead_s(self) -> float:
        """The seconds for which a key is published before it signs."""
        return _LEAD_S[self.env] if self.signing_key_lead_s is None else self.signing_key_lead_s

    @property
    def token_lifetime_s(self) -> int:
        """The lifetime of an access token in seconds."""
        return self.access_token_expire_minutes * 60

    @property
    def key_files(self) -> tuple[Path, ...]:
        """The files that may contain a private key if no variable names one."""
        return (
            Path("auth-service/certs/jwt_private.pem").absolute(),
            self.home / "secrets" / "jwt" / "jwt_private.pem",
        )

    @property
    def mail_goes_out(self) -> bool:
        """Whether a mail server is configured."""
        return self.smtp_host is not None

    @property
    def inbox_open(self) -> bool:
        """Whether mails are kept in the inbox for the developer."""
        return self.env != "production" and not self.mail_goes_out
