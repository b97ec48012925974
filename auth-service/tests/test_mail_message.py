"""The bytes of a mail: whatever people entered, the headers are ours."""

from base64 import b64encode
from datetime import UTC, datetime
from email import message_from_bytes, policy
from uuid import UUID

import pytest

from auth_service.mail.domain import Mail
from auth_service.mail.message import UnusableMail, message_bytes

SENDER = "AltSports <no-reply@altsports.example>"
NAMES = ["Content-Transfer-Encoding", "Content-Type", "From", "MIME-Version", "Message-ID", "Subject", "To"]
ATTACK = b"Subj\r\nContent-Type: text/html\r\nBcc: victim@altsports.example\r\n\r\n<b>Log in here</b>"
HOSTILE = [
    f"=?utf-8?b?{b64encode(ATTACK).decode()}?=",
    f"=?utf-8?b?{b64encode(ATTACK).decode()}?= invites you",
    "=?utf-8?q?a=0D=0ABcc:_victim=40altsports.example?=",
    "=?iso-8859-1?q?=0A=0A<b>body</b>?=",
    "=?utf-8?b?!!!?= =?nonsense?x?y?=",
    "a\r\nBcc: victim@altsports.example",
    "a\nb",
    "a\rb",
    "a\x0bb\x85c\u2028d\u202ee\x00f",
    "x" * 2000,
    "\u00e9" * 2000,
    "\ud800",
]


def _mail(subject: str = "Hello", text: str = "Text\n", to: str = "a@altsports.example") -> Mail:
    return Mail(UUID(int=1), to, "notice", subject, text, None, 0, datetime(2026, 3, 1, tzinfo=UTC))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_header_or_a_part_of_the_body(text: str):
    raw = message_bytes(_mail(subject=text, text=text), SENDER)
    head, _, body = raw.partition(b"\r\n\r\n")
    names = [line.partition(b":")[0].decode() for line in head.split(b"\r\n") if line[0:1] not in b" \t"]
    assert sorted(names) == sorted([*NAMES, "Auto-Submitted", "Date"])
    assert head.isascii()
    assert all(len(line) < 80 for line in raw.split(b"\r\n"))
    assert not any(byte in raw.replace(b"\r\n", b"") for byte in b"\r\n\x00\x0b")
    assert b"<b>" not in head
    assert b"\r\nBcc" not in body.replace(b"=\r\n", b"") or text.startswith("a\r\n")


@pytest.mark.parametrize("subject", ["Hello", "H\u00e9llo \U0001f3c6", "a=b?", *HOSTILE[:5]])
def test_the_reader_sees_the_subject_as_it_was_entered(subject: str):
    head = message_bytes(_mail(subject=subject), SENDER).partition(b"\r\n\r\n")[0]
    lines = head.replace(b"\r\n ", b" ").split(b"\r\n")
    (coded,) = [line.partition(b": ")[2].decode() for line in lines if line.startswith(b"Subject")]
    parsed = policy.default.header_factory("Subject", coded)
    assert str(parsed) == subject


def test_the_text_arrives_as_it_was_written():
    text = "H\u00e9llo\n.\nFrom me\n" + "x" * 1500 + "\n"
    message = message_from_bytes(message_bytes(_mail(text=text), SENDER))
    payload = message.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert payload.decode().replace("\r\n", "\n") == text


@pytest.mark.parametrize(
    "to",
    [
        "=?utf-8?q?a=0D=0ABcc:_victim?=@altsports.example",
        "a@altsports.example\r\nBcc: victim@altsports.example",
        "a@altsports.example, victim@altsports.example",
        "Ann <a@altsports.example>",
        '"a b"@altsports.example',
        "a@victim@altsports.example",
        "a\u2028@altsports.example",
        "no address",
        "",
    ],
)
def test_what_is_not_one_plain_address_gets_no_mail(to: str):
    with pytest.raises(UnusableMail):
        message_bytes(_mail(to=to), SENDER)


def test_an_address_in_another_script_is_sent_as_it_is():
    raw = message_bytes(_mail(to="j\u00f6rg@b\u00fccher.example"), SENDER)
    assert raw.startswith("To: j\u00f6rg@b\u00fccher.example\r\n".encode())


def test_the_sender_may_have_a_name_in_another_script():
    raw = message_bytes(_mail(), "Spi\u00ebl <no-reply@altsports.example>")
    assert b"From: =?utf-8?" in raw
    assert b"Message-ID: <00000000-0000-0000-0000-000000000001@altsports.example>" in raw
