"""The Graph's table: which handler answers which method on which edge of which kind of node."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from partnerhub.sandbox.graph import (
    apps,
    businesses,
    empty,
    media,
    oauth,
    subscriptions,
    users,
    wabas,
)
from partnerhub.sandbox.graph.calls import nodes as calls
from partnerhub.sandbox.graph.figures import datasets
from partnerhub.sandbox.graph.figures import edges as figures
from partnerhub.sandbox.graph.figures import marketing as advertising
from partnerhub.sandbox.graph.flows import changes as flow_changes
from partnerhub.sandbox.graph.flows import nodes as flows
from partnerhub.sandbox.graph.groups import members
from partnerhub.sandbox.graph.groups import nodes as groups
from partnerhub.sandbox.graph.messages import marketing
from partnerhub.sandbox.graph.messages import send as messages
from partnerhub.sandbox.graph.money import nodes as money
from partnerhub.sandbox.graph.phones import (
    automation,
    blocking,
    codes,
    commerce,
    papers,
    profile,
    registration,
    usernames,
)
from partnerhub.sandbox.graph.phones import nodes as phones
from partnerhub.sandbox.graph.preverified import nodes as preverified
from partnerhub.sandbox.graph.signups import nodes as signups
from partnerhub.sandbox.graph.solutions import changes as solution_changes
from partnerhub.sandbox.graph.solutions import nodes as solutions
from partnerhub.sandbox.graph.templates import archive, bulk, comparison, copies, library, previews
from partnerhub.sandbox.graph.templates import nodes as templates
from partnerhub.sandbox.graph.uploads import nodes as uploads
from partnerhub.sandbox.wire.call import Call, Node

Handler = Callable[[Call, Node], Awaitable[Any]]

OPEN: dict[tuple[str, str], Callable[[Call], Awaitable[Any]]] = {
    ("GET", "oauth/access_token"): oauth.exchange,
    ("POST", "oauth/access_token"): oauth.exchange,
    ("GET", "debug_token"): oauth.debug,
    ("GET", "me"): users.me,
    ("GET", "message_template_library"): library.read,
    ("GET", "dataset_quality"): advertising.quality,
}

OF_APP: dict[tuple[str, str], Callable[[Call], Awaitable[dict[str, Any]]]] = {
    ("GET", ""): apps.read,
    ("POST", "uploads"): uploads.begin,
    ("GET", "subscriptions"): apps.subscriptions_of,
    ("POST", "subscriptions"): apps.subscribe,
    ("DELETE", "subscriptions"): apps.unsubscribe,
    ("GET", "connected_client_businesses"): apps.clients,
    ("GET", "whatsapp_business_solutions"): solutions.of_app,
    ("POST", "whatsapp_business_solution"): solution_changes.propose,
}

EDGES: dict[tuple[str, str, str], Handler] = {
    ("business", "GET", ""): businesses.read,
    ("business", "GET", "client_whatsapp_business_accounts"): businesses.client_wabas,
    ("business", "GET", "owned_whatsapp_business_accounts"): businesses.owned_wabas,
    ("business", "GET", "extendedcredits"): money.of_business,
    ("business", "GET", "preverified_numbers"): preverified.of_business,
    ("business", "POST", "add_phone_numbers"): preverified.add,
    ("business", "POST", "share_preverified_numbers"): preverified.share,
    ("preverified", "GET", ""): preverified.read,
    ("preverified", "DELETE", ""): preverified.remove,
    ("preverified", "GET", "partners"): preverified.partners,
    ("preverified", "POST", "request_code"): preverified.request_code,
    ("preverified", "POST", "verify_code"): preverified.verify_code,
    ("credit", "GET", ""): money.read,
    ("credit", "GET", "owning_credit_allocation_configs"): money.allocations,
    ("credit", "POST", "whatsapp_credit_sharing_and_attach"): money.share_and_attach,
    ("credit", "POST", "whatsapp_credit_sharing"): money.share,
    ("credit", "POST", "whatsapp_credit_attach"): money.attach,
    ("allocation", "GET", ""): money.allocation,
    ("allocation", "DELETE", ""): money.revoke,
    ("waba", "GET", ""): wabas.read,
    ("waba", "POST", ""): wabas.change,
    ("waba", "GET", "phone_numbers"): phones.of_waba,
    ("waba", "POST", "phone_numbers"): preverified.add_number,
    ("waba", "GET", "subscribed_apps"): subscriptions.read,
    ("waba", "POST", "subscribed_apps"): subscriptions.subscribe,
    ("waba", "DELETE", "subscribed_apps"): subscriptions.unsubscribe,
    ("waba", "GET", "assigned_users"): users.assigned,
    ("waba", "POST", "assigned_users"): users.assign,
    ("waba", "DELETE", "assigned_users"): users.unassign,
    ("waba", "GET", "message_templates"): templates.of_waba,
    ("waba", "POST", "message_templates"): templates.create,
    ("waba", "DELETE", "message_templates"): templates.delete,
    ("waba", "POST", "message_templates/archive"): archive.put_away,
    ("waba", "POST", "message_templates/unarchive"): archive.take_back,
    ("waba", "GET", "message_template_previews"): previews.of_waba,
    ("waba", "POST", "migrate_message_templates"): copies.migrate,
    ("waba", "POST", "upsert_message_templates"): bulk.upsert,
    ("waba", "GET", "signups"): signups.of_waba,
    ("waba", "POST", "signups"): signups.create,
    ("signup", "GET", ""): signups.read,
    ("signup", "POST", ""): signups.change,
    ("waba", "GET", "reachestimate"): advertising.reach,
    ("waba", "GET", "solutions"): solutions.of_waba,
    **{("waba", "GET", name): partial(figures.read, name) for name in figures.NAMES},
    **{("waba", "GET", name): empty.page for name in empty.OF_WABA},
    ("dataset", "GET", ""): datasets.show,
    ("dataset", "POST", "events"): advertising.events,
    ("waba", "GET", "dataset"): datasets.read,
    ("waba", "POST", "dataset"): datasets.make,
    ("waba", "GET", "flows"): flows.of_waba,
    ("waba", "POST", "flows"): flows.create,
    ("waba", "POST", "migrate_flows"): flows.migrate,
    ("flow", "GET", ""): flows.read,
    ("flow", "POST", ""): flow_changes.describe,
    ("flow", "DELETE", ""): flow_changes.delete,
    ("flow", "GET", "assets"): flow_changes.assets,
    ("flow", "POST", "assets"): flows.upload,
    ("flow", "POST", "deprecate"): flow_changes.deprecate,
    ("flow", "POST", "publish"): flows.publish,
    ("solution", "GET", ""): solutions.read,
    ("solution", "GET", "access_token"): solutions.token,
    ("solution", "POST", "accept"): solution_changes.accept,
    ("solution", "POST", "reject"): solution_changes.reject,
    ("solution", "POST", "send_deactivation_request"): solution_changes.ask_to_end,
    ("solution", "POST", "accept_deactivation_request"): solution_changes.accept_end,
    ("solution", "POST", "reject_deactivation_request"): solution_changes.refuse_end,
    ("template", "GET", ""): templates.read,
    ("template", "POST", ""): templates.edit,
    ("template", "GET", "compare"): comparison.read,
    ("template", "POST", "unpause"): bulk.unpause,
    ("phone", "GET", ""): phones.read,
    ("phone", "POST", ""): phones.change,
    ("phone", "POST", "request_code"): registration.request_code,
    ("phone", "POST", "verify_code"): registration.verify_code,
    ("phone", "POST", "register"): registration.register,
    ("phone", "POST", "deregister"): registration.deregister,
    ("phone", "POST", "messages"): messages.send,
    ("phone", "POST", "marketing_messages"): marketing.send,
    ("phone", "GET", "whatsapp_business_profile"): profile.read,
    ("phone", "POST", "whatsapp_business_profile"): profile.change,
    ("phone", "GET", "whatsapp_commerce_settings"): commerce.read,
    ("phone", "POST", "whatsapp_commerce_settings"): commerce.change,
    ("phone", "GET", "block_users"): blocking.read,
    ("phone", "POST", "block_users"): blocking.block,
    ("phone", "DELETE", "block_users"): blocking.unblock,
    ("phone", "GET", "settings"): automation.read_settings,
    ("phone", "POST", "settings"): automation.change_settings,
    ("phone", "POST", "conversational_automation"): automation.change,
    ("phone", "GET", "whatsapp_business_encryption"): papers.key,
    ("phone", "POST", "whatsapp_business_encryption"): papers.set_key,
    ("phone", "GET", "business_compliance_info"): papers.compliance,
    ("phone", "POST", "business_compliance_info"): papers.set_compliance,
    ("phone", "GET", "message_qrdls"): codes.of_phone,
    ("phone", "POST", "message_qrdls"): codes.put,
    ("phone", "GET", "message_qrdls/{code}"): codes.read,
    ("phone", "POST", "message_qrdls/{code}"): codes.put,
    ("phone", "DELETE", "message_qrdls/{code}"): codes.delete,
    ("phone", "GET", "username"): usernames.read,
    ("phone", "POST", "username"): usernames.adopt,
    ("phone", "DELETE", "username"): usernames.drop,
    ("phone", "GET", "username_suggestions"): usernames.suggestions,
    ("phone", "GET", "official_business_account"): usernames.official,
    ("phone", "POST", "official_business_account"): usernames.ask_official,
    ("phone", "GET", "conversational_automation"): automation.read,
    ("phone", "POST", "calls"): calls.act,
    ("phone", "GET", "call_permissions"): calls.permissions,
    ("phone", "GET", "groups"): groups.of_phone,
    ("phone", "POST", "groups"): groups.create,
    ("group", "GET", ""): groups.read,
    ("group", "POST", ""): groups.change,
    ("group", "DELETE", ""): groups.delete,
    ("group", "GET", "invite_link"): groups.invite,
    ("group", "POST", "invite_link"): groups.new_invite,
    ("group", "DELETE", "invite_link"): groups.drop_invite,
    ("group", "GET", "join_requests"): members.asking,
    ("group", "POST", "join_requests"): members.approve,
    ("group", "DELETE", "join_requests"): members.reject,
    ("group", "DELETE", "participants"): members.remove,
    ("phone", "GET", "message_history"): empty.page,
    ("phone", "POST", "media"): media.upload,
    ("media", "GET", ""): media.read,
    ("media", "DELETE", ""): media.delete,
}
KNOWN_EDGES = frozenset(edge for _, _, edge in EDGES)
