"""Sends mails over SMTP."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Final, Protocol

from pydantic import SecretStr

from auth_service.mail.domain import Mail

_TIMEOUT_S: Final = 20
_IMPLICIT_TLS_PORT: Final = 465


class SendFailed(Exception):
    """The mail server did not accept the mail. `for_good` is true if a retry cannot help."""

    def __init__(self, message: str, *, for_good: bool) -> None:
        super().__init__(message)
        self.for_good = for_good


class Sender(Protocol):
    """Sends mails; blocking, so it is called in a thread."""

    def send(self, mail: Mail) -> None: ...


@dataclass(frozen=True, slots=True)
class SmtpSender:
    """Opens one connection per mail: there are few mails, and a server may be down for long."""

    host: str
    port: int
    user: str | None
    password: SecretStr | None
    sender: str
    tls: bool

    def send(self, mail: Mail) -> None:
        """Raises SendFailed."""
        try:
            self._send(_message(mail, self.sender))
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise SendFailed(
                "the recipient was refused", for_good=all(code >= 500 for code in codes)
            ) from error
        except (smtplib.SMTPException, OSError) as error:
            raise SendFailed(type(error).__name__, for_good=False) from error

    def _send(self, message: EmailMessage) -> None:
        context = ssl.create_default_context()
        if self.tls and self.port == _IMPLICIT_TLS_PORT:
            connection = smtplib.SMTP_SSL(self.host, self.port, timeout=_TIMEOUT_S, context=context)
        else:
            connection = smtplib.SMTP(self.host, self.port, timeout=_TIMEOUT_S)
        with connection:
            if self.tls and self.port != _IMPLICIT_TLS_PORT:
                connection.starttls(context=context)
            if self.user is not None and self.password is not None:
                connection.login(self.user, self.password.get_secret_value())
            connection.send_message(message)


def _message(mail: Mail, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = mail.to
    message["Subject"] = mail.subject
    # The same on every attempt, so that a server that accepted it without confirming delivers it once.
    message["Message-ID"] = f"<{mail.id}@{parseaddr(sender)[1].rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message
