"""pywa as a receiver: its handlers must fire, its own check of the signature on."""

import threading
from typing import Any

from checks import WORLD, check, control, main, receiving, until
from pywa import types
from pywa_client import FOUR, client

TOKEN = "what we agreed on"
wa = client(app_secret=WORLD["app_secret"], verify_token=TOKEN, server=None)
fired: list[Any] = []
refused: list[int] = []


def posted(body: bytes, headers: Any) -> tuple[str, int]:
    signature = headers.get("X-Hub-Signature-256")
    if FOUR:
        answer = wa.webhook_update_validator(body, signature) or wa.webhook_update_handler(body)
    else:
        answer = wa.webhook_update_handler(body, signature)
    if answer[1] != 200:
        refused.append(answer[1])
    return str(answer[0]), answer[1]


def challenged(query: dict[str, str]) -> tuple[str, int]:
    answer = wa.webhook_challenge_handler(query.get("hub.verify_token", ""), query.get("hub.challenge", ""))
    return str(answer[0]), answer[1]


def heard(kind: type[Any], *wanted: Any) -> Any:
    """The first thing of that kind a handler got of which `wanted` says yes."""
    return until(
        lambda: next(
            (one for one in list(fired) if isinstance(one, kind) and all(is_it(one) for is_it in wanted)), None
        )
    )


def keep(_: Any, update: Any) -> None:
    fired.append(update)


for on in (
    wa.on_message,
    wa.on_callback_button,
    wa.on_callback_selection,
    wa.on_message_status,
    wa.on_flow_completion,
    wa.on_template_status_update,
    wa.on_template_components_update,
    wa.on_template_quality_update,
    wa.on_template_category_update,
    wa.on_call_connect,
    wa.on_call_terminate,
    wa.on_call_status,
    wa.on_call_permission_update,
    wa.on_phone_number_change,
    wa.on_identity_change,
    wa.on_user_marketing_preferences,
):
    on(keep)
url = receiving(challenged, posted)
customer, phone = WORLD["customer"], WORLD["phone_id"]


def quoted_by(update: Any) -> str:
    return update.reply_to_message.id if FOUR else update.reply_to_message.message_id


def writes(kind: str, content: dict[str, Any], **context: Any) -> str:
    return control("POST", f"customers/{customer}/messages", to=phone, type=kind, content=content, context=context)[
        "id"
    ]


@check
def takes_over_the_accounts_webhook_by_its_challenge() -> None:
    assert wa.override_waba_callback_url(url, TOKEN)


@check
def hears_a_message_and_its_answer() -> None:
    sent = wa.send_message(customer, "Hello", tracker="mine")
    answer = heard(types.Message, lambda one: one.text == "Thanks! You wrote: Hello")
    assert (answer.from_user.wa_id, answer.from_user.name, answer.metadata.phone_number_id) == (customer, "Cleo", phone)
    read = heard(types.MessageStatus, lambda one: one.id == sent.id and one.status == types.MessageStatusType.READ)
    assert read.tracker == "mine"
    delivered = heard(
        types.MessageStatus, lambda one: one.id == sent.id and one.status == types.MessageStatusType.DELIVERED
    )
    assert delivered.pricing.billable is False
    assert delivered.conversation.id
    assert not refused


@check
def hears_that_a_message_failed_and_why() -> None:
    sent = wa.send_message("4915199" + phone[-6:], "Is anybody there?")
    failed = heard(types.MessageStatus, lambda one: one.id == sent.id and one.status == types.MessageStatusType.FAILED)
    assert (failed.error.code if FOUR else failed.error.error_code) == 131026
    shy = control("POST", "customers", name="Shy", fails_with=131049)["phone"]
    for to, url, code in ((shy, "https://example.com/a.png", 131049), (customer, "https://shop.invalid/a.png", 131053)):
        sent = wa.send_image(to, url, mime_type="image/png")
        failed = heard(
            types.MessageStatus,
            lambda one, sent=sent: one.id == sent.id and one.status == types.MessageStatusType.FAILED,
        )
        assert (failed.error.code if FOUR else failed.error.error_code) == code


