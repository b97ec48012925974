"""The key that the operator has configured: PEM text, then a path, then the default files."""

from pathlib import Path

from auth_service.keys.pem import KeyPair, check_public, read_private
from auth_service.settings import AuthSettings
from service_kit.settings.files import SettingsError, read_text


def configured_key(settings: AuthSettings) -> KeyPair | None:
    """Returns the configured key, or None. Raises SettingsError if it cannot be used."""
    found = _private_text(settings)
    if found is None:
        return None
    text, name = found
    pair = read_private(text, name)
    public = _public_text(settings, name)
    if public is not None:
        check_public(public[0], pair, public[1])
    return pair


def _private_text(settings: AuthSettings) -> tuple[str, str] | None:
    if settings.jwt_private_key is not None:
        return settings.jwt_private_key.get_secret_value(), "JWT_PRIVATE_KEY"
    if settings.jwt_private_key_path is not None:
        return _read(settings.jwt_private_key_path, "JWT_PRIVATE_KEY_PATH"), "JWT_PRIVATE_KEY_PATH"
    for path in settings.key_files:
        if (text := read_text(path)) is not None:
            return text, str(path)
    return None


def _public_text(settings: AuthSettings, private_name: str) -> tuple[str, str] | None:
    if settings.jwt_public_key is not None:
        return settings.jwt_public_key, "JWT_PUBLIC_KEY"
    if settings.jwt_public_key_path is not None:
        return _read(settings.jwt_public_key_path, "JWT_PUBLIC_KEY_PATH"), "JWT_PUBLIC_KEY_PATH"
    beside = Path(private_name).with_name("jwt_public.pem")
    text = read_text(beside) if private_name.endswith(".pem") else None
    return None if text is None else (text, str(beside))


def _read(path: Path, name: str) -> str:
    text = read_text(path.expanduser())
    if text is None:
        raise SettingsError(f"{name} refers to a file that does not exist or is empty")
    return text
