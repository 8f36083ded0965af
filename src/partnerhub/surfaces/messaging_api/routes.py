"""Every endpoint of the Messaging API, one line each (contract messaging-and-meta A.2)."""

from partnerhub.domain.messaging import limits
from partnerhub.surfaces.messaging_api import health, legacy, multi_webhook, webhook
from partnerhub.surfaces.messaging_api.dialects import Dialect
from partnerhub.surfaces.messaging_api.passing import (
    archive_to,
    attachment,
    begin_upload,
    count_templates,
    form_to,
    node,
    nodes,
    send,
    send_marketing,
    template_to,
    to,
    upload,
    upload_to,
)
from partnerhub.surfaces.messaging_api.table import Line, Route, group

MAX_UPLOAD = 101_000_000  # Meta's largest document, 100 MB, and what multipart puts around it
MAX_PHOTO = 5 * 1024 * 1024
PROFILE, BLOCKED, TEMPLATES = "/whatsapp_business_profile", "/block_users", "/message_templates"
TEMPLATE, GROUP = TEMPLATES + "/{template_id:str}", "/groups/{group_id:str}"
AUTOMATION, ENCRYPTION = "/conversational_automation", "/whatsapp_business_encryption"
COMMERCE, COMPLIANCE, CODES = "/whatsapp_commerce_settings", "/business_compliance_info", "/message_qrdls"
CODE = CODES + "/{code:str}"
TEXTS, SETTINGS, FILES = "/v1/configs/templates", "/v1/settings", "/v1/media"
DATASET = "/marketing/{node_id:str}/dataset"
REMOVAL = to("/{id}/participants", nodes.group, form=limits.GroupRemoval)
EVENTS = to("/{id}/events", nodes.stranger, form=limits.Events)
PERMISSIONS = to("/{phone}/call_permissions", nodes.word, more="user_wa_id={id}")

