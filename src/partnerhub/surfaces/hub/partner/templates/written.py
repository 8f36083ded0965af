"""A template as a form holds it, and as Meta has it: one becomes the other (contract messaging-and-meta B.3)."""

import re
from typing import Any

import msgspec
from litestar.datastructures import FormMultiDict

MOST_BUTTONS = 10
VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")
MEDIA = {"IMAGE", "VIDEO", "DOCUMENT"}


class Button(msgspec.Struct, frozen=True):
    """`value`: a URL, a phone number or the sample of a code."""

    type: str = ""
    text: str = ""
    value: str = ""


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """`samples`: one line for each variable of the body; `header_sample`: of the header's variable, or a medium's handle.

    `draft_id`: of what was kept unsent, else empty. `minutes`: of an authentication template's code. Its text is Meta's own.
    """

    draft_id: str = ""
    waba_id: str = ""
    name: str = ""
    language: str = "en"
    category: str = "UTILITY"
    header: str = ""
    header_text: str = ""
    header_sample: str = ""
    body: str = ""
    samples: str = ""
    footer: str = ""
    minutes: str = ""
    buttons: tuple[Button, ...] = ()


TEXTS = tuple(name for name in Written.__struct_fields__ if name != "buttons")


def read(form: FormMultiDict) -> Written:
    given = {name: _line(form.get(name)) for name in TEXTS if name in form}
    columns = ([_line(one) for one in form.getall(f"button_{part}", [])] for part in ("type", "text", "value"))
    rows = zip(*columns, strict=False)
    return Written(**given, buttons=tuple(Button(*row) for row in rows if row[0])[:MOST_BUTTONS])


def variables(text: str) -> list[str]:
    """The names or numbers in it, each once, in the order in which they come."""
    return list(dict.fromkeys(VARIABLE.findall(text)))


def components(written: Written) -> list[dict[str, Any]]:
    if written.category == "AUTHENTICATION":
        footer = [{"type": "FOOTER", "code_expiration_minutes": int(written.minutes)}] if written.minutes else []
        copied = {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE", "text": "Copy code"}]}
        return [{"type": "BODY", "add_security_recommendation": True}, *footer, copied]
    made = [_header(written), _body(written)]
    made += [{"type": "FOOTER", "text": written.footer}] if written.footer else []
    made += [{"type": "BUTTONS", "buttons": [_button(one) for one in written.buttons]}] if written.buttons else []
    return [one for one in made if one]


def _header(written: Written) -> dict[str, Any]:
    if not written.header:
        return {}
    made: dict[str, Any] = {"type": "HEADER", "format": written.header}
    if written.header == "TEXT":
        made["text"] = written.header_text
        if found := variables(written.header_text):
            made["example"] = _example("header_text", found, [written.header_sample], nested=False)
    elif written.header in MEDIA:
        made["example"] = {"header_handle": [written.header_sample]}
    return made


def _body(written: Written) -> dict[str, Any]:
    made: dict[str, Any] = {"type": "BODY", "text": written.body}
    if found := variables(written.body):
        made["example"] = _example("body_text", found, written.samples.splitlines(), nested=True)
    return made


def _example(name: str, found: list[str], samples: list[str], *, nested: bool) -> dict[str, Any]:
    if is_named(found):
        pairs = zip(found, samples, strict=False)
        return {f"{name}_named_params": [{"param_name": one, "example": sample} for one, sample in pairs]}
    ordered = [sample for _, sample in sorted(zip(map(int, found), samples, strict=False))]
    return {name: [ordered] if nested else ordered}


def _button(button: Button) -> dict[str, Any]:
    made: dict[str, Any] = {"type": button.type, "text": button.text}
    if button.type == "URL":
        made["url"] = button.value
        if variables(button.value):
            made["example"] = [VARIABLE.sub("sample", button.value)]
    elif button.type == "PHONE_NUMBER":
        made["phone_number"] = button.value
    elif button.type == "COPY_CODE":
        made = {"type": "COPY_CODE", "example": button.value}
    return made


def is_named(found: list[str]) -> bool:
    return any(not one.isdecimal() for one in found)


def _line(value: Any) -> str:
    """What a field holds; browsers send line ends as two characters."""
    return value.replace("\r\n", "\n").replace("\0", "").strip() if isinstance(value, str) else ""
