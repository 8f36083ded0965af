"""Every setting, its default and its sentence, and what follows from several of them."""

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

PREFIX = "PARTNERHUB_"
LAST_PORT = 65_535
MANY = 99_999
META = {"meta_app_id", "meta_app_secret", "meta_config_id", "meta_verify_token", "meta_system_token"}


def setting(default: Any, sentence: str, *, secret: bool = False, least: int = 0, most: int = MANY) -> Any:
    """`least` and `most`: of a whole number."""
    about = {"sentence": sentence, "secret": secret, "least": least, "most": most}
    return field(default=default, metadata=about)


@dataclass(frozen=True, kw_only=True)
class Settings:
    host: str = setting("127.0.0.1", "Address the server listens on.")
    port: int = setting(8082, "Port the server listens on.", least=1, most=LAST_PORT)
    data_dir: Path = setting(Path("data"), "Folder of the embedded database and the installation's own secrets.")
    demo: bool = setting(default=False, sentence="Demo world: loopback and http targets allowed, rate limits off.")
    demo_history: bool = setting(
        default=True, sentence="Give the demo more clients, templates and weeks of traffic, once it is ready."
    )

    base_url: str = setting("", "Public address of the hub. Empty: http://localhost:PORT.")
    messaging_url: str = setting("", "Public address of the Messaging API, told to partners. Empty: base_url.")
    api_host: str = setting("", "Host name that serves only the Partner API. Empty: every host does.")
    messaging_host: str = setting("", "Host name that serves only the Messaging API. Empty: every host does.")
    hub_host: str = setting("", "Host name that serves only the pages for people. Empty: every host does.")

    database_url: str = setting("", "PostgreSQL (≥ 15) as its owner. Empty: the embedded one in data_dir.", secret=True)
    app_database_url: str = setting(
        "", "The same as role partnerhub_app. Empty: database_url with that role set.", secret=True
    )
    worker_database_url: str = setting(
        "", "The same as role partnerhub_worker. Empty: database_url with it set.", secret=True
    )
    pool_size: int = setting(10, "Connections to PostgreSQL that one process keeps for each role at most.", least=1)
    secret_key: str = setting(
        "", "Master secret, 32 bytes or more in hex. Empty: made once, kept in data_dir.", secret=True
    )

    sandbox: bool = setting(default=True, sentence="Serve the WhatsApp sandbox under /sandbox.")
    sandbox_key: str = setting(
        "",
        "Opens the sandbox's control API, handset and switchboard. Empty: open in the demo, else closed.",
        secret=True,
    )
    graph_url: str = setting("", "Base of Meta's Graph API. Empty: our sandbox if it is served, else Meta's own.")
    graph_version: str = setting("v23.0", "Version of the Graph API in its paths.")
    meta_app_id: str = setting("100000000000001", "The Meta app this installation acts as.")
    meta_app_secret: str = setting(
        "sandbox-app-secret", "That app's secret; also checks the signature of Meta's webhooks.", secret=True
    )
    meta_previous_app_secret: str = setting(
        "", "The secret before it: signatures made with it still count. Empty: none.", secret=True
    )
    meta_config_id: str = setting("200000000000001", "Configuration of Embedded Signup for FB.login.")
    meta_verify_token: str = setting("sandbox-verify-token", "Token in Meta's webhook verification.", secret=True)
    meta_override: bool = setting(
        default=False,
        sentence="Have Meta send the messages of each account connected here to this installation, wherever the app's own"
        " webhook leads: for installations that share an app.",
    )
    meta_sdk_url: str = setting("", "Meta's JavaScript SDK. Empty: the sandbox's if it is served, else Meta's own.")
    meta_system_token: str = setting("sandbox-system-token", "Token of the system user at Meta.", secret=True)

    operator_key: str = setting(
        "", "Opens /operator. Empty: open in the demo, else only by a link of `partnerhub operator`.", secret=True
    )

    smtp_host: str = setting(
        "", "Mail server for letters to people. Empty: the sandbox's mailbox in the demo, else they wait."
    )
    smtp_port: int = setting(587, "Its port.", least=1, most=LAST_PORT)
    smtp_security: Literal["starttls", "tls", "none"] = setting("starttls", "How the connection to it is encrypted.")
    smtp_user: str = setting("", "User at the mail server. Empty: nobody logs in.")
    smtp_password: str = setting("", "That user's password.", secret=True)
    mail_from: str = setting("partnerhub@localhost", "Whom letters are from: an address, or a name and <an address>.")

    payment_url: str = setting(
        "",
        "Payment provider that speaks Stripe's API: https://api.stripe.com. Empty: the sandbox's if served. none: no cards.",
    )
    payment_key: str = setting("sandbox-payment-key", "Secret key at the payment provider.", secret=True)
    card_fee_percent: int = setting(0, "Added to what a card is charged, and shown before.", most=100)
    vat_percent: int = setting(0, "VAT of the issuer's country, on top-ups. 0: none.", most=100)
    invoice_from: str = setting("", "Who issues invoices: name, address and VAT ID, lines separated by semicolons.")
    invoice_country: str = setting("", "Country of the issuer, two letters. Decides with vat_percent who pays VAT.")

    terms_url: str = setting("", "Where the terms stand that clients accept as they sign up. Empty: none are linked.")
    sign_up: Literal["", "on", "off"] = setting(
        "", "Whether companies may sign up as partners by themselves at /signup. Empty: on in the demo, else off."
    )
    webhook_targets: Literal["", "public", "any"] = setting(
        "", "Which webhook targets are allowed. Empty: any in the demo, else public."
    )
    rate_limits: Literal["", "documented", "off"] = setting("", "Empty: off in the demo, else documented.")
    trusted_proxies: str = setting(
        "", "Addresses of reverse proxies whose X-Forwarded-For and -Proto are believed, separated by commas."
    )
    lenient_filters: bool = setting(
        default=False, sentence="Ignore list filters that cannot be read, as the original did in 2022, instead of 400."
    )
    web_processes: int = setting(1, "Processes that serve HTTP.", least=1)
    events_kept_days: int = setting(90, "Days for which events are kept, 14 or more. 0: for ever.")
    attempts_kept_days: int = setting(30, "Days for which the log of attempts is kept. 0: for ever.")
    worker_metrics_port: int = setting(
        0, "Port on which each worker serves /metrics, at `host`. 0: none.", most=LAST_PORT
    )
    log_level: Literal["debug", "info", "warning", "error"] = setting("info", "Least severe log line that is written.")
    log_format: Literal["json", "text"] = setting("json", "How log lines are written.")

    @property
    def url(self) -> str:
        return self.base_url.rstrip("/") or f"http://localhost:{self.port}"

    @property
    def messaging_base(self) -> str:
        return self.messaging_url.rstrip("/") or self.url

    @property
    def sandbox_url(self) -> str:
        """Where the sandbox is reached; the Graph API emulator is below it at /graph."""
        return f"{self.url}/sandbox"

    @property
    def graph_base(self) -> str:
        return self.graph_url or (f"{self.sandbox_url}/graph" if self.sandbox else "https://graph.facebook.com")

    @property
    def files_base(self) -> str:
        """Where the bytes of media are, as their URLs begin; an upstream of one's own has them beside its Graph API."""
        own = self.graph_base.removesuffix("/graph")
        return "https://lookaside.fbsbx.com" if own == "https://graph.facebook.com" else own

    @property
    def sdk_url(self) -> str:
        own = f"{self.sandbox_url}/sdk.js" if self.sandbox else "https://connect.facebook.net/en_US/sdk.js"
        return self.meta_sdk_url or own

    @property
    def mailbox_url(self) -> str:
        """Where the sandbox takes in letters; empty when it does not: it shows them to everyone."""
        return f"{self.sandbox_url}/partner/hook/mailbox" if self.demo and self.sandbox and not self.smtp_host else ""

    @property
    def payment_base(self) -> str:
        """Where the payment provider's API is; empty when nobody can pay by card. Test cards pay for nothing at Meta itself."""
        own = f"{self.sandbox_url}/payments" if self.sandbox and not self.graph_url else ""
        return "" if self.payment_url == "none" else self.payment_url or own

    @property
    def meta_app_secrets(self) -> list[str]:
        """Those that Meta may sign its webhooks with."""
        return [one for one in (self.meta_app_secret, self.meta_previous_app_secret) if one]

    @property
    def signing_up(self) -> bool:
        return (self.sign_up or ("on" if self.demo else "off")) == "on"

    @property
    def operator_open(self) -> bool:
        """Whether the operator's pages are there for everybody who reaches them."""
        return self.demo and not self.operator_key

    @property
    def any_target(self) -> bool:
        """Whether webhooks and redirects may go to loopback, private addresses and plain http."""
        return (self.webhook_targets or ("any" if self.demo else "public")) == "any"

    @property
    def left_at_sandbox(self) -> list[str]:
        """The variables of the Meta app that are still the sandbox's although the sandbox is off."""
        if self.sandbox:
            return []
        return [
            PREFIX + one.name.upper()
            for one in fields(self)
            if one.name in META and getattr(self, one.name) == one.default
        ]

    @property
    def limits_on(self) -> bool:
        return (self.rate_limits or ("off" if self.demo else "documented")) == "documented"
