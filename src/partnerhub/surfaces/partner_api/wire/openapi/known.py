"""Parameters that many operations share."""

from typing import Any

from partnerhub.surfaces.partner_api.wire.idempotency import LONGEST

IDS: dict[str, tuple[str, str]] = {  # contract §2; ids are opaque, so the examples say how they look
    "partner_id": ("The partner of the key or token.", "2g5ciQPA"),
    "client_id": ("A client of the partner.", "4rkmNKGkCL"),
    "channel_id": ("A channel: one phone number.", "erJ4aKCH"),
    "waba_id": ("A WABA account, by the id that ends in WA.", "qKOn3WWA"),
    "template_id": ("A template, by the id that ends in WT.", "gqh7gkLf8nZPcY4EpEbmWT"),
    "flow_id": ("A flow, by Meta's id.", "1786649272200251"),
    "endpoint_id": ("A webhook endpoint, by its id.", "whe_000000000017"),
    "event_id": ("An event, by the id of its envelope.", "evt_0190f7c1a2b37d1e8f0f3c5b7a9d2e46"),
    "change_id": ("A request to change partner, by its id.", "pcr_01928f0c7d2e7a4b8c1d2e3f4a5b6c7d"),
    "replay_id": ("A replay, by its id.", "rpl_01928f0c7d2e7a4b8c1d2e3f4a5b6c7d"),
    "link_id": ("An onboarding link, by its id.", "lnk_0190f7c1a2b37d1e8f0f3c5b7a9d2e46"),
    "signup_id": ("An onboarding of shared numbers.", "shr_01a2002fb45d7b568ab61431d6c8baef"),
    "user_id": ("A user of the partner, by its id.", "u7Hq0ZbX2cUS"),
    "key_id": ("A partner key, by its id.", "b8Kq2LxwPK"),
}
IDEMPOTENCY = "IdempotencyKey"
HEADER_PARAMETERS: dict[str, dict[str, Any]] = {
    IDEMPOTENCY: {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "A word of your own, one for each thing you want done. Repeated with the same body within 48"
        " hours it gets the first answer again, byte for byte; with another body it is refused with 422.",
        "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": LONGEST,
            "pattern": "^[!-~]([ -~]*[!-~])?$",
            "examples": ["5f0c7bb4-order-4711"],
        },
    }
}