ROUTES: tuple[Route, ...] = (
    *group(
        "Messages", Dialect.GRAPH,
        Line("POST", "/messages", send, "Send a message, or mark one as read"),
    ),
    *group(
        "Marketing messages", Dialect.MARKETING,
        Line("POST", "/marketing_messages", send_marketing, "Send a marketing template"),
        Line("POST", "/marketing/marketing_messages", send_marketing, "The same by its other path"),
    ),
    *group(
        "Media", Dialect.GRAPH,
        Line("POST", "/media", upload_to("/{phone}/media"), "Upload a file", MAX_UPLOAD),
        Line("GET", "/{media_id:str}", node, "Where a file can be fetched for five minutes"),
        Line("DELETE", "/{media_id:str}", node, "Delete a file"),
        Line("GET", "/whatsapp_business/attachments", attachment, "Fetch a file: our host before the path of its url"),
    ),
    *group(
        "Media uploads", Dialect.GRAPH,
        Line("POST", "/uploads", begin_upload, "Begin an upload in pieces"),
        Line("POST", "/{media_id:str}", upload, "Send a piece to upload:…; the last brings the handle", MAX_UPLOAD),
    ),
    *group(
        "Webhooks", Dialect.GATEWAY,
        Line("GET", "/v1/configs/webhook", webhook.read, "Read the number's webhook"),
        Line("POST", "/v1/configs/webhook", webhook.put, "Set the number's webhook"),
    ),
    *group(
        "Webhooks", Dialect.NATIVE,
        Line("GET", "/waba_webhook", webhook.read_of_waba, "Read the WABA's webhook"),
        Line("POST", "/waba_webhook", webhook.put_of_waba, "Set the WABA's webhook"),
        Line("DELETE", "/waba_webhook", webhook.remove_of_waba, "Remove the WABA's webhook"),
        Line("GET", "/multi_webhook", multi_webhook.read, "List the number's further destinations"),
        Line("POST", "/multi_webhook", multi_webhook.switch, "Tell further destinations, or no longer"),
        Line("PUT", "/multi_webhook", multi_webhook.append, "Add destinations, three at most"),
        Line("PATCH", "/multi_webhook", multi_webhook.change, "Change a destination"),
        Line("DELETE", "/multi_webhook", multi_webhook.remove, "Remove a destination"),
    ),
    *group(
        "Health", Dialect.GATEWAY,
        Line("GET", "/v1/health", health.cached, "Whether the number is connected, cached for five minutes"),
        Line("GET", "/v1/configs/phone_number", health.phone_number, "The key's phone number"),
    ),
    *group(
        "Health", Dialect.NATIVE,
        Line("GET", "/health_status", health.live, "Whether number, WABA, business and app may send, live"),
    ),
    *group(
        "Templates", Dialect.GRAPH,
        Line("GET", TEMPLATES, to("/{waba}/message_templates"), "List templates"),
        Line("POST", TEMPLATES, template_to("/{waba}/message_templates"), "Create a template"),
        Line("DELETE", TEMPLATES, template_to("/{waba}/message_templates"), "Delete templates by name or id"),
        Line("POST", TEMPLATES + "/archive", archive_to("archive"), "Archive up to 100 templates"),
        Line("POST", TEMPLATES + "/unarchive", archive_to("unarchive"), "Take templates back from the archive"),
        Line("GET", TEMPLATE, to("/{id}", nodes.template), "Read a template"),
        Line("POST", TEMPLATE, template_to("/{id}", nodes.template), "Edit a template"),
        Line("GET", TEMPLATE + "/compare", to("/{id}/compare", nodes.template), "Compare templates by their use"),
        Line("GET", "/message_template_library", to("/message_template_library"), "Meta's library of templates"),
    ),
    *group(
        "Marketing", Dialect.MARKETING,
        Line("GET", "/marketing/dataset", to("/{waba}/dataset"), "Read the WABA's dataset"),
        Line("POST", "/marketing/dataset", to("/{waba}/dataset"), "Make the WABA's dataset"),
        Line("GET", DATASET, to("/{id}/dataset", nodes.dataset_owner), "Read the dataset of a WABA, page or account"),
        Line("POST", DATASET, to("/{id}/dataset", nodes.dataset_owner), "Make the dataset of a WABA, page or account"),
        Line("GET", "/marketing/dataset_quality", to("/dataset_quality"), "How good the events of a dataset are"),
        Line("POST", "/marketing/{dataset_id:str}/events", EVENTS, "Report up to 1000 events"),
        Line("GET", "/marketing/message_templates", to("/{waba}/message_templates"), "List templates"),
        Line("GET", "/marketing/{template_id:str}", to("/{id}", nodes.template), "Read a template"),
        Line("GET", "/marketing/template_analytics", to("/{waba}/template_analytics"), "How templates were received"),
        Line("POST", "/marketing/template_analytics", count_templates, "Switch on the counting of templates"),
        Line("GET", "/marketing/reachestimate", to("/{waba}/reachestimate"), "How many people a price would reach"),
        Line("GET", "/marketing/{ad_object_id:str}/insights", to("/{id}/insights", nodes.stranger), "Figures of an ad"),
    ),
    *group(
        "Groups", Dialect.GRAPH,
        Line("GET", "/groups", to("/{phone}/groups"), "List active groups"),
        Line("POST", "/groups", to("/{phone}/groups", form=limits.Group), "Make a group; its id comes by webhook"),
        Line("GET", GROUP, to("/{id}", nodes.group), "Read a group"),
        Line("POST", GROUP, form_to("/{id}", nodes.group, form=limits.Group), "Change a group; its picture comes as a form"),
        Line("DELETE", GROUP, to("/{id}", nodes.group), "Delete a group"),
        Line("GET", GROUP + "/invite_link", to("/{id}/invite_link", nodes.group), "Read the invite link"),
        Line("POST", GROUP + "/invite_link", to("/{id}/invite_link", nodes.group), "Make a new invite link"),
        Line("GET", GROUP + "/join_requests", to("/{id}/join_requests", nodes.group), "List who asks to join"),
        Line("POST", GROUP + "/join_requests", to("/{id}/join_requests", nodes.group), "Let people in"),
        Line("DELETE", GROUP + "/join_requests", to("/{id}/join_requests", nodes.group), "Turn people away"),
        Line("DELETE", GROUP + "/participants", REMOVAL, "Remove up to 8 participants"),
    ),
    *group(
        "Calling", Dialect.GRAPH,
        Line("POST", "/calling/calls", to("/{phone}/calls"), "Begin, take, refuse or end a call"),
        Line("GET", "/calling/permissions/{wa_id:str}", PERMISSIONS, "Whether a user may be called"),
        Line("GET", "/calling/settings", to("/{phone}/settings"), "Read the settings of calls"),
        Line("POST", "/calling/settings", to("/{phone}/settings"), "Change the settings of calls"),
    ),
    *group(
        "Conversational components", Dialect.GRAPH,
        Line("GET", AUTOMATION, to("/{phone}", more="fields=conversational_automation"), "Read commands and prompts"),
        Line("POST", AUTOMATION, to("/{phone}/conversational_automation"), "Change commands and prompts"),
    ),
    *group(
        "Profile", Dialect.GRAPH,
        Line("GET", PROFILE, to("/{phone}/whatsapp_business_profile"), "Read the business profile"),
        Line("POST", PROFILE, to("/{phone}/whatsapp_business_profile", form=limits.Profile), "Change the business profile"),
    ),
    *group(
        "Block users", Dialect.GRAPH,
        Line("GET", BLOCKED, to("/{phone}/block_users"), "List blocked users"),
        Line("POST", BLOCKED, to("/{phone}/block_users"), "Block users"),
        Line("DELETE", BLOCKED, to("/{phone}/block_users"), "Unblock users"),
    ),
    *group(
        "Encryption", Dialect.GRAPH,
        Line("GET", ENCRYPTION, to("/{phone}/whatsapp_business_encryption"), "Read the public key of flows"),
        Line("POST", ENCRYPTION, form_to("/{phone}/whatsapp_business_encryption"), "Set the public key of flows"),
    ),
    *group(
        "Commerce", Dialect.GRAPH,
        Line("GET", COMMERCE, to("/{phone}/whatsapp_commerce_settings"), "Read whether catalog and cart are shown"),
        Line("POST", COMMERCE, to("/{phone}/whatsapp_commerce_settings"), "Show or hide catalog and cart"),
        Line("GET", COMPLIANCE, to("/{phone}/business_compliance_info"), "Read the compliance information (India)"),
        Line("POST", COMPLIANCE, to("/{phone}/business_compliance_info"), "Set the compliance information (India)"),
    ),
    *group(
        "QR codes", Dialect.GRAPH,
        Line("GET", CODES, to("/{phone}/message_qrdls"), "List QR codes and short links"),
        Line("POST", CODES, to("/{phone}/message_qrdls", form=limits.Code), "Make a QR code, or change one"),
        Line("GET", CODE, to("/{phone}/message_qrdls/{id}", nodes.word), "Read a QR code"),
        Line("DELETE", CODE, to("/{phone}/message_qrdls/{id}", nodes.word), "Delete a QR code"),
    ),
    *group(
        "Legacy", Dialect.GATEWAY,
        Line("POST", "/v1/messages", legacy.messages.send, "Send a message of the On-Premises API", status=201),
        Line("PUT", "/v1/messages/{message_id:path}", legacy.messages.mark, "Mark a message as read"),
        Line("POST", "/v1/contacts", legacy.contacts.check, "Check phone numbers"),
        Line("POST", FILES, legacy.media.upload, "Upload a file: the body is the file", MAX_UPLOAD, 201),
        Line("GET", FILES + "/{media_id:str}", legacy.media.fetch, "Fetch a file"),
        Line("DELETE", FILES + "/{media_id:str}", legacy.media.delete, "Delete a file"),
        Line("GET", SETTINGS + "/business/profile", legacy.profile.read, "Read the business profile"),
        Line("POST", SETTINGS + "/business/profile", legacy.profile.change, "Change the business profile"),
        Line("GET", SETTINGS + "/profile/about", legacy.profile.read_about, "Read the about text"),
        Line("PATCH", SETTINGS + "/profile/about", legacy.profile.change_about, "Change the about text"),
        Line("GET", SETTINGS + "/profile/photo", legacy.profile.read_photo, "Where the profile photo is"),
        Line("POST", SETTINGS + "/profile/photo", legacy.profile.change_photo, "Change the photo: the body", MAX_PHOTO),
        Line("GET", TEXTS, legacy.templates.page, "List templates, deprecated"),
        Line("POST", TEXTS, legacy.templates.create, "Create a template, deprecated", status=201),
        Line("DELETE", TEXTS + "/{name:str}", legacy.templates.remove, "Delete all languages of a template, deprecated"),
    ),
)  # fmt: skip
