"""Words of WABA accounts, templates and flows."""

from partnerhub.surfaces.partner_api.wire.openapi.words.word import Schema, one_of, word

ACCOUNT = (  # contract partner-api §15.4
    "created", "consents_pending", "unverified", "pending", "approved", "imported", "sandbox", "verification_failed",
    "account_violation", "account_restriction", "account_banned", "account_offboarded", "account_reconnected", "modified",
    "error", "bsp_removed",
)  # fmt: skip
STATUSES = (
    "submitted",
    "approved",
    "rejected",
    "paused",
    "disabled",
    "in_appeal",
    "pending_deletion",
    "limit_exceeded",
)
COMPONENT = {"type": "BODY", "text": "Your order is on its way."}
NAMESPACE = word("The namespace of its templates.", "73612631_69899014_28612961_60469864")
STATE = word("Meta's word.", "DRAFT", "PUBLISHED", "DEPRECATED", "BLOCKED", "THROTTLED")

WORDS: dict[str, Schema] = {
    # WABA accounts (§10)
    "WabaOut.id": word("The WABA account's id, which ends in WA.", "qKOn3WWA"),
    "namespace": NAMESPACE,
    "WabaOut.status": one_of("How the account stands with Meta.", *ACCOUNT),
    "ChannelWaba.status": one_of("How the account stands with Meta.", *ACCOUNT),
    "timezone_id": word("Meta's number of the time zone.", 1, minimum=0, maximum=479),
    "fb_business_id": word("The client's business portfolio at Meta.", "827461526503365"),
    "WabaOut.settings": word("What Meta offers the account.", {"marketing_messages_lite_api_status": "ELIGIBLE"}),
    # templates (§11)
    "TemplatesOut": word("A page of templates."),
    "waba_templates": word("The templates."),
    "TemplateOut.id": word("The template's id, which ends in WT.", "xHrPcV5cd2ohNLBwRHtwWT"),
    "TemplateOut.external_id": word("Meta's id of the template.", "447636509644444"),
    "TemplateOut.name": word("The template's name.", "order_update"),
    "TemplateIn.name": word("Small letters, digits and underscores.", "order_update"),
    "TemplateOut.status": word("Meta's word in lower case; what Meta calls PENDING is `submitted`.", *STATUSES),
    "TemplateOut.category": word("Meta's category; left out until it is known.", "MARKETING", "UTILITY", "AUTHENTICATION"),
    "category": word("What it is for. Meta may choose another one.", "UTILITY"),
    "CreatedOut.category": word("Meta's category.", "MARKETING", "UTILITY", "AUTHENTICATION"),
    "components": word("Header, body, footer and buttons, as Meta's Graph API has them.", [COMPONENT]),
    "rejected_reason": word("Why Meta rejected it; `NONE`: it has not.", "NONE", "INVALID_FORMAT", "ABUSIVE_CONTENT"),
    "quality_score": word("How customers like it; null: not known."),
    "Quality": word("How customers like a template."),
    "score": word("Meta's word.", "GREEN", "YELLOW", "RED", "UNKNOWN"),
    "reasons": word("Meta's reasons; as yet always null."),
    "updated_external": word("Whether it was changed last at Meta, and not here."),
    "message_send_ttl_seconds": word("How long Meta tries to deliver; -1: as long as usual.", 600),
    "allow_category_change": word("Whether Meta may choose another category instead of rejecting it."),
    "cta_url_link_tracking_opted_out": word("True: Meta does not count clicks on its buttons."),
    "parameter_format": word("Whether placeholders have numbers or names.", "POSITIONAL"),
    "sub_category": word("Meta's finer category.", "ORDER_STATUS"),
    "library_template_name": word("The template of Meta's library to begin with.", "delivery_update_1"),
    "library_template_body_inputs": word("What is chosen in that template's body.", {"add_contact_number": True}),
    "library_template_button_inputs": word(
        "What is chosen in its buttons.", [{"type": "URL", "url": {"base_url": "https://bluebird.example/{{1}}"}}]
    ),
    "TemplatesSuccess": word("It is done."),
    "CreatedOut.id": word("Meta's id of the template.", "447636509644444"),
    "CreatedOut.status": word("Meta's word, in capitals.", "PENDING", "APPROVED", "REJECTED"),
    "MigrationIn": word("Which templates to copy."),
    "source_waba_id": word("The WABA to copy from, by Meta's id.", "2388172987391"),
    "page_number": word("Which page of the source's templates; the first is 0.", 0),
    "migrated_templates": word("Meta's ids of the copies.", ["447636509644444"]),
    "failed_templates": word(
        "Those that could not be copied, with the reason.", {"1019496902803242": "Content in this language already exists"}
    ),
    "PreviewsOut": word("Previews."),
    "PreviewsOut.data": word("One for each language."),
    "Preview.body": word("The text.", "*{{1}}* is your verification code."),
    "footer": word("The line below.", "This code expires in 10 minutes."),
    "buttons": word("The buttons.", [{"text": "Copy code", "autofill_text": "Autofill"}]),
    # flows (§12)
    "FlowsOut": word("The flows of a WABA account."),
    "flows": word("The flows."),
    "FlowId": word("The new flow."),
    "FlowId.id": word("The flow, by Meta's id.", "731884912644012"),
    "Flow.id": word("The flow, by Meta's id.", "731884912644012"),
    "Flow.name": word("The flow's name.", "Book a table"),
    "FlowIn.name": word("The flow's name.", "Book a table"),
    "Flow.status": STATE,
    "categories": word("What it is for.", ["APPOINTMENT_BOOKING"]),
    "validation_errors": word("What is wrong with its JSON; empty: nothing.", []),
    "json_version": word("The version of its JSON.", "7.1"),
    "data_api_version": word("The version in which it talks to your server.", "3.0"),
    "data_channel_uri": word("Where it talked to your server, in older versions.", "https://bluebird.example/flow"),
    "endpoint_uri": word("Where it talks to your server.", "https://bluebird.example/flow"),
    "preview": word("Where it can be tried.", {"preview_url": "https://business.facebook.com/wa/manage/flows/1/preview/"}),
    "whatsapp_business_account": word("The WABA, as Meta has it.", {"id": "612900295789412"}),
    "metric": word("What Meta measured of it.", {"id": "1"}),
    "clone_flow_id": word("The flow to begin with, by Meta's id.", "731884912644012"),
    "AssetIn": word("A flow's JSON as a file."),
    "AssetIn.name": word("The file's name.", "flow.json"),
    "asset_type": word("What the file is.", "FLOW_JSON"),
    "source_flow_names": word("Names of the flows to copy; left out: all.", ["Book a table"]),
    "Migrated": word("What came of the copying."),
    "migrated_flows": word("The copies.", [{"source_name": "Book a table", "migrated_id": "582210047713365"}]),
    "failed_flows": word("Those that could not be copied.", [{"source_name": "Survey", "error_code": "4233041"}]),
}  # fmt: skip
