"""The texts of mails. Subjects are fixed: what people enter appears in the text alone."""

from typing import Literal

from altsports.contract.text import as_line
from auth_service.mail.domain import LinkKind, NewMail, NoticeKind
from auth_service.users.affiliations import Affiliation

_Kind = LinkKind | Literal["invitation"]
_SUBJECTS: dict[_Kind, str] = {
    "verify_email": "Confirm your e-mail address",
    "reset_password": "Set a new password",
    "change_email": "Confirm your new e-mail address",
    "invitation": "You are invited to an organisation",
}
_IN_USE = "This address has an account"
_PAGES: dict[_Kind, str] = {
    "verify_email": "verify-email",
    "reset_password": "reset-password",
    "change_email": "verify-email",
    "invitation": "accept-invitation",
}
_CONFIRMATION = 'POST {base}/auth/email-verification/confirm  {{"token": "{token}", "password": ""}}'
_REQUESTS: dict[_Kind, str] = {
    "verify_email": _CONFIRMATION,
    "reset_password": 'POST {base}/auth/password-reset/confirm  {{"token": "{token}", "new_password": ""}}',
    "change_email": _CONFIRMATION,
    "invitation": 'POST {base}/auth/register/invited  {{"token": "{token}", "password": ""}}',
}
_REASONS: dict[_Kind, str] = {
    "verify_email": "Somebody, probably you, signed up for AltSports with this address."
    " Confirm it with the password of the account.",
    "reset_password": "Somebody, probably you, requested a new password for your AltSports account."
    " Setting it ends all sessions and revokes all API keys.\n\n"
    "If you never verified this address, somebody else may have registered it, so what the account"
    ' contains is deleted as well. If the account is yours, keep it with "keep_account": true.',
    "change_email": "Somebody, probably you, wants to use this address for an AltSports account."
    " Confirm it with the password of the account.",
}
_NOTICES: dict[NoticeKind, str] = {
    "new_network": "A login from a new network",
    "password_changed": "Your password was changed",
    "password_reset": "Your password was reset",
    "address_requested": "A new address was requested",
}
_DURATIONS: dict[_Kind, str] = {
    "verify_email": "24 hours",
    "reset_password": "30 minutes",
    "change_email": "one hour",
    "invitation": "7 days",
}


class MailTexts:
    """Writes mails whose links lead to the application if there is one, otherwise to the API itself."""

    def __init__(self, *, api_url: str, app_url: str | None) -> None:
        self._api_url = api_url.rstrip("/")
        self._app_url = app_url.rstrip("/") if app_url else None

    def with_link(self, kind: LinkKind, to: str, token: str) -> NewMail:
        """Writes a mail with a link."""
        text = (
            f"{_REASONS[kind]}\n\n{self._way(kind, token)}\n\n"
            f"It works once, within {_DURATIONS[kind]}. If this was not you, ignore this mail.\n"
        )
        return NewMail(kind, to, _SUBJECTS[kind], text, token)

    def invitation(self, to: str, affiliation: Affiliation, token: str) -> NewMail:
        """Writes an invitation, the same for people with and without an account."""
        name, base = as_line(affiliation.organisation_name), self._api_url
        job = f" as {affiliation.staff_role}" if affiliation.staff_role else ""
        text = (
            f"{name} invites you to join it on AltSports{job}.\n\n"
            "If you have an account with this address, log in and accept the invitation:\n\n"
            f"    POST {base}/api/v1/organisations/{affiliation.organisation_id}/acceptance\n\n"
            f"If you have none, create one. {self._way('invitation', token)}\n\n"
            f"The invitation ends after {_DURATIONS['invitation']}."
            " If you do not know who invites you, ignore this mail.\n"
        )
        return NewMail("invitation", to, _SUBJECTS["invitation"], text, token)

    def address_in_use(self, to: str) -> NewMail:
        """Writes a mail to an address that somebody wants to use for a second account."""
        text = (
            "Somebody, probably you, wants to use this address for another AltSports account."
            " It has an account already, so nothing was changed.\n\n"
            "Log in with this address, or request a new password. If this was not you, ignore this mail.\n"
        )
        return NewMail("change_email", to, _IN_USE, text)

    def notice(self, to: str, kind: NoticeKind, sentence: str) -> NewMail:
        """Writes a mail about a change of an account."""
        text = f"{sentence}\n\nIf this was not you, set a new password and end your other sessions now.\n"
        return NewMail("notice", to, _NOTICES[kind], text)

    def _way(self, kind: _Kind, token: str) -> str:
        if self._app_url is not None:
            return f"{self._app_url}/{_PAGES[kind]}?token={token}"
        request = _REQUESTS[kind].format(base=self._api_url, token=token)
        return f"Your code:\n\n    {token}\n\nSend it with:\n\n    {request}"
