"""A function that sends SQL is handed the connection and then the tenant, and its statement names the tenant.

That is beside row-level security, not instead of it: a slip in one of the two is caught by the other.
"""

import ast

import pytest
from tests.architecture.source.reading import Function, Module, modules
from tests.architecture.source.statements import sql_calls

# Each says so in its docstring, too.
OF_NO_ONE_PARTNER = {
    "domain.access.attempts.seconds_locked": "counted before the partner is known",
    "domain.access.attempts.failed": "counted before the partner is known",
    "domain.access.attempts.forget": "counted before the partner is known",
    "domain.access.cleaning.prune": "the worker removes what is over, whosever it was",
    "domain.messaging.store.prune": "the worker removes what is over, whosever it was",
    "domain.access.passwords._prove": "the e-mail says whose it is",
    "domain.access.sessions.enter": "the session says whose it is",
    "domain.access.tokens.signing_key": "belongs to the installation",
    "domain.access.tokens.enter": "the token says whose it is",
    "domain.access.tokens._renewed": "the token says whose it is",
    "domain.access.users.link_store.enter": "the link says whose it is",
    "domain.access.hub_store.of_email": "the e-mail says whose they are",
    "domain.audit.chain_store.waiting": "the worker seals for all partners",
    "domain.audit.chain_store.partners": "whoever verifies the log does so for all partners",
    "domain.channels.at_meta.errand_store.claim": "the worker takes what is due, whosever it is",
    "domain.channels.ending_store.due_to_end": "the worker takes what is due, whosever it is",
    "domain.wabas.errand_store.claim": "the worker takes what is due, whosever it is",
    "domain.wabas.solution_store.claim_ending": "the worker takes what is due, whosever it is",
    "domain.wabas.standing_store.take_ended_restrictions": "the worker takes what is over, whosever it is",
    "domain.billing.telling_store.claim": "the worker tells for all partners",
    "domain.billing.store.add_charges": "the worker meters for all partners at once",
    "domain.billing.insight_store.rate_card": "belongs to the installation",
    "domain.billing.store.spend": "the worker meters for all partners at once",
    "domain.billing.usage_store.add": "the worker meters for all partners at once",
    "domain.events.store.make_partitions": "tables of all partners",
    "domain.installation.process_store.beat": "belongs to the installation",
    "domain.installation.process_store.end": "belongs to the installation",
    "domain.installation.process_store.processes": "belongs to the installation",
    "domain.installation.overview_store.look": "the operator's view of all partners",
    "domain.installation.partner_store.page": "the operator's view of all partners",
    "domain.invoices.closing_store.open_accounts": "the worker closes the month for all partners",
    "domain.payments.payment_store.claim_due": "the worker takes what is due, whosever it is",
    "domain.payments.renewal_store.due": "the worker renews for all partners",
    "domain.payments.renewal_store.low": "the worker tells for all partners",
    "domain.payments.renewal_store.set_charging": "belongs to the installation",
    "domain.payments.renewal_store.unrenewed": "the worker stops for all partners",
    "domain.letters.store.claim": "the worker takes what is due, whosever it is",
    "domain.letters.store.prune": "the worker removes what is over, whosever it was",
    "domain.messaging.outcomes.store.add": "the worker counts for all partners at once",
    "domain.messaging.outcomes.store.carried": "the worker counts for all partners at once",
    "domain.messaging.outcomes.store.cursors": "the worker counts for all partners at once",
    "domain.messaging.outcomes.store.move": "the worker counts for all partners at once",
    "domain.messaging.outcomes.store.prune": "the worker removes what is over, whosever it was",
    "domain.messaging.priced_store.take": "the worker meters for all partners at once",
    "domain.messaging.store.places_of_wabas": "Meta names no partner",
    "domain.messaging.store.see": "pairs of many partners at once",
    "domain.messaging.taking_store.seen": "Meta names no partner",
    "domain.messaging.taking_store.take_in": "Meta names no partner",
    "domain.notifications.people_store.due": "the worker asks what is due, whosever it is",
    "domain.notifications.store.prune": "the worker removes what is over, whosever it was",
    "domain.notifications.store.untold": "the worker asks what is due, whosever it is",
    "domain.onboarding.links.store.enter": "the link's token says whose it is",
    "domain.onboarding.signup_store.claim": "the worker takes what is due, whosever it is",
    "domain.onboarding.visit_store.enter": "the visit says whose it is",
    "domain.onboarding.visit_store.prune": "the worker removes what is over, whosever it was",
    "domain.templates.draft_store.prune": "the worker removes what is over, whosever it was",
    "domain.webhooks.queue.due_store.due": "the worker takes what is due, whosever it is",
    "domain.webhooks.queue.due_store.probing": "the worker takes what is due, whosever it is",
    "domain.webhooks.queue.floor_store.due_above": "the worker takes what is due, whosever it is",
    "domain.webhooks.queue.floor_store.risen": "the worker takes what is due, whosever it is",
    "domain.webhooks.queue.claim_store.claim_in_order": "the worker takes what is due, whosever it is",
    "domain.webhooks.queue.claim_store.claim": "the worker takes what is due, whosever it is",
    "domain.webhooks.replays.store.take_next": "the worker takes what is due, whosever it is",
    "domain.webhooks.retention.store.drop_events": "tables of all partners",
    "domain.webhooks.retention.store.drop_attempts": "tables of all partners",
    "domain.webhooks.retention.store.forget_owed": "the worker removes what is over, whosever it was",
    "domain.webhooks.watch.store.measure": "the operator's view of all partners",
    "domain.webhooks.watch.alarm_store.note": "belongs to the installation",
    "domain.webhooks.queue.settle_store.settle": "outcomes for many partners at once",
}
PARTNER_IS_THE_ROW = {
    "domain.partners.store",
    "domain.partners.secret_store",
    "domain.webhooks.store",
}  # statements on the table partner itself
SENDING = {
    f"{module.name}.{function.name}": (module, function)
    for module in modules()
    if module.name.startswith(("domain.", "workers."))
    for function in module.functions()
    if any(sql_calls(module, function))
}


@pytest.mark.parametrize("name", sorted(SENDING))
def test_takes_the_connection_then_the_tenant_or_says_why_not(name: str) -> None:
    _, function = SENDING[name]
    if name in OF_NO_ONE_PARTNER:
        assert ast.get_docstring(function), "say in the docstring why there is no tenant"
    else:
        assert [one.arg for one in function.args.args][:2] == ["db", "partner_id"]


@pytest.mark.parametrize("name", sorted(set(SENDING) - set(OF_NO_ONE_PARTNER)))
def test_the_statement_names_the_tenant(name: str) -> None:
    module, function = SENDING[name]
    for text in texts(module, function):
        named = "partner_id" in text or "_partner" in text or (module.name in PARTNER_IS_THE_ROW and "partner" in text)
        assert named, text


def test_the_list_of_exceptions_holds_no_name_that_is_gone() -> None:
    assert set(OF_NO_ONE_PARTNER) <= set(SENDING)


def texts(module: Module, function: Function) -> list[str]:
    """Of each statement, its Python text: with the constants in it, as far as this module has them."""
    return [spelt_out(call.args[0], module) for call in sql_calls(module, function)]


def spelt_out(text: ast.expr, module: Module) -> str:
    """`PUT_TARGET`, made of `PUT`, as both."""
    names = {node.id for node in ast.walk(text) if isinstance(node, ast.Name)} & set(module.constants)
    return " ".join([ast.unparse(text), *(spelt_out(module.constants[name], module) for name in sorted(names))])
