"""What people and keys change is kept for the audit log by triggers: on which tables, and without which secrets."""

import re

import asyncpg
from tests.architecture.database import catalogue

# Tables whose rows nobody would look for in the audit log.
NOT_KEPT = {
    "attempt": "the worker's log of what it sent",
    "audit": "the audit log itself",
    "audit_chain": "the audit log itself",
    "audit_seal": "the audit log itself",
    "audit_unsealed": "the audit log itself",
    "channel_errand": "what the worker has still to do",
    "channel_permission": "the history of permissions; the channel's own field tells of each change",
    "delivery": "what the worker has still to send",
    "event": "facts that follow from a change, told to the partner",
    "failure_day": "counted by the worker",
    "event_untold": "what the worker has still to tell people",
    "failed_delivery": "what the worker gave up",
    "funds_account": "money follows from messages and the operator's funding",
    "funds_movement": "the history of funds",
    "holding": "how many rows of a kind there are",
    "hub_session": "the line session.start says who logged in",
    "idempotency": "answers kept for repetitions",
    "invoice": "what follows from payments and messages; never changed but for what is due",
    "invitation_code": "what waits for a code; the line users.invite_code says who asked for it",
    "letter": "mail that follows from a change",
    "message_outcome": "what Meta has told us",
    "meta_seen": "what Meta has told us",
    "meta_update": "what Meta has told us",
    "notice": "an event as people hear of it",
    "notice_owed": "what the worker has still to send",
    "notice_read": "who has read what",
    "notice_reader": "how a user wants to be told; the line notifications.choose says who changed it",
    "onboarding_pin": "a secret of a registration, told to nobody",
    "onboarding_signature": "what of links was used",
    "onboarding_signup": "steps of the worker; the lines signup.start and signup.try_again say who began it",
    "onboarding_visit": "a browser on the onboarding pages",
    "outcome_cursor": "what the worker has still to do",
    "outcome_day": "counted by the worker",
    "partner_logo": "a picture; the partner's logo_url tells of each change",
    "partner_change": "a request stands with two partners; the lines partner_changes.… say who asked and who decided",
    "priced_message": "what Meta has told us",
    "rate_window": "what is left of quotas",
    "refresh_token": "the line tokens.create says who got one",
    "template_edit": "how often a template was edited; the line templates.edit tells of each",
    "template_day": "counted by Meta",
    "user_link": "secrets sent by mail; the lines users.… say who had them sent",
    "usage_day": "counted by the worker",
    "waba_errand": "what the worker has still to do",
}
TRIGGERS = """
SELECT tgrelid::regclass::text AS name, string_to_array(encode(tgargs, 'escape'), '\\000') AS arguments
FROM pg_trigger WHERE tgname = 'keep_change' AND NOT tgisinternal
"""
COLUMNS = """
SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped
"""
SECRET = re.compile("secret|password|token|digest|hash|pin$")
NO_SECRET = {
    "password_tokens",
    "tokens_valid_after",
    "platform_secret_changed_at",
    "previous_secret_ends_at",
    "token_refresh_at",
}


async def test_every_table_of_partners_is_kept_or_says_why_not(owner: asyncpg.Connection) -> None:
    tables = {one.name for one in await catalogue.tenant_tables(owner)}
    kept = {row["name"] for row in await owner.fetch(TRIGGERS)}
    assert tables - kept == set(NOT_KEPT)


async def test_no_secret_is_kept(owner: asyncpg.Connection) -> None:
    for row in await owner.fetch(TRIGGERS):
        left_out, masked = (set(one.split()) for one in row["arguments"][2:4])
        for column in await owner.fetch(COLUMNS, row["name"]):
            secret = column["type"] == "bytea" or SECRET.search(column["name"])
            if secret and column["name"] not in NO_SECRET:
                assert column["name"] in left_out | masked, (row["name"], column["name"])
