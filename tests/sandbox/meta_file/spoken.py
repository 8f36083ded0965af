"""Each operation of Meta's OpenAPI file that the sandbox plays: how it is called here, with what body."""

from typing import Any

from tests.sandbox.meta import Account, Meta
from tests.sandbox.test_media import form
from tests.sandbox.test_templates import template

WABA, PHONE, FLOW, GROUP = "/{WABA-ID}", "/{Phone-Number-ID}", "/{Flow-ID}", "/{group_id}"
FULL_WABA, CODES, SOLUTION = "/{WhatsApp-Business-Account-ID}", PHONE + "/message_qrdls", "/{Solution-ID}"
WHATSAPP = {"messaging_product": "whatsapp"}
USER = {"block_users": [{"user": "+4915112345678"}]}
OFFER = {"sdp_type": "offer", "sdp": "v=0"}
TEMPLATE = {"name": "hello_world", "language": {"policy": "deterministic", "code": "en_US"}}
PERSON = {"email": "a@example.com", "mobile_number": "+912212345678"}
COMPLIANCE = {
    "entity_name": "Lucky Shrub",
    "entity_type": "PARTNERSHIP",
    "is_registered": True,
    "grievance_officer_details": {"name": "Chandravati P.", **PERSON},
    "customer_care_details": PERSON,
}
FLOW_JSON = '{"version": "7.0", "screens": [{"id": "A", "layout": {"type": "SingleColumnLayout", "children": []}}]}'

