"""What a strictly typed client makes of our answers: no field takes null that .NET's integration cannot read as null (§17.3).

Unknown keys are ignored, a missing key is the type's default, and a number with a point is no integer.
"""

from datetime import datetime
from typing import Any, Literal

import msgspec

AccountStatus = Literal[
    "verified", "not_verified", "rejected", "pending_submission", "failed", "pending", "pending_need_more_info", "unknown"
]  # fmt: skip
ChannelStatus = Literal[
    "created", "unverified", "verified", "ready", "new_name_requested", "certificate_declined", "error", "modified",
    "imported", "consents_signed", "porting_ready", "ready_for_migration", "waiting_for_migration_code",
    "migration_code_requested",
]  # fmt: skip
NONE = datetime.min  # noqa: DTZ901  what .NET has where a date is missing


class Author(msgspec.Struct):
    user_id: str
    user_name: str


class Contact(msgspec.Struct):
    email: str = ""
    full_name: str = ""
    phone: str = ""
    country: str = ""


class Client(msgspec.Struct, kw_only=True):
    id: str
    name: str
    status: Literal["active"]
    max_channels: int
    organisation: str = ""
    partner_payload: str | None = None
    contact_info: Contact
    contact_user: dict[str, str]
    meta_info: dict[str, str]
    suspicious: bool = False
    created_at: datetime
    modified_at: datetime
    created_by: Author
    modified_by: Author


class Setup(msgspec.Struct, kw_only=True):
    phone_number: str
    phone_name: str = ""
    was_in_use: bool = False
    ivr: bool = False
    verification_method: Literal["sms", "voice"] = "sms"
    has_integration_layer: bool = False
    shards_number: int = 0


class OnBehalfOf(msgspec.Struct, kw_only=True):
    id: str = ""
    name: str = ""
    type: str = ""
    status: Literal["submitted", "approved", "rejected", "denied", ""] = ""


class Account(msgspec.Struct, kw_only=True):
    id: str
    name: str
    namespace: str
    external_id: str
    status: str
    fb_account_status: AccountStatus
    on_behalf_of_business_info: OnBehalfOf | None = None
    created_at: datetime
    created_by: Author


class ClientOfChannel(msgspec.Struct, kw_only=True):
    id: str
    name: str
    partner_payload: str | None = None
    contact_info: Contact


class Connection(msgspec.Struct):
    enabled: bool
    app_id: str
    state: str


class Channel(msgspec.Struct, kw_only=True):
    id: str
    client_id: str
    status: ChannelStatus
    account_mode: Literal["sandbox", "live"]
    availability_status: Literal["ready", "setting_up", "error"]
    version: int
    is_migrated: bool = False
    is_oba: bool = False
    has_inbox: bool = False
    created_at: datetime
    modified_at: datetime
    billing_started_at: datetime = NONE
    cancelled_at: datetime = NONE
    terminated_at: datetime = NONE
    setup_info: Setup
    waba_account: Account
    client: ClientOfChannel
    integration: Connection | None = None


class Partner(msgspec.Struct, kw_only=True):
    id: str
    brand_name: str | None
    logo_url: str | None
    webhook_url: str | None
    partner_redirect_url: str | None
    payment_plan: dict[str, Any]
    onboarding_deeplink_add_params: bool
    blocked_new_submission: bool
    payment_required: bool


class List(msgspec.Struct, kw_only=True):
    """What all lists have."""

    count: int
    filters: dict[str, Any]
    limit: int
    offset: int
    sort: list[str]
    total: int


class Clients(List, kw_only=True):
    clients: list[Client]


class Channels(List, kw_only=True):
    partner_channels: list[Channel]


class Template(msgspec.Struct, kw_only=True):
    id: str
    partner_id: str
    waba_account_id: str
    name: str
    status: Literal["created", "submitted", "pending", "approved", "rejected"]
    language: str
    category: str
    components: list[dict[str, Any]]
    rejected_reason: str
    namespace: str
    external_id: str
    created_at: datetime
    modified_at: datetime
    created_by: Author
    modified_by: Author


class Templates(List, kw_only=True):
    waba_templates: list[Template]


class Key(msgspec.Struct):
    """Ids are strings of digits."""

    id: str
    address: str
    api_key: str
    app_id: str


class Keys(msgspec.Struct):
    api_keys: list[Key]


class Renewal(msgspec.Struct):
    date: datetime
    amount: float


class Usage(msgspec.Struct, kw_only=True):
    period_date: datetime
    quantity: int
    paid_quantity: int
    free_quantity: int
    free_tier: int
    free_entry_point: int
    total_price: float
    business_initiated_quantity: int
    business_initiated_paid_quantity: int
    business_initiated_price: float
    marketing_quantity: int
    marketing_paid_quantity: int
    marketing_price: float


class Balance(msgspec.Struct, kw_only=True):
    balance: float
    currency: Literal["usd", "eur"]
    estimated_template_cost: float
    granularity: Literal["day", "month"]
    bi_price_for_currency_and_client_country: float
    ui_price_for_currency_and_client_country: float
    last_renewal: Renewal | None = None
    usage: list[Usage]


class Said(msgspec.Struct, kw_only=True):
    success: bool
    http_code: int
    developer_message: str
    details: list[str] = []


class Meta(msgspec.Struct):
    meta: Said


class Token(msgspec.Struct, kw_only=True):
    access_token: str
    refresh_token: str
    token_type: Literal["Bearer"]
    expires_in: int


class Refusal(Meta, kw_only=True):
    """Of `/token`: OAuth's two keys beside ours."""

    error: str
    error_description: str