@check
def hears_what_buttons_and_lists_choose() -> None:
    sent = wa.send_message(customer, "Coming?", buttons=[types.Button("Yes", "y"), types.Button("No", "n")])
    pressed = heard(types.CallbackButton)
    assert (pressed.data, pressed.title, quoted_by(pressed)) == ("y", "Yes", sent.id)
    rows = [types.SectionRow("One", "first", "The first")]
    wa.send_message(customer, "Choose", buttons=types.SectionList("Open", [types.Section("All", rows)]))
    chosen = heard(types.CallbackSelection)
    assert (chosen.data, chosen.title, chosen.description) == ("first", "One", "The first")


@check
def hears_every_kind_of_message() -> None:
    media = wa.upload_media(b"\x89PNG\r\n\x1a\n", mime_type="image/png", filename="a.png").id
    picture = {"id": media, "mime_type": "image/png", "sha256": "x"}
    said = {
        "image": {**picture, "caption": "Look"},
        "video": picture,
        "document": {**picture, "filename": "a.pdf"},
        "audio": {**picture, "voice": True},
        "sticker": {**picture, "animated": False},
        "location": {"latitude": 52.5, "longitude": 13.4, "name": "Berlin"},
        "contacts": [
            {
                "name": {"formatted_name": "Ada", "first_name": "Ada"},
                "phones": [{"phone": "+49", "wa_id": "49", "type": "CELL"}],
            }
        ],
        "reaction": {"message_id": "wamid.1", "emoji": "👍"},
        "order": {
            "catalog_id": "1",
            "text": "x",
            "product_items": [{"product_retailer_id": "S", "quantity": 1, "item_price": 2.5, "currency": "EUR"}],
        },
    }
    for kind, content in said.items():
        message_id = control("POST", f"customers/{customer}/messages", to=phone, type=kind, content=content)["id"]
        message = heard(types.Message, lambda one, message_id=message_id: one.id == message_id)
        assert message.type == kind, kind
        assert getattr(message, kind), kind
    assert heard(types.Message, lambda one: one.type == "image").image.get_bytes().startswith(b"\x89PNG")


@check
def waits_for_the_reply() -> None:
    got: list[Any] = []

    def ask() -> None:
        got.append(wa.send_message(customer, "And your name?").wait_for_reply(timeout=60))

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join(15)
    assert "And your name?" in got[0].text


@check
def replies_quotes_reacts_and_marks_as_read() -> None:
    message_id = writes("text", {"body": "Hi"})
    message = heard(types.Message, lambda one: one.id == message_id)
    assert message.reply("Hello", quote=True).id
    assert message.react("❤️").id
    assert message.mark_as_read()
    quoted = writes("text", {"body": "I mean this"}, **{"from": phone, "id": message_id})
    assert quoted_by(heard(types.Message, lambda one: one.id == quoted)) == message_id


@check
def hears_at_the_apps_own_callback_what_becomes_of_templates() -> None:
    secret = wa.get_app_access_token(WORLD["app_id"], WORLD["app_secret"])
    fields = ["message_template_status_update", "message_template_quality_update", "template_category_update"]
    assert wa.set_app_callback_url(WORLD["app_id"], secret, url, TOKEN, fields)
    body = types.templates.BodyText("Hello")
    made = wa.create_template(
        types.templates.Template(
            name="heard_of",
            language=types.templates.TemplateLanguage.GERMAN,
            category=types.templates.TemplateCategory.UTILITY,
            components=[body],
        )
    )
    status = heard(types.templates.TemplateStatusUpdate, lambda one: str(one.template_id) == made.id)
    assert (status.template_name, status.new_status) == ("heard_of", types.templates.TemplateStatus.APPROVED)
    control("POST", f"templates/{made.id}/quality", score="RED")
    assert heard(types.templates.TemplateQualityUpdate).new_quality_score == "RED"
    control("POST", f"templates/{made.id}/category", category="MARKETING")
    assert heard(types.templates.TemplateCategoryUpdate).new_category == "MARKETING"


@check
def hears_nothing_of_those_it_has_blocked() -> None:
    wa.block_users([customer])
    unheard = writes("text", {"body": "Do you hear me?"})
    wa.unblock_users([customer])
    later = writes("text", {"body": "And now?"})
    heard(types.Message, lambda one: one.id == later)
    assert not [one for one in fired if isinstance(one, types.Message) and one.id == unheard]


main()
