"""pywa and templates: made, judged, found, sent, edited, compared, moved, deleted."""

import time
from typing import Any

from checks import WORLD, check, control, failure, main, until
from pywa import types
from pywa.errors import WhatsAppError
from pywa.types.templates import (
    AuthenticationBody,
    BodyText,
    Buttons,
    CopyCodeOTPButton,
    FooterText,
    HeaderImage,
    HeaderText,
    PhoneNumberButton,
    QuickReplyButton,
    Template,
    TemplateCategory,
    TemplateLanguage,
    TemplateStatus,
    URLButton,
)
from pywa_client import FOUR, client

wa, waba_id = client(app_secret=WORLD["app_secret"]), WORLD["waba_id"]
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


def fails(code: int, act: Any) -> None:
    error = failure(WhatsAppError, act)
    assert (error.code if FOUR else error.error_code) == code, error


def made(name: str, category: TemplateCategory = TemplateCategory.UTILITY, **more: Any) -> Any:
    components = [
        HeaderText("Hello {{name}}", name="Ada"),
        BodyText("Your order {{order}} is on its way, dear {{name}}.", order="12", name="Ada"),
        FooterText(text="Bakery"),
        Buttons(
            buttons=[
                QuickReplyButton(text="Thanks"),
                URLButton(text="Track", url="https://example.com/{{1}}", example="https://example.com/1"),
                PhoneNumberButton(text="Call", phone_number="+4915112345678"),
            ]
        ),
    ]
    return wa.create_template(
        Template(
            name=name,
            language=TemplateLanguage.ENGLISH_US,
            category=category,
            components=components,
            parameter_format=types.templates.ParamFormat.NAMED,
            **more,
        )
    )


def approved(template_id: str) -> Any:
    return until(lambda: (found := wa.get_template(template_id)).status == TemplateStatus.APPROVED and found)


@check
def creates_finds_edits_sends_and_deletes_templates() -> None:
    created = made("order_sent")
    assert created.id
    template = approved(created.id)
    assert (template.name, template.language, len(template.components)) == (
        "order_sent",
        TemplateLanguage.ENGLISH_US,
        4,
    )
    found = wa.get_templates(
        name="order_sent", statuses=[TemplateStatus.APPROVED], categories=[TemplateCategory.UTILITY]
    )
    assert [one.id for one in found] == [created.id]
    assert found.total_count >= 1
    assert wa.get_templates(name_or_content="on its way")
    wa.send_template(
        WORLD["customer"],
        "order_sent",
        TemplateLanguage.ENGLISH_US,
        [
            HeaderText.params(name="Ada"),
            BodyText.params(order="12", name="Ada"),
            QuickReplyButton.params(callback_data="t", index=0),
            URLButton.params(url_variable="7", index=1),
        ],
    )
    fails(132000, lambda: wa.send_template(WORLD["customer"], "order_sent", TemplateLanguage.ENGLISH_US, []))
    fails(132001, lambda: wa.send_template(WORLD["customer"], "no_such", TemplateLanguage.ENGLISH_US, []))
    assert wa.update_template(created.id, new_components=[BodyText("All new")]).success
    approved(created.id)
    assert wa.delete_template("order_sent")
    fails(100, lambda: wa.get_template(created.id))


@check
def creates_a_template_with_a_picture() -> None:
    components = [HeaderImage(PNG, mime_type="image/png"), BodyText("Look")]
    made = wa.create_template(
        Template(
            name="picture", language=TemplateLanguage.GERMAN, category=TemplateCategory.MARKETING, components=components
        )
    )
    approved(made.id)
    wa.send_template(
        WORLD["customer"], "picture", TemplateLanguage.GERMAN, [HeaderImage.params(image="https://example.com/a.png")]
    )


@check
def is_told_what_is_wrong_with_a_template() -> None:
    fails(
        100,
        lambda: wa.create_template(
            Template(
                name="Wrong Name",
                language=TemplateLanguage.GERMAN,
                category=TemplateCategory.UTILITY,
                components=[BodyText("x")],
            )
        ),
    )
    created = made("please_reject_this")
    rejected = until(lambda: (one := wa.get_template(created.id)).status == TemplateStatus.REJECTED and one)
    assert rejected.rejected_reason


@check
def makes_authentication_templates_in_several_languages() -> None:
    found = wa.upsert_authentication_template(
        name="otp",
        languages=[TemplateLanguage.ENGLISH_US, TemplateLanguage.GERMAN],
        otp_button=CopyCodeOTPButton(),
        add_security_recommendation=True,
        code_expiration_minutes=5,
    )
    created = found if FOUR else found.templates
    assert {one.id for one in created} == {one.id for one in wa.get_templates(name="otp")}
    approved(next(one.id for one in wa.get_templates(name="otp") if one.language == TemplateLanguage.ENGLISH_US))
    wa.send_template(
        WORLD["customer"],
        "otp",
        TemplateLanguage.ENGLISH_US,
        [
            AuthenticationBody.params(otp="123456"),
            CopyCodeOTPButton.params(otp="123456"),
        ],
    )


@check
def compares_migrates_and_unpauses_templates() -> None:
    one, two = made("one"), made("two")
    approved(one.id), approved(two.id)
    now = int(time.time())
    compared = wa.compare_templates(one.id, two.id, start=now - 7 * 86400, end=now)
    assert compared.times_sent == {one.id: 0, two.id: 0}
    other = control("POST", "wabas", name="Second", business_id=WORLD["business_id"])["id"]
    admin = client(token=WORLD["system_token"])
    admin.delete_template("hello_world", waba_id=other)
    moved = admin.migrate_templates(waba_id, destination_waba_id=other)
    assert len(moved.migrated if FOUR else moved.migrated_templates) >= 2
    control("POST", f"templates/{one.id}/verdict", status="PAUSED", reason="NONE")
    assert wa.unpause_template(one.id).success
    assert wa.get_template(one.id).status == TemplateStatus.APPROVED


if FOUR:

    @check
    def archives_templates() -> None:
        one = made("old")
        approved(one.id)
        archived = wa.archive_templates([one.id])
        assert archived.archived == (one.id,), archived
        assert wa.unarchive_templates([one.id]).unarchived == (one.id,)


main()
