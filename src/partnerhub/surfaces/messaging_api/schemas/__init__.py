"""Schemas of what is asked and answered: of bodies, read off the very types that they are checked by."""

from functools import cache
from typing import Any, cast

import msgspec

from partnerhub.domain.messaging import limits
from partnerhub.domain.webhooks.destinations import MultiWebhook
from partnerhub.surfaces.messaging_api.multi_webhook import AppendIn, ChangeIn, SwitchIn
from partnerhub.surfaces.messaging_api.schemas import (
    answers,
    calling,
    groups,
    marketing,
    template_words,
    templates,
    words,
)
from partnerhub.surfaces.messaging_api.webhook import MessageOut, WabaWebhookIn, WebhookIn, WebhookOut

Schema = dict[str, Any]
REF = "#/components/schemas/"
TEMPLATE, GROUP = "/message_templates/{template_id}", "/groups/{group_id}"
WORDS = groups.WORDS | calling.WORDS | template_words.WORDS | marketing.WORDS | words.WORDS
PASSED = words.PASSED | groups.PASSED
ASKED: dict[tuple[str, str], type] = {
    ("POST", "/messages"): limits.Message,
    ("POST", "/marketing_messages"): limits.Message,
    ("POST", "/marketing/marketing_messages"): limits.Message,
    ("POST", "/whatsapp_business_profile"): limits.Profile,
    ("POST", "/v1/configs/webhook"): WebhookIn,
    ("POST", "/waba_webhook"): WabaWebhookIn,
    ("POST", "/multi_webhook"): SwitchIn,
    ("PUT", "/multi_webhook"): AppendIn,
    ("PATCH", "/multi_webhook"): ChangeIn,
    ("POST", "/message_templates/archive"): limits.Archive,
    ("POST", "/message_templates/unarchive"): limits.Archive,
    ("POST", "/groups"): limits.Group,
    ("POST", GROUP): limits.Group,
    ("DELETE", GROUP + "/participants"): limits.GroupRemoval,
    ("POST", "/marketing/{dataset_id}/events"): limits.Events,
}
# Bodies that Meta alone judges: their fields are told, and nothing is promised to be refused.
JUDGED: dict[tuple[str, str], type] = {
    ("POST", "/message_templates"): templates.TemplateIn,
    ("POST", TEMPLATE): templates.TemplateChange,
    ("POST", GROUP + "/invite_link"): groups.NewInviteLink,
    ("POST", GROUP + "/join_requests"): groups.JoinDecision,
    ("DELETE", GROUP + "/join_requests"): groups.JoinDecision,
    ("POST", "/calling/calls"): calling.CallIn,
    ("POST", "/calling/settings"): calling.CallSettingsIn,
    ("POST", "/marketing/dataset"): marketing.DatasetIn,
    ("POST", "/marketing/{node_id}/dataset"): marketing.DatasetIn,
}
ANSWERED: dict[tuple[str, str], type] = {
    ("POST", "/messages"): answers.Sent,
    ("POST", "/marketing_messages"): answers.Sent,
    ("POST", "/marketing/marketing_messages"): answers.Sent,
    ("POST", "/media"): answers.Uploaded,
    ("GET", "/{media_id}"): answers.MediaOut,
    ("DELETE", "/{media_id}"): answers.SuccessOut,
    ("GET", "/whatsapp_business_profile"): answers.Profiles,
    ("POST", "/whatsapp_business_profile"): answers.SuccessOut,
    ("GET", "/health_status"): answers.HealthStatusOut,
    ("GET", "/v1/configs/webhook"): WebhookOut,
    ("POST", "/v1/configs/webhook"): WebhookOut,
    ("GET", "/waba_webhook"): WebhookOut,
    ("POST", "/waba_webhook"): MessageOut,
    ("DELETE", "/waba_webhook"): MessageOut,
    ("GET", "/multi_webhook"): MultiWebhook,
    ("GET", "/message_templates"): templates.TemplatePage,
    ("POST", "/message_templates"): templates.TemplateMade,
    ("DELETE", "/message_templates"): answers.SuccessOut,
    ("POST", "/message_templates/archive"): templates.Archived,
    ("POST", "/message_templates/unarchive"): templates.Unarchived,
    ("GET", TEMPLATE): templates.TemplateOut,
    ("POST", TEMPLATE): templates.TemplateChanged,
    ("GET", TEMPLATE + "/compare"): templates.Compared,
    ("GET", "/message_template_library"): templates.LibraryPage,
    ("GET", "/groups"): groups.GroupPage,
    ("POST", "/groups"): groups.GroupRequest,
    ("GET", GROUP): groups.GroupOut,
    ("POST", GROUP): groups.GroupRequest,
    ("DELETE", GROUP): groups.GroupRequest,
    ("GET", GROUP + "/invite_link"): groups.InviteLinkOut,
    ("POST", GROUP + "/invite_link"): groups.InviteLinkOut,
    ("GET", GROUP + "/join_requests"): groups.JoinRequestPage,
    ("POST", GROUP + "/join_requests"): groups.JoinOutcome,
    ("DELETE", GROUP + "/join_requests"): groups.JoinOutcome,
    ("DELETE", GROUP + "/participants"): groups.GroupRequest,
    ("POST", "/calling/calls"): calling.CallOut,
    ("GET", "/calling/permissions/{wa_id}"): calling.CallPermissions,
    ("GET", "/calling/settings"): calling.CallSettings,
    ("POST", "/calling/settings"): answers.SuccessOut,
    ("GET", "/marketing/dataset"): marketing.Dataset,
    ("POST", "/marketing/dataset"): marketing.Dataset,
    ("GET", "/marketing/{node_id}/dataset"): marketing.Dataset,
    ("POST", "/marketing/{node_id}/dataset"): marketing.Dataset,
    ("GET", "/marketing/dataset_quality"): marketing.DatasetQuality,
    ("POST", "/marketing/{dataset_id}/events"): marketing.EventsTaken,
    ("GET", "/marketing/message_templates"): templates.TemplatePage,
    ("GET", "/marketing/{template_id}"): templates.TemplateOut,
    ("GET", "/marketing/template_analytics"): marketing.TemplateAnalytics,
    ("POST", "/marketing/template_analytics"): marketing.AnalyticsOn,
    ("GET", "/marketing/reachestimate"): marketing.ReachEstimate,
    ("GET", "/marketing/{ad_object_id}/insights"): marketing.AdFigures,
    **{(method, "/multi_webhook"): MessageOut for method in ("POST", "PUT", "PATCH", "DELETE")},
}


