"""Examples of what partners change about a channel at Meta."""

from typing import Any

from partnerhub.surfaces.partner_api.wire.example import Example, asked

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
