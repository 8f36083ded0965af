"""The connect button as code to copy, with the partner's own id and this hub's address; and the redirect URL tried out."""

import json
from html import escape

from partnerhub.domain.onboarding import result
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.connect_button import PACKAGE

WEB_COMPONENT = """\
<script src={script} defer></script>
<partnerhub-connect-button partner-id={attribute}></partnerhub-connect-button>
<script>
  document.addEventListener("connect-callback", ({{ detail }}) => console.log(detail.client, detail.channels));
  document.addEventListener("connect-cancel", () => console.log("closed"));
  document.addEventListener("connect-error", ({{ detail }}) => console.log(detail.code));
</script>
"""
PLAIN = """\
<script src={script} defer></script>
<button id="connect">Connect WhatsApp</button>
<script>
  document.querySelector("#connect").addEventListener("click", () =>
    PartnerHub.connect({{
      baseUrl: {base},
      partnerId: {partner},
      onResult: ({{ client, channels }}) => console.log(client, channels),
      onCancel: () => console.log("closed"),
      onError: ({{ code }}) => console.log(code),
    }}),
  );
</script>
"""
REACT = """\
// npm install {package}
import "partnerhub-connect-button";
import {{ useEffect, useRef }} from "react";

export function ConnectWhatsApp({{ onResult }}) {{
  const button = useRef(null);
  useEffect(() => {{
    const element = button.current;
    const tell = ({{ detail }}) => onResult(detail.client, detail.channels);
    element.addEventListener("connect-callback", tell);
    return () => element.removeEventListener("connect-callback", tell);
  }}, [onResult]);
  return <partnerhub-connect-button ref={{button}} base-url={{{base}}} partner-id={{{partner}}} />;
}}
"""


def snippets(base: str, partner_id: str) -> list[tuple[str, str, str]]:
    """(name in addresses, name for people, code) of each."""
    values = {
        "script": f'"{escape(base)}/hub/connect-button.js"',
        "attribute": f'"{escape(partner_id)}"',
        "base": json.dumps(base),
        "partner": json.dumps(partner_id),
        "package": f"{base}/hub/{PACKAGE}",
    }
    kinds = (
        ("web", t("Web component"), WEB_COMPONENT),
        ("plain", t("Plain script"), PLAIN),
        ("react", t("React"), REACT),
    )
    return [(name, title, code.format(**values)) for name, title, code in kinds]


def tried(redirect_url: str | None) -> str:
    """The redirect URL as a client comes back to it, with ids that nobody has."""
    if not redirect_url:
        return ""
    made_up = ["EXAMPLE1CH", "EXAMPLE2CH"]
    return result.address(
        redirect_url, client_id="EXAMPLECL", permitted=made_up, revoked=[], state="test", single=False
    )