BEFOREHAND = "/{Pre-Verified-Phone-Number-ID}"
READS: list[tuple[str, str]] = [
    ("/{Application-ID}/connected_client_businesses", "{app}/connected_client_businesses"),
    ("/{Application-ID}/whatsapp_business_solutions", "{app}/whatsapp_business_solutions"),
    ("/{Business-ID}", "{business}"),
    ("/{Business-ID}/client_whatsapp_business_accounts", "{business}/client_whatsapp_business_accounts"),
    ("/{Business-ID}/extendedcredits", "121000000000001/extendedcredits"),
    ("/{Business-ID}/owned_whatsapp_business_accounts", "{business}/owned_whatsapp_business_accounts"),
    ("/{Business-ID}/preverified_numbers", "{business}/preverified_numbers"),
    (BEFOREHAND, "{preverified}"),
    (BEFOREHAND + "/partners", "{preverified}/partners"),
    (FLOW, "{flow}?fields=id,name,status,categories,validation_errors,preview,application,whatsapp_business_account"),
    (FLOW + "/assets", "{flow}/assets"),
    (GROUP, "{group}"),
    (GROUP + "/join_requests", "{group}/join_requests"),
    ("/{Media-ID}", "{media}"),
    (PHONE, "{phone}"),
    (PHONE + "/block_users", "{phone}/block_users"),
    (PHONE + "/business_compliance_info", "{phone}/business_compliance_info"),
    (PHONE + "/call_permissions", "{phone}/call_permissions?user_wa_id={customer}"),
    (PHONE + "/groups", "{phone}/groups"),
    (PHONE + "/message_history", "{phone}/message_history"),
    (CODES, "{phone}/message_qrdls"),
    (CODES + "/{QR-Code-ID}", "{phone}/message_qrdls/{code}"),
    (PHONE + "/official_business_account", "{phone}/official_business_account"),
    (PHONE + "/settings", "{phone}/settings"),
    (PHONE + "/whatsapp_business_encryption", "{phone}/whatsapp_business_encryption"),
    (PHONE + "/whatsapp_business_profile", "{phone}/whatsapp_business_profile"),
    (PHONE + "/whatsapp_commerce_settings", "{phone}/whatsapp_commerce_settings"),
    (SOLUTION, "{solution}"),
    (SOLUTION + "/access_token", "{solution}/access_token?business_id={business}"),
    ("/{TEMPLATE_ID}", "{template}"),
    (WABA, "{waba}"),
    (WABA + "/activities", "{waba}/activities"),
    (WABA + "/flows", "{waba}/flows"),
    (WABA + "/in_progress_onbehalf_request", "{waba}/in_progress_onbehalf_request"),
    (WABA + "/message_templates", "{waba}/message_templates"),
    (WABA + "/phone_numbers", "{waba}/phone_numbers"),
    (WABA + "/schedules", "{waba}/schedules"),
    (WABA + "/solutions", "{waba}/solutions"),
    (WABA + "/subscribed_apps", "{waba}/subscribed_apps"),
    ("/{WhatsApp-Account-Number-ID}", "{phone}?fields=id,display_phone_number,verified_name,status,quality_rating"),
    (FULL_WABA + "/assigned_users", "{waba}/assigned_users"),
]
# In their order: what is made is changed, and deleted in the end.
WRITES: list[tuple[str, str, str, dict[str, Any]]] = [
    ("post", "/{Business-ID}/add_phone_numbers", "{business}/add_phone_numbers", {"phone_number": "49{other}"}),
    (
        "post",
        "/{Business-ID}/share_preverified_numbers",
        "{business}/share_preverified_numbers",
        {"preverified_id": "{preverified}", "partner_business_id": "{business}"},
    ),
    ("post", BEFOREHAND + "/request_code", "{preverified}/request_code", {"code_method": "SMS", "language": "en_US"}),
    ("delete", BEFOREHAND, "{preverified}", {}),
    ("post", PHONE + "/deregister", "{phone}/deregister", {}),
    ("post", PHONE + "/register", "{phone}/register", {**WHATSAPP, "pin": "123456"}),
    ("post", PHONE, "{phone}", {"pin": "123456"}),
    ("post", PHONE + "/messages", "{phone}/messages", {**WHATSAPP, "to": "{customer}", "text": {"body": "x"}}),
    (
        "post",
        PHONE + "/marketing_messages",
        "{phone}/marketing_messages",
        {**WHATSAPP, "to": "{customer}", "type": "template", "template": {**TEMPLATE, "name": "for_marketing"}},
    ),
    ("post", PHONE + "/settings", "{phone}/settings", {"calling": {"status": "ENABLED"}}),
    (
        "post",
        PHONE + "/calls",
        "{phone}/calls",
        {**WHATSAPP, "to": "{customer}", "action": "connect", "session": OFFER},
    ),
    ("post", PHONE + "/whatsapp_business_profile", "{phone}/whatsapp_business_profile", {**WHATSAPP, "about": "Open"}),
    ("post", PHONE + "/whatsapp_commerce_settings", "{phone}/whatsapp_commerce_settings", {"is_cart_enabled": True}),
    ("post", PHONE + "/business_compliance_info", "{phone}/business_compliance_info", {**WHATSAPP, **COMPLIANCE}),
    ("post", PHONE + "/conversational_automation", "{phone}/conversational_automation", {"prompts": ["Hello"]}),
    (
        "post",
        PHONE + "/official_business_account",
        "{phone}/official_business_account",
        {"action": "SUBMIT_APPLICATION"},
    ),
    ("post", PHONE + "/block_users", "{phone}/block_users", {**WHATSAPP, **USER}),
    ("delete", PHONE + "/block_users", "{phone}/block_users", {**WHATSAPP, **USER}),
    ("post", CODES, "{phone}/message_qrdls", {"prefilled_message": "Hello"}),
    ("delete", CODES + "/{QR-Code-ID}", "{phone}/message_qrdls/{code}", {}),
    ("post", PHONE + "/groups", "{phone}/groups", {**WHATSAPP, "subject": "Offers"}),
    ("post", GROUP, "{group}", {**WHATSAPP, "subject": "More offers"}),
    ("post", GROUP + "/invite_link", "{group}/invite_link", WHATSAPP),
    ("delete", GROUP + "/invite_link", "{group}/invite_link", WHATSAPP),
    ("post", GROUP + "/join_requests", "{group}/join_requests", {**WHATSAPP, "join_requests": ["{request}"]}),
    ("delete", GROUP + "/join_requests", "{group}/join_requests", {**WHATSAPP, "join_requests": ["no such"]}),
    ("delete", GROUP + "/participants", "{group}/participants", {**WHATSAPP, "participants": [{"user": "{customer}"}]}),
    ("delete", GROUP, "{group}", {}),
    ("post", WABA, "{waba}", {"name": "Bakery"}),
    (
        "post",
        WABA + "/phone_numbers",
        "{waba}/phone_numbers",
        {"cc": "49", "phone_number": "{other}", "verified_name": "X"},
    ),
    ("post", WABA + "/subscribed_apps", "{waba}/subscribed_apps", {}),
    ("delete", WABA + "/subscribed_apps", "{waba}/subscribed_apps", {}),
    ("post", FULL_WABA + "/assigned_users", "{waba}/assigned_users", {"user": "1", "tasks": ["MANAGE"]}),
    ("delete", FULL_WABA + "/assigned_users", "{waba}/assigned_users", {"user": "1"}),
    ("post", WABA + "/message_templates", "{waba}/message_templates", template("for_the_file_too")),
    ("post", "/{TEMPLATE_ID}", "{template}", {"components": [{"type": "BODY", "text": "All new"}]}),
    ("delete", WABA + "/message_templates", "{waba}/message_templates?name=for_the_file_too", {}),
    ("post", WABA + "/flows", "{waba}/flows", {"name": "Another", "categories": ["OTHER"]}),
    (
        "post",
        WABA + "/migrate_flows",
        "{waba}/migrate_flows",
        {"source_waba_id": "{waba}", "source_flow_names": ["None"]},
    ),
    ("post", FLOW, "{flow}", {"name": "Renamed"}),
    ("post", FLOW + "/publish", "{flow}/publish", {}),
    ("post", FLOW + "/deprecate", "{flow}/deprecate", {}),
    ("delete", FLOW, "{draft}", {}),
    ("delete", "/{Media-ID}", "{media}", {}),
    (
        "post",
        "/{Application-ID}/whatsapp_business_solution",
        "{app}/whatsapp_business_solution",
        {
            "solution_name": "Both",
            "partner_app_id": "77",
            "owner_permissions": ["MESSAGING"],
            "partner_permissions": [],
        },
    ),
    ("post", SOLUTION + "/accept", "{invited}/accept", {"partner_app_id": "{app}"}),
    ("post", SOLUTION + "/reject", "{unwanted}/reject", {"request_type": "PARTNERSHIP_REQUEST"}),
    ("post", SOLUTION + "/send_deactivation_request", "{solution}/send_deactivation_request", {}),
    ("post", SOLUTION + "/reject_deactivation_request", "{kept}/reject_deactivation_request", {}),
    ("post", SOLUTION + "/accept_deactivation_request", "{ending}/accept_deactivation_request", {}),
]
ELSEWHERE = {  # compared in other tests: forms, and what takes several steps
    ("post", PHONE + "/media"),
    ("post", FLOW + "/assets"),
    ("post", PHONE + "/request_code"),
    ("post", PHONE + "/verify_code"),
    ("post", BEFOREHAND + "/verify_code"),
    ("post", PHONE + "/whatsapp_business_encryption"),
}


