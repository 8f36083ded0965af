"""What the sandbox is told at its start: one Meta app, its secrets, and where it is reached."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Config:
    url: str  # public address of the sandbox, like http://localhost:8082/sandbox
    app_id: str
    app_secret: str
    config_id: str  # of Embedded Signup, for FB.login
    verify_token: str  # that the app's own callback expects in hub.verify_token
    callback_url: str  # the app's webhook callback
    system_token: str  # of the partner's system user: it may do everything
    control_key: str | None = ""  # opens the calls and pages that direct this Meta; empty: nobody may; None: anybody
    travels: bool = False  # whether time may be travelled in: all clocks of the installation follow
    payment_key: str = "sandbox-payment-key"  # that the calls of the payment provider carry
    version: str = "v23.0"  # of the Graph API, when a path names none

    @property
    def graph_url(self) -> str:
        return f"{self.url}/graph"
