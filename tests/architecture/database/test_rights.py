"""What each role may do, written down: a migration that widens it changes this table too, and is seen in review."""

import asyncpg
from tests.architecture.database import catalogue
from tests.architecture.database.catalogue import APP, WORKER

READ, ADD, CHANGE, REMOVE = "SELECT", "INSERT", "UPDATE", "DELETE"
MAY = {
    APP: {
        "attempt": {READ},
        "audit": {READ, ADD},
        "audit_chain": {ADD},
        "audit_unsealed": {ADD},
        "channel": {READ, ADD, CHANGE},
        "channel_errand": {READ, ADD, CHANGE, REMOVE},
        "channel_key": {READ, ADD, CHANGE},
        "channel_permission": {READ, ADD},
        "client": {READ, ADD, CHANGE},
        "delivery": {READ, ADD, "UPDATE (next_at)", "UPDATE (attempt)"},
        "endpoint": {READ, ADD, CHANGE},
        "event": {READ, ADD},
        "event_untold": {READ, ADD, REMOVE},
        "failed_delivery": {READ, REMOVE},
        "failure_day": {READ},
        "funds_account": {READ, ADD, CHANGE},
        "funds_movement": {READ, ADD},
        "billing_details": {READ, ADD, CHANGE},
        "holding": {READ, ADD, CHANGE},
        "invoice": {READ, ADD} | {f"UPDATE ({column})" for column in ("state", "due", "paid_at")},
        "payer": {READ, ADD, CHANGE},
        "payment": {READ, ADD, CHANGE},
        "payment_card": {READ, ADD, REMOVE, "UPDATE (place)"},
        "hub_session": {READ, ADD, CHANGE, REMOVE},
        "hub_user": {READ, ADD, CHANGE, REMOVE},
        "idempotency": {READ, ADD, CHANGE, REMOVE},
        "invitation_code": {READ, ADD, CHANGE, REMOVE},
        "login_attempt": {READ, ADD, CHANGE, REMOVE},
        "letter": {ADD},
        "meta_update": {READ},
        "notice": {READ, ADD},
        "notice_owed": {READ, ADD, REMOVE},
        "notice_read": {READ, ADD, REMOVE},
        "notice_reader": {READ, ADD, CHANGE},
        "onboarding_link": {READ, ADD, CHANGE},
        "onboarding_pin": {READ, ADD},
        "onboarding_signature": {READ, ADD},
        "onboarding_signup": {READ, ADD, CHANGE},
        "onboarding_visit": {READ, ADD, CHANGE},
        "outcome_day": {READ},
        "partner": {READ, ADD, CHANGE},
        "partner_change": {READ},
        "partner_change_request": {READ},
        "partner_key": {READ, ADD, CHANGE},
        "partner_logo": {READ, ADD, CHANGE, REMOVE},
        "partner_user": {READ},
        "person": {READ, ADD, "UPDATE (password_hash)", "UPDATE (tokens_valid_after)"},
        "rate_card": {READ},
        "rate_region": {READ},
        "rate_window": {READ, ADD, CHANGE},
        "recovery_code": {READ, ADD, CHANGE, REMOVE},
        "second_factor": {READ, ADD, CHANGE, REMOVE},
        "replay": {READ, ADD, "UPDATE (state)", "UPDATE (finished_at)"},
        "refresh_token": {READ, ADD, CHANGE, REMOVE},
        "signing_key": {READ, ADD},
        "usage_day": {READ},
        "user_link": {READ, ADD, CHANGE, REMOVE},
        "till": {READ},
        "template_draft": {READ, ADD, CHANGE, REMOVE},
        "template_edit": {READ, ADD, REMOVE},
        "template_day": {READ, ADD} | {f"UPDATE ({column})" for column in ("sent", "delivered", "read", "clicked")},
        "waba": {READ, ADD, CHANGE},
        "waba_errand": {READ, ADD, CHANGE},
        "waba_flow": {READ, ADD},
        "waba_template": {READ, ADD, CHANGE, REMOVE},
        "app_id_seq": {"USAGE"},
    },
    WORKER: {
        "alarm": {READ, ADD, CHANGE},
        "attempt": {READ, ADD},
        "attempt_id": {"USAGE"},
        "audit": {READ, ADD},
        "audit_chain": {READ, CHANGE},
        "audit_seal": {READ, ADD},
        "audit_unsealed": {READ, ADD, REMOVE},
        "channel": {READ}
        | {
            f"UPDATE ({column})"
            for column in (
                "doc",
                "meta_status",
                "availability_status",
                "current_limit",
                "current_quality_rating",
                "is_oba",
                "is_on_biz_app",
                "throughput",
                "setup_info",
                "template_blocks",
                "can_send_message",
                "meta_faults",
                "meta_read_at",
                "meta_refused_at",
                "modified_at",
            )
        },
        "channel_errand": {READ, ADD, CHANGE},
        "client": {READ},
        "delivery": {READ, ADD, CHANGE, REMOVE},
        "operator_alert": {READ, ADD},
        "endpoint": {READ}
        | {
            f"UPDATE ({column})"
            for column in ("standing", "failures", "failing_since", "paused_until", "disabled_at", "disabled_reason")
        },
        "event": {READ, ADD},
        "event_untold": {READ, ADD},
        "failed_delivery": {READ, ADD, CHANGE, REMOVE},
        "failure_day": {READ, ADD, "UPDATE (quantity)"},
        "funds_account": {READ}
        | {f"UPDATE ({column})" for column in ("balance", "stopped_at", "telling", "used_up_told")},
        "funds_movement": {READ, ADD} | {f"UPDATE ({column})" for column in ("amount", "at")},
        "invoice": {READ},
        "payer": {READ},
        "payment": {READ, "UPDATE (due_at)"},
        "payment_card": {READ},
        "hub_session": {"SELECT (expires_at)", REMOVE},
        "idempotency": {READ, REMOVE},
        "invitation_code": {"SELECT (expires_at)", REMOVE},
        "letter": {READ, REMOVE}
        | {f"UPDATE ({column})" for column in ("body", "due_at", "attempts", "claim", "sent_at")},
        "login_attempt": {READ, ADD, CHANGE, REMOVE},
        "message_outcome": {READ, ADD, "UPDATE (steps)", REMOVE},
        "meta_seen": {READ, ADD, REMOVE},
        "meta_update": {READ, ADD, REMOVE},
        "notice": {"SELECT (created_at)", REMOVE},
        "notice_reader": {"SELECT (partner_id)", "SELECT (digest_at)"},
        "onboarding_signature": {"SELECT (expires_at)", REMOVE},
        "onboarding_signup": {READ} | {f"UPDATE ({column})" for column in ("attempts", "due_at", "claim")},
        "onboarding_visit": {"SELECT (expires_at)", REMOVE},
        "outcome_cursor": {READ, ADD, "UPDATE (event_id)"},
        "outcome_day": {READ, ADD} | {f"UPDATE ({column})" for column in ("sent", "delivered", "read", "failed")},
        "partner": {READ, "UPDATE (platform_secret)"},
        "priced_message": {READ, ADD, REMOVE},
        "process_seen": {READ, ADD, CHANGE, REMOVE},
        "till": {READ, "UPDATE (charges)"},
        "rate_card": {READ},
        "rate_region": {READ},
        "rate_window": {READ, REMOVE},
        "replay": {READ, REMOVE}
        | {
            f"UPDATE ({column})"
            for column in (
                "state",
                "finished_at",
                "reached",
                "looked_at",
                "owed",
                "owed_already",
                "without_endpoint",
                "due_at",
            )
        },
        "refresh_token": {"SELECT (expires_at)", REMOVE},
        "template_draft": {"SELECT (deleted_at)", REMOVE},
        "template_day": {READ},
        "waba_errand": {READ, ADD, CHANGE},
        "usage_day": {READ, ADD} | {f"UPDATE ({column})" for column in ("quantity", "paid_quantity", "price")},
        "user_link": {"SELECT (expires_at)", REMOVE},
        "waba": {READ}
        | {
            f"UPDATE ({column})"
            for column in ("status", "settings", "graph_token", "token_refresh_at", "restricted_until", "modified_at")
        },
        "waba_template": {READ, ADD, CHANGE, REMOVE},
    },
    "public": {},
}
# Found by what is unique over all partners, before the partner is known.
ENTRY = {
    "hub_user_pkey", "hub_user_of_person", "hub_session_pkey", "partner_key_pkey", "partner_key_digest_key",
    "refresh_token_pkey", "onboarding_link_digest_key", "channel_key_digest_key", "onboarding_visit_id_key", "partner_pkey",
    "waba_external_id_key", "channel_external_id_key", "user_link_digest_key",
}  # fmt: skip
# An id names one thing over all partners, for people who quote it and for the support that looks for it.
UNIQUE_ID = {"client_id_key", "waba_id_key", "channel_id_key", "onboarding_signup_id_key", "waba_template_id_key"}
# The worker asks what is due or over, of all partners.
DUE = {
    "channel_to_end", "channel_errand_due", "waba_restricted", "waba_token_ending",
    "message_outcome_old", "meta_seen_at", "onboarding_signature_by_expiry", "onboarding_signup_due",
    "onboarding_visit_by_expiry", "waba_errand_due", "idempotency_old", "rate_window_over",
    "priced_message_due", "payment_due", "replay_due", "letter_due", "letter_over", "notice_over",
    "notice_reader_due",
}  # fmt: skip


async def test_each_role_holds_the_rights_written_here_and_no_others(owner: asyncpg.Connection) -> None:
    for role, expected in MAY.items():
        assert without_library(await catalogue.rights(owner, "public", role)) == expected, role


async def test_the_application_cannot_reach_the_sandbox(owner: asyncpg.Connection) -> None:
    assert await owner.fetchval("SELECT has_schema_privilege($1, 'sandbox', 'USAGE')", APP) is False
    assert await catalogue.rights(owner, "sandbox", APP) == {}
    assert await catalogue.rights(owner, "sandbox", "public") == {}


async def test_keys_and_indexes_of_tenant_tables_lead_with_the_partner(owner: asyncpg.Connection) -> None:
    tenant = {one.name for one in await catalogue.tenant_tables(owner)}
    others = {
        row["index"]
        for row in await owner.fetch(catalogue.INDEXES)
        if row["table"] in tenant and row["leads"] != "partner_id"
    }
    assert others == ENTRY | UNIQUE_ID | DUE


def without_library(found: dict[str, set[str]]) -> dict[str, set[str]]:
    return {table: rights for table, rights in found.items() if not table.startswith("_pogo_")}
