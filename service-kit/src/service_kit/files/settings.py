"""Where files are stored: a folder, a bucket of Google Cloud Storage, or a bucket of an S3 service."""

from pathlib import Path

from pydantic import Field, SecretStr

from service_kit.settings.mesh import MeshSettings, from_env

_MIB = 1024 * 1024


class FileSettings(MeshSettings):
    """Mixed into the settings of a process that reads or writes files. All of them need the same values."""

    files_url: str | None = Field(
        default=None,
        validation_alias=from_env("ALTSPORTS_FILES_URL"),
        description="file:///FOLDER, gs://BUCKET/PREFIX or s3://BUCKET/PREFIX. Empty: GCP_STORAGE_BUCKET if "
        "it is set, otherwise the folder files in ALTSPORTS_HOME.",
    )
    gcp_storage_bucket: str | None = None
    gcp_service_account_file: Path | None = Field(
        default=None,
        validation_alias=from_env("GCP_SERVICE_ACCOUNT_FILE", "GOOGLE_APPLICATION_CREDENTIALS"),
        description="The key of a service account. Empty: the account of the machine.",
    )
    s3_endpoint: str | None = Field(
        default=None, description="The URL of an S3 service that is not Amazon's, such as MinIO."
    )
    s3_region: str = Field(default="us-east-1", validation_alias=from_env("S3_REGION", "AWS_REGION"))
    s3_access_key_id: SecretStr | None = Field(
        default=None, validation_alias=from_env("S3_ACCESS_KEY_ID", "AWS_ACCESS_KEY_ID")
    )
    s3_secret_access_key: SecretStr | None = Field(
        default=None, validation_alias=from_env("S3_SECRET_ACCESS_KEY", "AWS_SECRET_ACCESS_KEY")
    )
    max_file_mib: int = Field(
        default=100,
        ge=1,
        le=5000,
        validation_alias="ALTSPORTS_MAX_FILE_MIB",
        description="The size of one stored file.",
    )

    @property
    def max_file_bytes(self) -> int:
        return self.max_file_mib * _MIB

    def store_url(self) -> str:
        """The place of all files."""
        if self.files_url:
            return self.files_url
        if self.gcp_storage_bucket:
            return f"gs://{self.gcp_storage_bucket}"
        return (self.home / "files").as_uri()
