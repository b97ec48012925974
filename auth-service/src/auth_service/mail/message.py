"""Writes a mail as the bytes that are sent. What a person entered never becomes a header as it is.

`EmailMessage` parses what it gets as a header: it decodes encoded words, and some versions of Python then
write the result, line breaks included, as further headers. So headers are written with `Header`, which only
encodes.
"""

from email.charset import BASE64, QP, Charset
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, formataddr, parseaddr
from typing import Any, Final, cast

from altsports.contract.text import as_line
from auth_service.mail.domain import Mail

_CRLF: Final = compat32.clone(linesep="\r\n")
_NOT_IN_ADDRESSES: Final = frozenset('()<>[]:;,\\" ')


class UnusableMail(ValueError):
    """The mail cannot be written, however often it is tried."""


def message_bytes(mail: Mail, sender: str) -> bytes:
    """The message as it is sent. Raises UnusableMail."""
    name, address = parseaddr(sender)
    message = _content(mail)
    message["From"] = formataddr((name, address))
    message["Subject"] = Header(as_line(mail.subject), _utf8(), header_name="Subject")
    message["Date"] = format_datetime(mail.created_at)
    # The same on every attempt, so that a server that accepted it without confirming delivers it once.
    message["Message-ID"] = f"<{mail.id}@{address.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{_checked_url(mail.unsubscribe_url)}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    # An address with other letters than ASCII is sent as it is (SMTPUTF8), which Header cannot write.
    return f"To: {_checked(mail.to)}\r\n".encode() + message.as_bytes(policy=_CRLF)


def _content(mail: Mail) -> Any:
    """The text, or the text and the same as HTML: a reader shows the last part that it knows."""
    text = _part(mail.text, "plain")
    if not mail.html:
        return text
    both = MIMEMultipart("alternative")
    both.attach(text)
    both.attach(_part(mail.html, "html"))
    return both


def _part(text: str, subtype: str) -> Any:
    # typeshed does not know Charset and Header
    return MIMEText(text.encode(errors="replace").decode(), subtype, cast("str", _utf8()))


def _checked_url(url: str) -> str:
    """The address of a page, if it can be a header. Raises UnusableMail."""
    if not url.isascii() or not url.isprintable() or set("<> ") & set(url):
        raise UnusableMail("the address to unsubscribe cannot be used in a header")
    return url


def _checked(address: str) -> str:
    """The address, if it is one and nothing else. Raises UnusableMail."""
    local, _, domain = address.rpartition("@")
    odd = address != as_line(address) or _NOT_IN_ADDRESSES & set(address) or "=?" in address
    if odd or not local or not domain or "@" in local:
        raise UnusableMail("the address cannot be used in a header")
    return address


def _utf8() -> Charset:
    charset = Charset("utf-8")
    charset.header_encoding, charset.body_encoding = BASE64, QP
    return charset
