"""A message: what each type of it may hold at most (contract A.3)."""

import re
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from partnerhub.domain.messaging.limits.wording import Beyond, check

MAX_TEXT, MAX_BODY, MAX_LIST_BODY, MAX_ROWS, MAX_PRODUCTS = 4096, 1024, 4096, 10, 30
PHONE = re.compile(r"\+?[\d\s().-]+")
DIGITS = range(7, 16)

Short = Annotated[str, Meta(max_length=20)]
Line = Annotated[str, Meta(max_length=60)]
Echo = Annotated[str, Meta(max_length=512)]


class Text(msgspec.Struct):
    body: Annotated[str, Meta(min_length=1, max_length=MAX_TEXT)]


class Medium(msgspec.Struct):
    """By `id` when it was uploaded, else by `link`."""

    id: str | int | None = None
    link: str | None = None
    caption: Annotated[str, Meta(max_length=1024)] | None = None


class Location(msgspec.Struct):
    latitude: Annotated[float, Meta(ge=-90, le=90)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]


class Name(msgspec.Struct):
    formatted_name: Annotated[str, Meta(min_length=1)]


class Contact(msgspec.Struct):
    name: Name


class Reaction(msgspec.Struct):
    message_id: str
    emoji: str


class Language(msgspec.Struct):
    code: Annotated[str, Meta(min_length=1)]


class Template(msgspec.Struct):
    name: Annotated[str, Meta(min_length=1, max_length=512)]
    language: Language


class Reply(msgspec.Struct):
    id: Annotated[str, Meta(min_length=1, max_length=256)]
    title: Annotated[Short, Meta(min_length=1)]


class Button(msgspec.Struct):
    reply: Reply | None = None


class Row(msgspec.Struct):
    id: Annotated[str, Meta(min_length=1, max_length=200)]
    title: Annotated[str, Meta(min_length=1, max_length=24)]
    description: Annotated[str, Meta(max_length=72)] | None = None


class Section(msgspec.Struct):
    title: Annotated[str, Meta(max_length=24)] | None = None
    rows: list[Row] = []
    product_items: Annotated[list[msgspec.Raw], Meta(max_length=MAX_PRODUCTS)] = []


class Action(msgspec.Struct):
    buttons: Annotated[list[Button], Meta(min_length=1, max_length=3)] | None = None
    button: Short | None = None
    sections: Annotated[list[Section], Meta(min_length=1, max_length=10)] | None = None


class Header(msgspec.Struct):
    text: Line | None = None


class Body(msgspec.Struct):
    text: Annotated[str, Meta(min_length=1, max_length=MAX_LIST_BODY)]


class Footer(msgspec.Struct):
    text: Line


class Interactive(msgspec.Struct):
    type: str
    action: Action | None = None
    header: Header | None = None
    body: Body | None = None
    footer: Footer | None = None


class Message(msgspec.Struct):
    """With `status` and nobody to send to it is none, but tells that one was read."""

    status: str | None = None
    message_id: str | None = None
    to: str | int | None = None
    recipient: str | None = None
    recipient_type: Literal["individual", "group"] | None = None
    type: str | None = None
    biz_opaque_callback_data: Echo | None = None
    text: Text | None = None
    image: Medium | None = None
    audio: Medium | None = None
    video: Medium | None = None
    document: Medium | None = None
    sticker: Medium | None = None
    location: Location | None = None
    contacts: Annotated[list[Contact], Meta(min_length=1, max_length=5)] | None = None
    reaction: Reaction | None = None
    interactive: Interactive | None = None
    template: Template | None = None

    @property
    def person(self) -> str | None:
        """Whom alone it goes to; a group is nobody alone."""
        to = self.to if self.to is not None else self.recipient
        return None if to is None or self.recipient_type == "group" else str(to)

    @property
    def is_receipt(self) -> bool:
        return self.status is not None and self.to is None and self.recipient is None


MEDIA = ("image", "audio", "video", "document", "sticker")
PARTS = frozenset((*MEDIA, "text", "location", "contacts", "reaction", "interactive", "template"))


def check_message(body: bytes) -> Message:
    """`body` is a JSON object. Raises Beyond. A type that is not known here is Meta's to judge."""
    message = check(body, Message)
    if message.is_receipt:
        return message
    _addressed(message)
    kind = message.type or "text"
    if kind in PARTS and getattr(message, kind) is None:
        raise Beyond(f"The parameter {kind} is required.")
    if kind in MEDIA:
        _one_source(kind, getattr(message, kind))
    if kind == "interactive" and message.interactive is not None:
        _interactive(message.interactive)
    return message


def _addressed(message: Message) -> None:
    if message.to is None and message.recipient is None:
        raise Beyond("The parameter to is required.")
    if message.to is None or message.recipient_type == "group":
        return
    given = str(message.to)
    digits = sum(map(str.isdigit, given))
    if not PHONE.fullmatch(given.strip()) or digits not in DIGITS:
        raise Beyond(f"Param to must be a phone number with its country code, not '{given[:40]}'.")


def _one_source(kind: str, medium: Medium) -> None:
    if (medium.id is None) == (medium.link is None):
        raise Beyond(f"Exactly one of {kind}['id'] and {kind}['link'] must be given.")
    if medium.link is not None and not medium.link.startswith(("https://", "http://")):
        raise Beyond(f"Param {kind}['link'] must begin with https:// or http://.")


def _interactive(given: Interactive) -> None:
    """Lists may say more than others, and count their rows over all sections."""
    if given.type != "list" and given.body is not None and len(given.body.text) > MAX_BODY:
        raise Beyond(f"Param interactive['body']['text'] must be at most {MAX_BODY} characters long.")
    sections = (given.action and given.action.sections) or []
    if sum(len(one.rows) for one in sections) > MAX_ROWS:
        raise Beyond(f"Param interactive['action']['sections'] must have at most {MAX_ROWS} rows in all.")
    if sum(len(one.product_items) for one in sections) > MAX_PRODUCTS:
        raise Beyond(f"Param interactive['action']['sections'] must have at most {MAX_PRODUCTS} products in all.")
