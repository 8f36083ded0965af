"""What callers may filter and sort channels by (contract partner-api §3.4)."""

from partnerhub.db.listing import Field, Listing, texts
from partnerhub.domain.clients import LISTING as CLIENTS

SETUP_TEXTS = (
    "phone_name", "verification_method", "default_language", "new_name_status", "certificate",
    "configuration_type", "region", "error",
)  # fmt: skip
SETUP_FLAGS = ("was_in_use", "ivr", "has_integration_layer")
PROFILE = ("about_text", "business_vertical", "business_description", "contact_email")
PROJECT = ("id", "name", "license_model", "inbox")
WABA = (
    "id",
    "name",
    "namespace",
    "client_id",
    "external_id",
    "status",
    "fb_account_status",
    "fb_business_id",
)
CLIENT = "JOIN client c ON c.partner_id = t.partner_id AND c.id = t.client_id"
WABA_ACCOUNT = "JOIN waba w ON w.partner_id = t.partner_id AND w.id = t.waba_id"

LISTING = Listing(
    key="partner_channels",
    table="channel t",
    kept="channels",
    joins={"client": CLIENT, "waba": WABA_ACCOUNT},
    fields={
        **texts(
            "t", "id", "client_id", "status", "account_mode", "availability_status", "hub_status", "meta_status", "type",
            "external_id", "current_limit", "current_quality_rating",
        ),
        "waba_account_id": Field("t.waba_id"),
        "version": Field("t.version", "integer"),
        **{name: Field(f"t.{name}", "boolean") for name in ("is_migrated", "is_oba", "has_inbox", "is_on_biz_app")},
        **{
            name: Field(f"t.{name}", "time")
            for name in ("created_at", "modified_at", "billing_started_at", "cancelled_at", "terminated_at")
        },
        **{f"profile_info.{name}": Field(f"t.profile_info ->> '{name}'") for name in PROFILE},
        "setup_info.phone_number": Field("t.phone_number"),
        **{f"setup_info.{name}": Field(f"t.setup_info ->> '{name}'") for name in SETUP_TEXTS},
        **{f"setup_info.{name}": Field(f"(t.setup_info ->> '{name}')::boolean", "boolean") for name in SETUP_FLAGS},
        "setup_info.shards_number": Field("(t.setup_info ->> 'shards_number')::bigint", "integer"),
        **{f"project.{name}": Field(f"t.project ->> '{name}'") for name in PROJECT},
        "integration.app_id": Field("t.app_id"),
        "integration.state": Field("t.app_state"),
        "integration.enabled": Field("(t.app_state = 'running')", "boolean"),
        **{
            f"client.{name}": Field(f"c.{field.sql.removeprefix('t.')}", field.kind, "client")
            for name, field in CLIENTS.fields.items()
        },
        **{f"waba_account.{name}": Field(f"w.{name}", join="waba") for name in WABA},
    },
    search=("t.id", "t.external_id", "t.phone_number", "t.setup_info ->> 'phone_name'", "c.name"),
)  # fmt: skip
