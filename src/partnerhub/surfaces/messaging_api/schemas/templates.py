"""Templates: made, listed, compared, put away (contract A.2, B.3)."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from partnerhub.surfaces.messaging_api.schemas.groups import Paging

Category = Literal["AUTHENTICATION", "MARKETING", "UTILITY"]
Object = dict[str, Any]


class TemplateButton(msgspec.Struct):
    type: str
    text: str | UnsetType = UNSET
    url: str | UnsetType = UNSET
    phone_number: str | UnsetType = UNSET
    example: Any = UNSET
    otp_type: str | UnsetType = UNSET
    flow_id: str | UnsetType = UNSET
    flow_action: str | UnsetType = UNSET
    navigate_screen: str | UnsetType = UNSET


class TemplateComponent(msgspec.Struct):
    """One part; which fields it has depends on its type."""

    type: str
    format: str | UnsetType = UNSET
    text: str | UnsetType = UNSET
    example: Object | UnsetType = UNSET
    buttons: list[TemplateButton] | UnsetType = UNSET
    cards: list[Object] | UnsetType = UNSET
    limited_time_offer: Object | UnsetType = UNSET
    add_security_recommendation: bool | UnsetType = UNSET
    code_expiration_minutes: int | UnsetType = UNSET


class TemplateIn(msgspec.Struct):
    """Either `components`, or the name of a template in Meta's library."""

    name: Annotated[str, Meta(min_length=1, max_length=512)]
    language: str
    category: Category
    components: list[TemplateComponent] | UnsetType = UNSET
    parameter_format: str | UnsetType = UNSET
    sub_category: str | UnsetType = UNSET
    allow_category_change: bool | UnsetType = UNSET
    message_send_ttl_seconds: int | UnsetType = UNSET
    cta_url_link_tracking_opted_out: bool | UnsetType = UNSET
    library_template_name: str | UnsetType = UNSET
    library_template_body_inputs: Object | UnsetType = UNSET
    library_template_button_inputs: list[Object] | UnsetType = UNSET


class TemplateMade(msgspec.Struct):
    id: str
    status: str
    category: str


class TemplateChange(msgspec.Struct):
    """What is not given stays; then the template is reviewed anew."""

    components: list[TemplateComponent] | UnsetType = UNSET
    category: Category | UnsetType = UNSET
    message_send_ttl_seconds: int | UnsetType = UNSET


class TemplateChanged(msgspec.Struct):
    success: bool
    id: str | UnsetType = UNSET
    name: str | UnsetType = UNSET
    category: str | UnsetType = UNSET


class TemplateQuality(msgspec.Struct):
    score: str
    date: int | UnsetType = UNSET
    reasons: list[str] | UnsetType = UNSET


class TemplateOut(msgspec.Struct):
    """With `fields` in the query, only those and the id."""

    id: str
    name: str | UnsetType = UNSET
    language: str | UnsetType = UNSET
    status: str | UnsetType = UNSET
    category: str | UnsetType = UNSET
    components: list[TemplateComponent] | UnsetType = UNSET
    parameter_format: str | UnsetType = UNSET
    sub_category: str | UnsetType = UNSET
    previous_category: str | UnsetType = UNSET
    correct_category: str | UnsetType = UNSET
    rejected_reason: str | UnsetType = UNSET
    quality_score: TemplateQuality | UnsetType = UNSET
    message_send_ttl_seconds: int | UnsetType = UNSET


class TemplateSummary(msgspec.Struct):
    total_count: int | UnsetType = UNSET
    message_template_count: int | UnsetType = UNSET
    message_template_limit: int | UnsetType = UNSET
    are_translations_complete: bool | UnsetType = UNSET


class TemplatePage(msgspec.Struct):
    data: list[TemplateOut]
    paging: Paging | UnsetType = UNSET
    summary: TemplateSummary | UnsetType = UNSET


class Archived(msgspec.Struct):
    """Archived templates are deleted after 28 days."""

    archived_templates: list[str]
    failed_templates: Object


class Unarchived(msgspec.Struct):
    unarchived_templates: list[str]
    failed_templates: Object


class Measure(msgspec.Struct):
    metric: str
    type: str
    order_by_relative_metric: list[str] | UnsetType = UNSET
    number_values: list[Object] | UnsetType = UNSET
    string_values: list[Object] | UnsetType = UNSET


class Compared(msgspec.Struct):
    data: list[Measure]


class LibraryTemplate(msgspec.Struct):
    name: str
    language: str
    category: str
    body: str
    id: str | UnsetType = UNSET
    topic: str | UnsetType = UNSET
    usecase: str | UnsetType = UNSET
    industry: list[str] | UnsetType = UNSET
    header: str | UnsetType = UNSET
    body_params: list[str] | UnsetType = UNSET
    body_param_types: list[str] | UnsetType = UNSET
    buttons: list[TemplateButton] | UnsetType = UNSET


class LibraryPage(msgspec.Struct):
    data: list[LibraryTemplate]
    paging: Paging | UnsetType = UNSET
