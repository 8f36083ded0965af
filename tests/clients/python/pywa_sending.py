"""pywa as a sender: every kind of message it knows."""

import datetime as dt

from checks import WORLD, check, control, failure, main
from pywa import types
from pywa.errors import WhatsAppError
from pywa_client import FOUR, client

wa, to = client(), WORLD["customer"]
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


@check
def sends_text_with_a_reply_and_a_tracker() -> None:
    first = wa.send_message(to, "Hello", preview_url=True)
    assert first.id.startswith("wamid.")
    assert wa.send_message(to, "Again", reply_to_message_id=first.id, tracker="t-1").id != first.id


@check
def sends_buttons_a_list_and_a_link() -> None:
    wa.send_message(to, "Coming?", footer="Soon", buttons=[types.Button("Yes", "y"), types.Button("No", "n")])
    rows = [types.SectionRow("One", "1", "The first")]
    wa.send_message(to, "Choose", buttons=types.SectionList("Open", [types.Section("All", rows)]))
    wa.send_message(to, "See", buttons=types.URLButton("Open", "https://example.com"))


@check
def asks_for_a_location_and_for_permission_to_call() -> None:
    wa.request_location(to, "Where are you?")
    wa.send_message(to, "May we call?", buttons=types.CallPermissionRequestButton())
    wa.send_message(to, "Call us", buttons=types.VoiceCallButton("Call now"))


@check
def sends_every_kind_of_media() -> None:
    wa.send_image(to, PNG, caption="A", mime_type="image/png")
    wa.send_image(to, "https://example.com/a.png", caption="A", buttons=[types.Button("Nice", "n")], footer="B")
    wa.send_video(to, b"\0\0\0\x18ftypmp42", mime_type="video/mp4")
    wa.send_document(to, b"%PDF-1.4", filename="a.pdf", caption="A", mime_type="application/pdf")
    wa.send_audio(to, b"OggS" + b"\0" * 8, mime_type="audio/ogg")
    wa.send_voice(to, b"OggS" + b"\0" * 8, mime_type="audio/ogg; codecs=opus")
    wa.send_sticker(to, b"RIFF\0\0\0\0WEBP", mime_type="image/webp")


@check
def sends_a_reaction_a_place_and_contacts() -> None:
    sent = wa.send_message(to, "React")
    wa.send_reaction(to, "👍", sent.id)
    wa.remove_reaction(to, sent.id)
    wa.send_location(to, 52.5, 13.4, "Berlin", "Alexanderplatz")
    contact = types.Contact(
        types.Contact.Name("Ada Lovelace", first_name="Ada"), phones=[types.Contact.Phone("+49151")]
    )
    wa.send_contact(to, contact)


@check
def sends_products_and_the_catalog() -> None:
    wa.send_catalog(to, "Our catalog", "Footer", thumbnail_product_sku="SKU1")
    wa.send_product(to, "123", "SKU1", "A product")
    wa.send_products(to, "123", [types.ProductsSection("All", ["SKU1", "SKU2"])], "Products", "Choose")


@check
def marks_as_read_and_types() -> None:
    message = control("POST", f"customers/{to}/messages", to=WORLD["phone_id"], text="Hello?")["id"]
    assert wa.mark_message_as_read(message)
    assert wa.indicate_typing(message)


@check
def sends_a_flow() -> None:
    flow = wa.create_flow("Sent", ["OTHER"]).id
    button = types.FlowButton(
        title="Open",
        flow_id=flow,
        mode=types.FlowStatus.DRAFT,
        flow_token="t",
        flow_action_type=types.FlowActionType.NAVIGATE,
        flow_action_screen="START",
        **({} if FOUR else {"flow_message_version": "3"}),
    )
    wa.send_message(to, "Fill this in", buttons=button)


if FOUR:

    @check
    def sends_what_is_new_in_version_four() -> None:
        wa.request_contact_info(to, "Your number, please")
        sent = wa.send_message(to, "Pin me")
        wa.pin_message(to, sent.id, expiration_days=dt.timedelta(days=7))
        wa.unpin_message(to, sent.id)

    @check
    def writes_to_a_user_id_without_a_number() -> None:
        known = next(one for one in control("GET", "customers")["data"] if one["phone"] == to)
        sent = wa.send_message(known["user_id"], "Hello")
        assert sent.to == known["user_id"]


@check
def is_told_what_is_wrong() -> None:
    for wrong, code in (("15", 131009), (to, 100)):
        text = "x" * (5000 if code == 100 else 1)
        error = failure(WhatsAppError, lambda wrong=wrong, text=text: wa.send_message(wrong, text))
        assert (error.code if FOUR else error.error_code) == code, error
        assert error.fbtrace_id


@check
def is_told_what_whatsapp_does_not_carry() -> None:
    rows = [types.SectionRow("One", "same"), types.SectionRow("Two", "same")]
    twice = types.SectionList("Open", [types.Section("All", rows)])
    sound = wa.upload_media(b"OggS", mime_type="audio/ogg", filename="a.ogg").id
    wa.block_users([to])
    blocked = failure(WhatsAppError, lambda: wa.send_message(to, "Hello"))
    wa.unblock_users([to])
    for error, code in (
        (failure(WhatsAppError, lambda: wa.send_message(to, "Choose", buttons=twice)), 131009),
        (failure(WhatsAppError, lambda: wa.send_image(to, "1234567", mime_type="image/png")), 100),
        (failure(WhatsAppError, lambda: wa.upload_media(b"x", mime_type="text/csv", filename="a.csv")), 100),
        (blocked, 131026),
    ):
        assert (error.code if FOUR else error.error_code) == code, error
    assert wa.send_audio(to, sound)


main()
