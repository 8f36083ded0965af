"""The parts that serving and working share, made from the settings."""

from partnerhub.db.pool import Database
from partnerhub.domain.notifications.mailing import Post
from partnerhub.domain.onboarding import Upstream
from partnerhub.domain.webhooks.retention import Kept
from partnerhub.kit.crypto import Vault
from partnerhub.sandbox import Config
from partnerhub.settings import Settings
from partnerhub.upstream.graph import Graph
from partnerhub.upstream.graph.onboarding import App, Callback
from partnerhub.upstream.mail import Mailbox, Smtp


def database(settings: Settings) -> Database:
    """Two log-ins when both are given, else the owner's with the role set."""
    own = bool(settings.app_database_url and settings.worker_database_url)
    return Database(
        settings.app_database_url if own else settings.database_url,
        settings.worker_database_url if own else settings.database_url,
        set_role=not own,
        size=settings.pool_size,
    )


def vault(settings: Settings) -> Vault:
    return Vault(bytes.fromhex(settings.secret_key))


def graph(settings: Settings, *, leaving: int = 0) -> Graph:
    """`leaving`: percent of a WABA's calls an hour that are left to others."""
    return Graph(settings.graph_base, settings.graph_version, files=settings.files_base, leaving=leaving)


def mail(settings: Settings) -> Smtp | Mailbox | None:
    """None: letters wait until the operator says how they go."""
    if not settings.smtp_host:
        return Mailbox(url=settings.mailbox_url) if settings.mailbox_url else None
    return Smtp(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        user=settings.smtp_user,
        password=settings.smtp_password,
        sender=settings.mail_from,
    )


def notices(settings: Settings) -> Post | None:
    """How people are told by letter. None: without mail none is written, for it would wait for ever."""
    return Post(url=settings.url, vault=vault(settings)) if mail(settings) else None


def onboarding(settings: Settings, graph: Graph) -> Upstream:
    """What the onboarding worker asks Meta with."""
    return Upstream(
        graph=graph,
        app=App(id=settings.meta_app_id, secret=settings.meta_app_secret),
        vault=vault(settings),
        system_token=settings.meta_system_token,
        callback=Callback(f"{settings.url}/meta/webhook", settings.meta_verify_token)
        if settings.meta_override
        else None,
    )


def kept(settings: Settings) -> Kept:
    return Kept(events=settings.events_kept_days, attempts=settings.attempts_kept_days)


def sandbox_config(settings: Settings) -> Config:
    """The sandbox plays Meta for one app: this installation."""
    return Config(
        url=settings.sandbox_url,
        app_id=settings.meta_app_id,
        app_secret=settings.meta_app_secret,
        config_id=settings.meta_config_id,
        verify_token=settings.meta_verify_token,
        callback_url=f"{settings.url}/meta/webhook",
        system_token=settings.meta_system_token,
        control_key=None if settings.demo and not settings.sandbox_key else settings.sandbox_key,
        travels=settings.demo,
        payment_key=settings.payment_key,
        version=settings.graph_version,
    )
