"""Endpoints of numbers at Meta, one line each (contract partner-api §7.4, §9)."""

from partnerhub.surfaces.partner_api.numbers import operations, sharing
from partnerhub.surfaces.partner_api.wire.documentation import Doc

P = "/api/v2/partners/{partner_id:str}"
CH = P + "/clients/{client_id:str}/channels/{channel_id:str}"
COMMERCE = CH + "/whatsapp_commerce_settings"
SHARING = P + "/account_sharing"

OF_NUMBERS: tuple[Doc, ...] = (
    Doc("POST", CH + "/display_name", operations.rename, 200, "Channels", "Ask for another display name", upstream=True),
    Doc("POST", CH + "/enable_ctwa", operations.enable_ctwa, 200, "Channels", "Switch click-to-WhatsApp ads on", upstream=True),
    Doc("POST", CH + "/disable_ctwa", operations.disable_ctwa, 200, "Channels", "Switch them off", upstream=True),
    Doc("GET", COMMERCE, operations.read_commerce, 200, "Channels", "Read the shop settings", upstream=True),
    Doc("POST", COMMERCE, operations.change_commerce, 200, "Channels", "Set the shop settings", upstream=True),
    Doc("POST", SHARING + "/clients", sharing.create_client, 200, "Account sharing", "Make a client"),
    Doc("POST", SHARING + "/numbers", sharing.share, 200, "Account sharing", "Onboard a WABA's numbers", upstream=True),
    Doc("GET", SHARING + "/numbers/{signup_id:str}", sharing.progress, 200, "Account sharing", "Follow their onboarding"),
)  # fmt: skip
