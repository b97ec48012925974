"""Opens the file store that the settings name."""

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

from service_kit.files.settings import FileSettings
from service_kit.files.store import FileStore
from service_kit.settings.files import SettingsError, private_directory

if TYPE_CHECKING:
    from obstore.store import ObjectStore

_FOLDER_PART: Final = 1024 * 1024
_BUCKET_PART: Final = 5 * 1024 * 1024  # the smallest part that S3 and Cloud Storage accept
_OPTIONS: Final[dict[str, Any]] = {"timeout": "60s", "connect_timeout": "5s"}
_RETRIES: Final[dict[str, Any]] = {"max_retries": 3}


def open_store(settings: FileSettings) -> FileStore:
    """The store of ALTSPORTS_FILES_URL, opened for its first file. Raises SettingsError."""
    url = settings.store_url()
    parts = urlsplit(url)
    prefix = parts.path.strip("/") or None
    if parts.scheme == "file" and parts.path:
        folder = Path(unquote(parts.path))
        return FileStore(partial(_folder, folder), part_bytes=_FOLDER_PART, folder=folder)
    if parts.scheme not in _BUCKETS or not parts.netloc:
        raise SettingsError("ALTSPORTS_FILES_URL must be file:///FOLDER, gs://BUCKET or s3://BUCKET")
    bucket = partial(_BUCKETS[parts.scheme], settings, parts.netloc, prefix)
    return FileStore(bucket, part_bytes=_BUCKET_PART)


def _folder(folder: Path) -> "ObjectStore":
    from obstore.store import LocalStore  # noqa: PLC0415 - a process that stores no file does without it

    try:
        private_directory(folder)
    except OSError as error:
        raise SettingsError(f"The folder of files {folder} cannot be used: {error.strerror}") from None
    return LocalStore(folder, automatic_cleanup=True)


def _cloud_storage(settings: FileSettings, bucket: str, prefix: str | None) -> "ObjectStore":
    from obstore.store import GCSStore  # noqa: PLC0415 - as above

    config: dict[str, Any] = {}
    options = dict(_OPTIONS)
    if settings.gcp_service_account_file is not None:
        try:
            key = json.loads(settings.gcp_service_account_file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise SettingsError(
                "GCP_SERVICE_ACCOUNT_FILE is not a readable key of a service account"
            ) from None
        if key.pop("disable_oauth", False):  # an emulator: the key signs URLs, and nobody makes tokens
            config["bearer_token"] = "none"  # noqa: S105
        config["service_account_key"] = json.dumps(key)
        options["allow_http"] = str(key.get("gcs_base_url", "")).startswith("http://")
    return GCSStore(bucket, prefix=prefix, config=config, client_options=options, retry_config=_RETRIES)  # pyright: ignore[reportArgumentType]


def _s3(settings: FileSettings, bucket: str, prefix: str | None) -> "ObjectStore":
    from obstore.store import S3Store  # noqa: PLC0415 - as above

    config: dict[str, Any] = {"region": settings.s3_region}
    options = dict(_OPTIONS)
    if settings.s3_access_key_id is not None and settings.s3_secret_access_key is not None:
        config["access_key_id"] = settings.s3_access_key_id.get_secret_value()
        config["secret_access_key"] = settings.s3_secret_access_key.get_secret_value()
    if settings.s3_endpoint:
        config["endpoint"] = settings.s3_endpoint
        options["allow_http"] = settings.s3_endpoint.startswith("http://")
    return S3Store(bucket, prefix=prefix, config=config, client_options=options, retry_config=_RETRIES)  # pyright: ignore[reportArgumentType]


_BUCKETS: Final = {"gs": _cloud_storage, "s3": _s3}
