"""Assembles the service from settings, a database, Redis and a clock."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from altsports.auth.v1.accounts_pb2_grpc import add_AccountServiceServicer_to_server
from altsports.auth.v1.api_keys_pb2_grpc import add_ApiKeyServiceServicer_to_server
from altsports.auth.v1.audit_pb2_grpc import add_AuditServiceServicer_to_server
from altsports.auth.v1.club_users_pb2_grpc import add_ClubUserServiceServicer_to_server
from altsports.auth.v1.directory_pb2_grpc import add_DirectoryServiceServicer_to_server
from altsports.auth.v1.inbox_pb2_grpc import add_InboxServiceServicer_to_server
from altsports.auth.v1.keys_pb2_grpc import add_KeyServiceServicer_to_server
from altsports.auth.v1.mail_pb2_grpc import add_MailServiceServicer_to_server
from altsports.auth.v1.organisations_pb2_grpc import add_OrganisationServiceServicer_to_server
from altsports.auth.v1.plans_pb2_grpc import add_PlanServiceServicer_to_server
from altsports.auth.v1.roles_pb2_grpc import add_RoleServiceServicer_to_server
from altsports.auth.v1.sessions_pb2_grpc import add_SessionServiceServicer_to_server
from altsports.auth.v1.staff_pb2_grpc import add_StaffServiceServicer_to_server
from auth_service import housekeeping
from auth_service.accounts.directory import DirectoryRpc
from auth_service.accounts.rpc import AccountParts, AccountRpc
from auth_service.api_keys.rpc import ApiKeyRpc
from auth_service.audit.chaining import Chainer
from auth_service.audit.rpc import AuditRpc
from auth_service.core.derived_keys import DerivedKeys
from auth_service.core.schema import SCHEMA
from auth_service.keys.configured import configured_key
from auth_service.keys.keyring import TIDY_EVERY_S, Keyring
from auth_service.keys.operations import KeyRules
from auth_service.keys.pem import KeyPair, generate
from auth_service.keys.rpc import KeyRpc
from auth_service.mail.delivery import Mailer, RequestDesk
from auth_service.mail.posting import Post, Way
from auth_service.mail.rpc import InboxRpc, MailRpc
from auth_service.mail.smtp import SmtpSender
from auth_service.mail.texts import MailTexts
from auth_service.organisations.rpc import OrganisationRpc
from auth_service.people.rpc import ClubUserRpc
from auth_service.plans.rpc import PlanRpc
from auth_service.revocations.assertion import Revocations
from auth_service.roles.rpc import RoleRpc
from auth_service.sessions.access_tokens import TokenTerms
from auth_service.sessions.domain import Lifetime
from auth_service.sessions.issuing import TokenIssuer
from auth_service.sessions.proof import PasswordProof
from auth_service.sessions.rpc import SessionParts, SessionRpc
from auth_service.settings import AuthSettings
from auth_service.staff.rpc import StaffRpc
from auth_service.staff.teams import TeamBook
from auth_service.units import Units
from auth_service.users.passwords import Passwords
from service_kit.clock.clocks import Clock
from service_kit.clock.mesh import running_clock
from service_kit.db.database import Database
from service_kit.db.settings import pool_settings
from service_kit.events.relay import Relay
from service_kit.process.loops import Loop, until
from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import RedisMux
from service_kit.rpc.grpc_server import Registration

SERVICE = "auth-service"


_LOOK_S: Final = 15.0
"""Work starts when this process stores it. Now and then, the loops look for what a killed process left."""


@dataclass(frozen=True, slots=True)
class Assembly:
    """The parts of the service."""

    settings: AuthSettings
    database: Database
    clock: Clock
    keys: DerivedKeys
    units: Units
    revocations: Revocations
    passwords: Passwords
    keyring: Keyring
    issuer: TokenIssuer
    post: Post
    desk: RequestDesk

    @classmethod
    def build(
        cls,
        settings: AuthSettings,
        database: Database,
        redis: RedisMux,
        clock: Clock,
        *,
        make_pair: Callable[[], KeyPair] = generate,
    ) -> "Assembly":
        """Builds the parts. Raises SettingsError if the configured signing key cannot be used."""
        keys, lifetime = DerivedKeys(settings.secret), timedelta(seconds=settings.token_lifetime_s)
        revocations = Revocations(database, redis, clock, RedisKeys(settings.redis_prefix))
        units = Units(database, clock, revocations, lifetime)
        rules = KeyRules(keys.signing_keys, timedelta(seconds=settings.key_lead_s), lifetime)
        keyring = Keyring(
            units,
            rules,
            configured=configured_key(settings),
            longest_use=timedelta(days=settings.signing_key_days),
            make_pair=make_pair,
        )
        terms = TokenTerms(settings.jwt_issuer, settings.jwt_audience)
        issuer = TokenIssuer(keyring, terms, lifetime=lifetime, refresh_key=keys.refresh_tokens)
        post = _post(settings)
        desk = RequestDesk(database, clock, post)
        passwords = Passwords(settings.password_checks)
        return cls(
            settings, database, clock, keys, units, revocations, passwords, keyring, issuer, post, desk
        )

    def registrations(self, teams: TeamBook) -> list[Registration]:
        """The handlers of the service. `teams` knows the teams of clubs."""
        proof = PasswordProof(self.units, self.passwords, self.keys.login_names)
        accounts = AccountParts(self.units, self.passwords, proof, self.issuer, self.post, self.desk)
        sessions = SessionParts(
            self.units, proof, self.issuer, self.post, self._session_lifetime(), self.settings.plans()
        )
        organisations = OrganisationRpc(self.units, self.post)
        return [
            (add_AccountServiceServicer_to_server, AccountRpc(accounts)),
            (add_SessionServiceServicer_to_server, SessionRpc(sessions)),
            (add_OrganisationServiceServicer_to_server, organisations),
            (add_ClubUserServiceServicer_to_server, ClubUserRpc(self.units, self.post)),
            (add_StaffServiceServicer_to_server, StaffRpc(self.units, self.post, teams)),
            (add_ApiKeyServiceServicer_to_server, ApiKeyRpc(self.units)),
            (add_PlanServiceServicer_to_server, PlanRpc(self.units, self.settings.plans())),
            (add_KeyServiceServicer_to_server, KeyRpc(self.keyring, self.clock)),
            (add_RoleServiceServicer_to_server, RoleRpc()),
            (add_AuditServiceServicer_to_server, AuditRpc(self.database, self.keys.audit_chain)),
            (add_DirectoryServiceServicer_to_server, DirectoryRpc(self.database)),
            (add_MailServiceServicer_to_server, MailRpc(self.database, self.clock, self.post)),
            (add_InboxServiceServicer_to_server, InboxRpc(self.database, is_open=self.settings.inbox_open)),
        ]

    def loops(self) -> list[Loop]:
        """The loops that run in the background."""
        settings = self.settings
        relay = Relay(
            self.database, redis_url=settings.redis_dsn(), schema=SCHEMA, prefix=settings.redis_prefix
        )
        housekeeper = housekeeping.Housekeeper(self.database, self.clock, self._session_lifetime())
        chainer = Chainer(self.database, self.keys.audit_chain)
        loops = [
            Loop("signing keys", self.keyring.reload),
            Loop("old signing keys", self.keyring.tidy, every_s=TIDY_EVERY_S),
            Loop("revocations", self.revocations.keep, rest=self.revocations.rest),
            Loop("requests for mails", self.desk.answer_all, rest=until(self.desk.asked, at_most_s=_LOOK_S)),
            Loop("audit chain", chainer.chain_all, rest=until(self.units.committed, at_most_s=_LOOK_S)),
            Loop("housekeeping", housekeeper.tidy, every_s=housekeeping.EVERY_S),
            Loop("relay", relay.run),
        ]
        if settings.smtp_host is not None:
            mailer = Mailer(self.database, self.clock, _sender(settings, settings.smtp_host))
            loops.append(Loop("mails", mailer.send_all))
        return loops

    def _session_lifetime(self) -> Lifetime:
        settings = self.settings
        return Lifetime(timedelta(days=settings.session_days), timedelta(days=settings.session_idle_days))


@asynccontextmanager
async def assembled(settings: AuthSettings) -> AsyncGenerator[Assembly]:
    """The parts of a process, connected while the block runs."""
    redis = RedisMux(settings.redis_dsn(), client_name=SERVICE)
    async with (
        Database(settings.area_dsn("auth"), pool_settings(settings), service="auth") as database,
        running_clock(settings) as clock,
    ):
        await redis.open()
        assembly = Assembly.build(settings, database, redis, clock)
        try:
            yield assembly
        finally:
            assembly.passwords.close()
            await redis.close()


def _post(settings: AuthSettings) -> Post:
    api_url = settings.public_url or f"http://127.0.0.1:{settings.port}"
    way: Way = "send" if settings.mail_goes_out else "keep" if settings.inbox_open else "drop"
    return Post(MailTexts(api_url=api_url, app_url=settings.app_url), way)


def _sender(settings: AuthSettings, host: str) -> SmtpSender:
    return SmtpSender(
        host,
        settings.smtp_port,
        settings.smtp_user,
        settings.smtp_password,
        settings.smtp_from,
        settings.smtp_tls,
    )