async def made(meta: Meta, account: Account) -> dict[str, str]:
    """One of each thing, by the name it has in the paths above."""
    customer = await meta.customer()
    allows = {"type": "call_permission_reply", "call_permission_reply": {"response": "accept"}}
    wrote = {"to": account.phone_id, "type": "interactive", "content": allows}
    await meta.control("POST", f"customers/{customer}/messages", json=wrote)
    return {
        "app": meta.config.app_id,
        "business": account.business_id,
        "customer": customer,
        "other": meta.number()[2:],
        "phone": account.phone_id,
        "waba": account.waba_id,
        **await _of_number(meta, account, customer),
        **await _of_account(meta, account),
    }


async def _of_number(meta: Meta, account: Account, customer: str) -> dict[str, str]:
    phone = account.phone_id
    asked = {**WHATSAPP, "subject": "G", "join_approval_mode": "approval_required"}
    await meta.ok("POST", f"{phone}/groups", account.token, json=asked)
    group = (await meta.control("GET", f"groups?phone_number_id={phone}"))["data"][0]["id"]
    joining = await meta.control("POST", f"groups/{group}/members", json={"phone": customer})
    code = await meta.ok("POST", f"{phone}/message_qrdls", account.token, json={"prefilled_message": "x"})
    media = await meta.ok("POST", f"{phone}/media", account.token, data=form())
    return {"group": group, "request": joining["join_request_id"], "code": code["code"], "media": media["id"]}


async def _of_account(meta: Meta, account: Account) -> dict[str, str]:
    async def post(path: str, **body: Any) -> str:
        return (await meta.ok("POST", f"{account.waba_id}/{path}", account.token, json=body))["id"]

    await meta.control("POST", f"wabas/{account.waba_id}/marketing_terms")
    solution = (await meta.control("POST", "solutions", json={"name": "Together"}))["id"]
    await meta.control("POST", f"solutions/{solution}/shares", json={"waba_id": account.waba_id})

    async def other(*, invites: bool) -> str:
        made = (await meta.control("POST", "solutions", json={"name": "Other", "invites": invites}))["id"]
        if not invites:
            await meta.control("POST", f"solutions/{made}/deactivation")
        return made

    plain = {"category": "MARKETING", "components": [{"type": "BODY", "text": "Spring is here"}]}
    await _approved(meta, await post("message_templates", **{**template("for_marketing"), **plain}))
    ordinary = await post("message_templates", **template("for_the_file"))
    await _approved(meta, ordinary)
    number = {"phone_number": meta.number()}
    return {
        "preverified": (await meta.ok("POST", f"{account.business_id}/add_phone_numbers", json=number))["id"],
        "draft": await post("flows", name="Draft", categories=["OTHER"]),
        "flow": await post("flows", name="Flow", categories=["OTHER"], flow_json=FLOW_JSON),
        "solution": solution,
        "invited": await other(invites=True),
        "unwanted": await other(invites=True),
        "kept": await other(invites=False),
        "ending": await other(invites=False),
        "template": ordinary,
    }


async def _approved(meta: Meta, template_id: str) -> None:
    await meta.control("POST", f"templates/{template_id}/verdict", json={"status": "APPROVED"})
