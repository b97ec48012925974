"""Stores mails and their links, in the transaction of the change that they report."""

import logging
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID, uuid4

from altsports.auth.v1.notices_models import AccountChanged
from auth_service.core.schema import SCHEMA
from auth_service.mail import repository as mails
from auth_service.mail.domain import (
    LINK_LIFETIME,
    MOST_PER_DAY,
    Link,
    LinkKind,
    NewMail,
    NoticeKind,
    new_token,
    token_hash,
)
from auth_service.mail.texts import MailTexts
from auth_service.users.affiliations import Affiliation
from auth_service.users.domain import User
from service_kit.db.connection import Connection
from service_kit.notices.posting import post_notice

Way = Literal["send", "keep", "drop"]
_logger = logging.getLogger(__name__)


class Post:
    """Stores mails for a mail server or for the developer's inbox, or drops them."""

    def __init__(self, texts: MailTexts, way: Way) -> None:
        self._texts = texts
        self.way: Way = way

    async def link(
        self, connection: Connection, kind: LinkKind, user_id: UUID, address: str, now: datetime
    ) -> None:
        """Creates a link for an account and an address, and the mail that contains it."""
        token = new_token()
        link = Link(kind, user_id, address, now, now + LINK_LIFETIME[kind], None)
        await mails.add_link(connection, token_hash(token), link)
        await self._put(connection, self._texts.with_link(kind, address, token), now)

    async def invitation(
        self, connection: Connection, address: str, affiliation: Affiliation, token: str, now: datetime
    ) -> None:
        """Invites an address to an organisation."""
        await self._put(connection, self._texts.invitation(address, affiliation, token), now)

    async def address_in_use(self, connection: Connection, address: str, now: datetime) -> None:
        """Tells the owner of an account that somebody wants its address for another one."""
        await self._put(connection, self._texts.address_in_use(address), now)

    async def notice(
        self, connection: Connection, user: User, kind: NoticeKind, sentence: str, now: datetime
    ) -> None:
        """Notifies the owner of an account about a change, by e-mail and in the inbox."""
        mail = self._texts.notice(user.email, kind, sentence)
        await self._put(connection, mail, now)
        notice = AccountChanged(change_id=str(uuid4()), title=mail.subject, sentence=sentence)
        await post_notice(connection, SCHEMA, notice, to=[str(user.id)])

    async def notification(self, connection: Connection, mail: NewMail, id: UUID, now: datetime) -> None:
        """Passes on what another service tells the owner of an account."""
        await self._put(connection, mail, now, id=id)

    async def _put(
        self, connection: Connection, mail: NewMail, now: datetime, *, id: UUID | None = None
    ) -> None:
        if self.way == "drop":
            _logger.warning("no mail server is configured: a mail of kind %s was not sent", mail.kind)
            return
        most = MOST_PER_DAY.get(mail.kind)
        if most is not None:
            since = now - timedelta(days=1)
            if await mails.count_sent(connection, mail.to, mail.kind, since) >= most:
                _logger.info("an address got too many mails of kind %s: one was not sent", mail.kind)
                return
        await mails.add(connection, mail, "waiting" if self.way == "send" else "kept", now, id=id)
