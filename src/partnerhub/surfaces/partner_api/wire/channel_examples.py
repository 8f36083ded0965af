"""Examples of what partners change about a channel at Meta, and of account sharing."""

from typing import Any

from partnerhub.surfaces.partner_api.wire.example import Example, asked

SHARING = "/api/v2/partners/{partner_id}/account_sharing"
CHANNEL = "/api/v2/partners/{partner_id}/clients/{client_id}/channels/{channel_id}"
COMMERCE = {"id": "491234567890123", "is_cart_enabled": True, "is_catalog_visible": False}


def of_channels(channel: dict[str, Any]) -> dict[tuple[str, str], tuple[Example, ...]]:
    """`channel`: one as the API shows it."""
    renamed = channel | {"setup_info": channel["setup_info"] | {"new_name_status": "PENDING_REVIEW"}}
    counted = channel | {"ctwa": {"enabled": True, "dataset_id": "594425479261596"}}
    return {
        ("POST", CHANNEL + "/display_name"): (asked({"new_display_name": "My New Display Name"}), Example(renamed)),
        ("POST", CHANNEL + "/enable_ctwa"): (Example(counted),),
        ("POST", CHANNEL + "/disable_ctwa"): (Example(channel),),
        ("GET", CHANNEL + "/whatsapp_commerce_settings"): (Example({"data": [COMMERCE]}),),
        ("POST", CHANNEL + "/whatsapp_commerce_settings"): (
            asked({"is_catalog_visible": True}),
            Example({"success": True}),
        ),
    }


NUMBERS = {
    "solution_id": "1057285829203717",
    "waba_external_id": "827461526503399",
    "client_id": "4rkmNKGkCL",
    "waba_business_id": None,
    "tier": "regular",
    "channel_external_id": "795727702141499",
}
STARTED = "shr_01a2002fb45d7b568ab61431d6c8baef"


def of_sharing(client: dict[str, Any]) -> dict[tuple[str, str], tuple[Example, ...]]:
    """`client`: one as the API shows it."""
    contact = {"name": "Bluebird Travel", "email": "jo@bluebird.example", "user_name": "Jo Miller"}
    wait = {"message": "Success. Please wait, your number is onboarding."}
    progress = {"id": STARTED, "client_id": "4rkmNKGkCL", "status": "live", "step": "live", "channels": ["erJ4aKCH"]}
    return {
        ("POST", SHARING + "/clients"): (asked(contact), Example(client | {"client_id": client["id"]})),
        ("POST", SHARING + "/numbers"): (asked(NUMBERS), Example({"id": STARTED} | NUMBERS | wait)),
        ("GET", SHARING + "/numbers/{signup_id}"): (Example(progress | {"error": None}),),
    }
