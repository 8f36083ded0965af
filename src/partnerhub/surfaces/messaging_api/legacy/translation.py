"""A message of the On-Premises API as one of the Cloud API: as few bytes as possible are touched."""

from typing import Any

import msgspec

from partnerhub.kit.problems import BadInput

Members = dict[str, msgspec.Raw]
PRODUCT = b'"messaging_product":"whatsapp"'
TEMPLATE = msgspec.Raw(b'"template"')


class BadHsm(BadInput):
    """hsm must have element_name and language with code."""


class _Language(msgspec.Struct):
    code: str


class _Localizable(msgspec.Struct):
    default: str
    currency: dict[str, Any] | None = None
    date_time: dict[str, Any] | None = None


class _Hsm(msgspec.Struct):
    """The first form of a template; `namespace` has no meaning any more."""

    element_name: str
    language: _Language
    localizable_params: list[_Localizable] = []


def message(body: bytes, members: Members) -> bytes:
    """`members`: the body's own. Most messages only lack the name of the product."""
    changed = _hsm_as_template(_preview_inside(members))
    return with_product(body if changed is members else msgspec.json.encode(changed))


def with_product(body: bytes) -> bytes:
    """A JSON object with `messaging_product` in front; all its other bytes stay."""
    rest = body.lstrip()[1:].lstrip()
    return b"{" + PRODUCT + (b"" if rest.startswith(b"}") else b",") + rest


def _preview_inside(members: Members) -> Members:
    """`preview_url` stood beside the text, and stands in it now."""
    if "preview_url" not in members or "text" not in members:
        return members
    try:
        text = msgspec.json.decode(members["text"], type=Members)
    except msgspec.ValidationError:
        return members
    inside = {"preview_url": members["preview_url"], **text}
    others = {name: value for name, value in members.items() if name != "preview_url"}
    return {**others, "text": msgspec.Raw(msgspec.json.encode(inside))}


def _hsm_as_template(members: Members) -> Members:
    if "hsm" not in members:
        return members
    try:
        hsm = msgspec.json.decode(members["hsm"], type=_Hsm)
    except msgspec.ValidationError as error:
        raise BadHsm(f"hsm is not valid: {error}", field="hsm") from error
    template: dict[str, Any] = {"name": hsm.element_name, "language": {"code": hsm.language.code}}
    if hsm.localizable_params:
        parameters = [_parameter(one) for one in hsm.localizable_params]
        template["components"] = [{"type": "body", "parameters": parameters}]
    others = {name: value for name, value in members.items() if name not in {"hsm", "type"}}
    return {**others, "type": TEMPLATE, "template": msgspec.Raw(msgspec.json.encode(template))}


def _parameter(given: _Localizable) -> dict[str, Any]:
    if given.currency:
        amount = {
            "fallback_value": given.default,
            "code": given.currency.get("currency_code"),
            "amount_1000": given.currency.get("amount_1000"),
        }
        return {"type": "currency", "currency": amount}
    if given.date_time:
        return {"type": "date_time", "date_time": {"fallback_value": given.default}}
    return {"type": "text", "text": given.default}
