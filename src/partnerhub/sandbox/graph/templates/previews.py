"""How Meta words authentication templates, language by language."""

from typing import Any

from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError

LONGEST = 90  # minutes
# body, sentence of caution, footer, button to copy, button to fill in
WORDS = {
    "en_US": (
        "*{{1}}* is your verification code.", "For your security, do not share this code.",
        "This code expires in %d minutes.", "Copy code", "Autofill",
    ),
    "es_ES": (
        "Tu código de verificación es *{{1}}*.", "Por tu seguridad, no lo compartas.",
        "Este código caduca en %d minutos.", "Copiar código", "Autocompletar",
    ),
    "pt_BR": (
        "Seu código de verificação é *{{1}}*.", "Para sua segurança, não o compartilhe.",
        "Este código expira em %d minutos.", "Copiar código", "Preencher",
    ),
    "de": (
        "*{{1}}* ist dein Bestätigungscode.", "Teile diesen Code zu deiner Sicherheit mit niemandem.",
        "Dieser Code läuft in %d Minuten ab.", "Code kopieren", "Automatisch ausfüllen",
    ),
}  # fmt: skip


async def of_waba(call: Call, _node: Node) -> dict[str, Any]:
    if call.text("category").upper() != "AUTHENTICATION":
        raise GraphError(100, title="Param category must be AUTHENTICATION.")
    asked = [one.strip() for one in call.text("languages", ",".join(WORDS)).split(",") if one.strip()]
    unknown = [one for one in asked if one not in WORDS]
    if unknown:
        raise GraphError(
            100, title=f"Param languages must be of {{{', '.join(WORDS)}}} in the sandbox, not {unknown[0]}."
        )
    return {"data": [_worded(call, language) for language in asked]}


def _worded(call: Call, language: str) -> dict[str, Any]:
    body, caution, footer, copy, fill = WORDS[language]
    worded: dict[str, Any] = {"language": language, "body": body}
    if call.flag("add_security_recommendation"):
        worded["body"] = f"{body} {caution}"
    if "code_expiration_minutes" in call.params:
        worded["footer"] = footer % _minutes(call.text("code_expiration_minutes"))
    worded["buttons"] = [{"text": copy, "autofill_text": fill}]
    return worded


def _minutes(given: str) -> int:
    if not given.isdigit() or not 1 <= int(given) <= LONGEST:
        raise GraphError(100, title=f"Param code_expiration_minutes must be 1 to {LONGEST}.")
    return int(given)
