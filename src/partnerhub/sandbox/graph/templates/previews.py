"""How Meta words authentication templates, language by language."""

from typing import Any

from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError

LONGEST = 90  # minutes
OTP_URL = "https://www.whatsapp.com/otp/code/"
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
    asked = call.several("languages") or list(WORDS)
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
    if not (given.isascii() and given.isdigit()) or not 1 <= int(given) <= LONGEST:
        raise GraphError(100, title=f"Param code_expiration_minutes must be 1 to {LONGEST}.")
    return int(given)


def written(components: list[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """An authentication template as it is kept: the texts are Meta's, in the language if it has words here."""
    return [
        _written(one, WORDS.get(language) or WORDS.get(language.partition("_")[0]) or WORDS["en_US"])
        for one in components
    ]


def _written(one: dict[str, Any], words: tuple[str, str, str, str, str]) -> dict[str, Any]:
    body, caution, footer, copy, fill = words
    if one["type"] == "BODY" and not one.get("text"):
        text = f"{body} {caution}" if one.get("add_security_recommendation") else body
        return {**one, "text": text, "example": {"body_text": [["123456"]]}}
    if one["type"] == "FOOTER" and "code_expiration_minutes" in one:
        return {**one, "text": footer % _minutes(str(one["code_expiration_minutes"]))}
    if one["type"] == "BUTTONS":
        return {**one, "buttons": [_button(button, copy, fill) for button in one.get("buttons", [])]}
    return one


def _button(button: dict[str, Any], copy: str, fill: str) -> dict[str, Any]:
    """One that copies or fills in the code is an address for WhatsApp itself."""
    if str(button.get("type", "")).upper() != "OTP":
        return button
    kind = str(button.get("otp_type", "COPY_CODE")).upper()
    texts = {"text": button.get("text") or copy} | ({} if kind == "COPY_CODE" else {"autofill_text": fill})
    url = f"{OTP_URL}?otp_type={kind}&code=otp{{{{1}}}}"
    return {"type": "URL", **texts, "url": url, "example": [url.replace("{{1}}", "123456")]}
