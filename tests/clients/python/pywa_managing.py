"""pywa as a manager: the account, its numbers, templates, flows, files and what else it can set."""

from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from checks import WORLD, check, control, failure, main
from pywa import types
from pywa.errors import WhatsAppError
from pywa_client import FOUR, client

wa, waba_id, phone_id = client(app_secret=WORLD["app_secret"]), WORLD["waba_id"], WORLD["phone_id"]
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


def fails(code: int, act: Any) -> None:
    error = failure(WhatsAppError, act)
    assert (error.code if FOUR else error.error_code) == code, error


@check
def reads_the_account_with_all_its_fields() -> None:
    account = wa.get_business_account()
    assert (account.id, account.name, account.currency) == (waba_id, "Bakery", "USD")
    assert account.timezone_id
    assert account.on_behalf_of_business_info.id == WORLD["business_id"]
    assert account.subscribed_apps[0].id == WORLD["app_id"]
    assert account.health_status["can_send_message"] == "AVAILABLE"


@check
def reads_numbers_with_all_their_fields() -> None:
    number = wa.get_business_phone_number()
    assert (number.id, number.verified_name, number.code_verification_status) == (phone_id, "Bakery", "VERIFIED")
    assert number.health_status["entities"]
    assert number.throughput == {"level": "STANDARD"}
    assert [one.id for one in wa.get_business_phone_numbers()] == [phone_id]


@check
def changes_settings_and_the_profile() -> None:
    assert wa.get_business_phone_number_settings().storage_configuration is not None
    commands = [types.Command("help", "What can I do?")]
    wa.update_conversational_automation(
        ice_breakers=["Order"], commands=commands, **({} if FOUR else {"enable_chat_opened": True})
    )
    automation = wa.get_business_phone_number().conversational_automation
    assert (automation.ice_breakers, automation.commands[0].name) == (("Order",), "help")
    assert wa.update_display_name("Bakery Two")
    assert wa.update_business_profile(
        about="Open",
        address="Street 1",
        description="Bread",
        email="a@example.com",
        websites=["https://example.com"],
        industry=types.Industry.RETAIL,
        profile_picture=PNG,
    )
    profile = wa.get_business_profile()
    assert (profile.about, profile.industry, profile.websites[0]) == (
        "Open",
        types.Industry.RETAIL,
        "https://example.com",
    )
    assert profile.profile_picture_url.startswith("http")


@check
def shows_and_hides_the_catalog() -> None:
    assert wa.update_commerce_settings(is_catalog_visible=True, is_cart_enabled=False)
    assert (wa.get_commerce_settings().is_catalog_visible, wa.get_commerce_settings().is_cart_enabled) == (True, False)


@check
def turns_calling_on() -> None:
    wa.update_business_phone_number_settings(
        calling=types.calls.CallingSettings(
            status=types.calls.CallingSettingsStatus.ENABLED,
            call_icon_visibility=types.calls.CallIconVisibility.DEFAULT,
        )
    )
    assert wa.get_business_phone_number_settings().calling.status == types.calls.CallingSettingsStatus.ENABLED


@check
def uploads_fetches_and_deletes_media() -> None:
    uploaded = wa.upload_media(PNG, mime_type="image/png", filename="a.png")
    media_id = uploaded.id
    url = wa.get_media_url(media_id)
    assert (url.mime_type, url.file_size) == ("image/png", len(PNG))
    assert wa.get_media_bytes(url.url) == PNG
    folder = Path(mkdtemp())
    path = wa.download_media(url=url.url, path=str(folder), filename="b.png")
    assert Path(path).read_bytes() == PNG
    assert wa.delete_media(media_id)
    fails(100, lambda: wa.get_media_url(media_id))


@check
def makes_changes_and_deletes_qr_codes() -> None:
    code = wa.create_qr_code("Hello", image_type="PNG")
    assert code.qr_image_url
    assert wa.get_qr_code(code.code, image_type="SVG").prefilled_message == "Hello"
    assert wa.update_qr_code(code.code, "Good day").prefilled_message == "Good day"
    assert [one.code for one in wa.get_qr_codes()] == [code.code]
    assert wa.delete_qr_code(code.code)
    assert not wa.get_qr_codes()


@check
def blocks_and_unblocks_users() -> None:
    one = WORLD["customer"]
    assert wa.block_users([one]).added_users[0].wa_id == one
    assert one in [user.wa_id for user in wa.get_blocked_users()]
    assert wa.unblock_users([one]).removed_users[0].input == one
    assert not wa.get_blocked_users()


@check
def registers_deregisters_and_seals() -> None:
    assert wa.deregister_phone_number()
    fails(133010, lambda: wa.send_message(WORLD["customer"], "x"))
    assert wa.register_phone_number("123456")
    fails(133005, lambda: wa.register_phone_number("654321"))
    fails(100, lambda: wa.set_business_public_key("no key"))


@check
def reads_tokens() -> None:
    assert wa.get_app_access_token(WORLD["app_id"], WORLD["app_secret"])
    stranger = client(token="EAAnobody")
    fails(190, stranger.get_business_account)


if not FOUR:  # 4.5 leaves out an argument of its own

    @check
    def asks_whether_a_user_may_be_called() -> None:
        permissions = wa.get_call_permissions(WORLD["customer"])
        assert {one.action_name for one in permissions.actions} == {"start_call", "send_call_permission_request"}


if FOUR:

    @check
    def climbs_the_phone_ladder() -> None:
        admin = client(token=WORLD["system_token"])
        made = admin.create_phone_number(
            country_calling_code="49", phone_number="15200" + waba_id[-6:], verified_name="Third"
        )
        assert admin.request_verification_code(code_method="SMS", language_code="en_US", phone_id=made.id)
        code = control("GET", f"phones/{made.id}")["code"]
        fails(136025, lambda: admin.verify_phone_number("000000" if code != "000000" else "111111", phone_id=made.id))
        assert admin.verify_phone_number(code, phone_id=made.id)
        assert admin.register_phone_number("123456", phone_id=made.id)

    @check
    def lists_the_accounts_of_a_portfolio() -> None:
        admin = client(token=WORLD["system_token"])
        assert waba_id in [
            one.id for one in admin.get_owned_business_accounts(business_portfolio_id=WORLD["business_id"])
        ]
        assert waba_id in [
            one.id for one in admin.get_shared_business_accounts(business_portfolio_id=WORLD["business_id"])
        ]

    @check
    def changes_the_account() -> None:
        wa.update_business_account_settings(disable_marketing_messages_on_cloud_api=True)
        assert wa.get_business_account().disable_marketing_messages_on_cloud_api is True
        wa.update_business_account_settings(disable_marketing_messages_on_cloud_api=False)

    @check
    def adopts_a_username() -> None:
        wanted = "bakery" + waba_id[-8:]
        assert wa.set_username(wanted).status in {
            types.others.UsernameStatusType.APPROVED,
            types.others.UsernameStatusType.RESERVED,
        }
        assert wa.get_current_username().username == wanted
        assert isinstance(wa.get_reserved_usernames(), tuple | list)
        assert wa.delete_username()

    @check
    def makes_signup_links() -> None:
        made = wa.create_signup(
            "Join", "Welcome", "https://example.com/privacy", website_url="https://example.com", accept_policy=True
        )
        assert wa.get_signup(made.id).message == "Join"
        assert wa.update_signup(made.id, message="Join us")
        assert wa.get_signup(made.id).disable()
        assert (wa.get_signup(made.id).message, wa.get_signup(made.id).status) == (
            "Join us",
            types.others.SignupStatus.DISABLED,
        )


main()