@cache
def components() -> dict[str, Schema]:
    """All of them, by name. Fields beyond those are passed on as they are, in both directions."""
    types = list(dict.fromkeys([*ASKED.values(), *ANSWERED.values()]))
    _, found = msgspec.json.schema_components(types, ref_template=REF + "{name}")
    _, judged = msgspec.json.schema_components(list(dict.fromkeys(JUDGED.values())), ref_template=REF + "{name}")
    own = {kind.__name__ for kind in JUDGED.values()}
    return {name: _told(name, schema) for name, schema in found.items()} | {
        name: _open(_told(name, schema)) for name, schema in judged.items() if name in own
    }


def asked(method: str, path: str) -> Schema:
    return _of(ASKED.get((method, path)) or JUDGED.get((method, path)))


def answered(method: str, path: str) -> Schema:
    return _of(ANSWERED.get((method, path)))


def _of(kind: type | None) -> Schema:
    return {"$ref": REF + kind.__name__} if kind else {"type": "object"}


def _told(name: str, schema: Schema) -> Schema:
    """With words for each field, and with fields that are only passed on; without what repeats or says nothing."""
    made = cast("Schema", _plain(schema))
    properties: dict[str, Schema] = made.get("properties", {})
    for field, inner in properties.items():
        word = WORDS.get(f"{name}.{field}") or WORDS.get(field)
        if word and "description" not in inner:
            inner["description"] = word
    for field, word in PASSED.get(name, {}).items():
        properties.setdefault(field, {"description": word})
    return made


def _open(schema: Schema) -> Schema:
    """The same fields, whatever they hold."""
    fields = cast("dict[str, Schema]", schema.get("properties", {}))
    told = {name: {"description": inner["description"]} for name, inner in fields.items()}
    return {**{key: schema[key] for key in ("type", "description") if key in schema}, "properties": told}


def _plain(value: Any) -> Any:
    """Titles repeat names, and a default of null or nothing is no default."""
    if isinstance(value, list):
        return [_plain(one) for one in cast("list[Any]", value)]
    if not isinstance(value, dict):
        return value
    members = cast("dict[str, Any]", value)
    idle = {"title"} if isinstance(members.get("title"), str) else set[str]()
    idle |= {"default"} if members.get("default", 0) in (None, []) else set[str]()
    idle |= {"required"} if members.get("required") == [] else set[str]()
    words = {"type": "string"} if "enum" in members else {}
    return words | {key: _plain(one) for key, one in members.items() if key not in idle}
