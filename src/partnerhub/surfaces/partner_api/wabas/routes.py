"""Every endpoint below a WABA account, one line each (contract partner-api §19, rows 29 to 36)."""

from partnerhub.domain.access.limits import Policy
from partnerhub.domain.templates import LISTING as TEMPLATES
from partnerhub.surfaces.partner_api.wabas import accounts, flows, legacy_templates, template_tools, templates
from partnerhub.surfaces.partner_api.wire.documentation import Doc

WA = "/api/v2/partners/{partner_id:str}/waba_accounts/{waba_id:str}"
TE = WA + "/waba_templates"
T = TE + "/{template_id:str}"
FL = WA + "/flows"
F = FL + "/{flow_id:str}"
OLD = TE.replace("/api/v2/", "/v1/")
OLD_T = T.replace("/api/v2/", "/v1/")

LIST_TEMPLATES = Policy("templates", 400, 60)  # contract §4.4
CREATE_TEMPLATES = Policy("templates_created", 60, 60, by=("waba_id",))

OF_WABAS: tuple[Doc, ...] = (
    Doc("GET", WA, accounts.read, 200, "WABA accounts", "Read a WABA account"),
    Doc("GET", TE, templates.page, 200, "Templates", "List templates", (LIST_TEMPLATES,), upstream=True, lists=TEMPLATES),
    Doc("POST", TE, templates.create, 200, "Templates", "Create a template", (CREATE_TEMPLATES,), upstream=True),
    Doc("PATCH", T, templates.change, 200, "Templates", "Edit a template", upstream=True),
    Doc("DELETE", T, templates.remove, 200, "Templates", "Delete a template", upstream=True),
    Doc("POST", TE + "/migrate", template_tools.migrate, 200, "Templates", "Copy another WABA's templates", upstream=True),
    Doc("GET", TE + "/preview", template_tools.preview, 200, "Templates", "Preview authentication templates", upstream=True),
    Doc("POST", OLD, legacy_templates.create, 200, "Templates", "Create a template, 2023", (CREATE_TEMPLATES,), upstream=True),
    Doc("PATCH", OLD_T, legacy_templates.change, 200, "Templates", "Edit a template, 2023", upstream=True),
    Doc("DELETE", OLD_T, legacy_templates.remove, 200, "Templates", "Delete a template, 2023", upstream=True),
    Doc("GET", FL, flows.page, 200, "Flows", "List flows", upstream=True),
    Doc("POST", FL, flows.create, 200, "Flows", "Create a flow", upstream=True),
    Doc("GET", F, flows.read, 200, "Flows", "Read a flow", upstream=True),
    Doc("POST", F + "/assets", flows.upload, 200, "Flows", "Upload a flow's JSON", upstream=True, largest=11_000_000),
    Doc("POST", F + "/publish", flows.publish, 200, "Flows", "Publish a flow", upstream=True),
    Doc("POST", FL + "/migrate", flows.migrate, 200, "Flows", "Copy another WABA's flows", upstream=True),
)  # fmt: skip
