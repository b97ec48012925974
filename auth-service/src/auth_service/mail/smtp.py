"""Sends mails over SMTP."""

import smtplib
import ssl
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Final, Protocol

from pydantic import SecretStr

from auth_service.mail.domain import Mail
from auth_service.mail.message import UnusableMail, message_bytes

_TIMEOUT_S: Final = 20
_IMPLICIT_TLS_PORT: Final = 465


class SendFailed(Exception):
    """The mail server did not accept the mail. `for_good` is true if a retry cannot help.

    `no_recipient` is true if that is because of the address, which then gets no other mail either.
    """

    def __init__(self, message: str, *, for_good: bool, no_recipient: bool = False) -> None:
        super().__init__(message)
        self.for_good = for_good
        self.no_recipient = no_recipient


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
            self._send(mail.to, message_bytes(mail, self.sender))
        except UnusableMail as error:
            raise SendFailed(str(error), for_good=True, no_recipient=True) from error
        except smtplib.SMTPRecipientsRefused as error:
            final = all(code >= 500 for code, _ in error.recipients.values())
            raise SendFailed("the recipient was refused", for_good=final, no_recipient=final) from error
        except smtplib.SMTPNotSupportedError as error:
            message = "the mail server does not support the address"
            raise SendFailed(message, for_good=True, no_recipient=True) from error
        except smtplib.SMTPDataError as error:
            raise SendFailed("the message was refused", for_good=error.smtp_code >= 500) from error
        except (smtplib.SMTPException, OSError) as error:
            raise SendFailed(type(error).__name__, for_good=False) from error

    def _send(self, to: str, message: bytes) -> None:
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
            options = () if to.isascii() else ("SMTPUTF8", "BODY=8BITMIME")
            connection.sendmail(parseaddr(self.sender)[1], [to], message, mail_options=options)
