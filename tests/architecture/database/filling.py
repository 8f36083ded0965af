"""A row of each side in every tenant table. A new table needs its statement here, or the tenancy tests fail."""

from dataclasses import asdict

import asyncpg
from tests import world
from tests.world import Side, World

from partnerhub.db.pool import Database

# Not here: what `world.make` fills (partner, partner_key, client, waba, channel, channel_permission, channel_key,
# waba_flow, waba_template, waba_errand, event, event_untold, holding, user_link, letter).
# In order, for the foreign keys. {names} are values of the side.
ROWS = {
    "person": "(id, email, password_hash, created_at)"
    " VALUES ('person-{partner_id}', lower('{partner_id}@people.example'), '-', now())",
    "hub_user": "(id, partner_id, client_id, email, name, person_id) VALUES ('user-{partner_id}', '{partner_id}',"
    " '{client_id}', lower('{partner_id}@people.example'), 'Ada', 'person-{partner_id}')",
    "partner_logo": "(partner_id, name, media_type, content) VALUES ('{partner_id}', 'a.png', 'image/png', '-')",
    "hub_session": "(digest, partner_id, user_id, csrf, expires_at)"
    " VALUES ('session-{partner_id}', '{partner_id}', 'user-{partner_id}', '-', 'infinity')",
    "refresh_token": "(digest, partner_id, user_id, family, expires_at)"
    " VALUES ('token-{partner_id}', '{partner_id}', 'user-{partner_id}', '-', 'infinity')",
    "second_factor": "(person_id, secret, created_at) VALUES ('person-{partner_id}', '-', now())",
    "recovery_code": "(person_id, digest) VALUES ('person-{partner_id}', '-')",
    "invitation_code": "(partner_id, user_id, digest, invited, expires_at)"
    " VALUES ('{partner_id}', 'user-{partner_id}', '-', '{{}}', 'infinity')",
    "notice": "(partner_id, id, event_id, type, kind, client_id, client_sees, facts, created_at)"
    " VALUES ('{partner_id}', 'ntc_{partner_id}', 'evt_{partner_id}', 'channel_live', 'numbers', '{client_id}', true,"
    " '{{}}', now())",
    "notice_reader": "(partner_id, user_id) VALUES ('{partner_id}', 'user-{partner_id}')",
    "notice_read": "(partner_id, notice_id, user_id) VALUES ('{partner_id}', 'ntc_{partner_id}', 'user-{partner_id}')",
    "notice_owed": "(partner_id, notice_id, user_id) VALUES ('{partner_id}', 'ntc_{partner_id}', 'user-{partner_id}')",
    "audit": "(partner_id, actor, action, subject) VALUES ('{partner_id}', 'test', 'fill', '{client_id}')",
    "audit_seal": "(partner_id, place, audit_id, mac) VALUES ('{partner_id}', 1, 1, '-')",
    "endpoint": "(partner_id, kind, owner_id, url) VALUES ('{partner_id}', 'partner', '{partner_id}', 'https://{partner_id}.example')",
    "delivery": "(partner_id, endpoint_id, event_id, next_at) VALUES ('{partner_id}', 1, 'evt_{partner_id}', 'infinity')",
    "attempt": "(partner_id, event_id, endpoint_id, attempt, type, outcome, status, answer, ms)"
    " VALUES ('{partner_id}', 'evt_{partner_id}', 1, 1, 'channel_live', 'retrying', 500, '', 1)",
    "failed_delivery": "(partner_id, endpoint_id, event_id, fault, attempts)"
    " VALUES ('{partner_id}', 1, 'evt_{partner_id}', 'exhausted', 17)",
    "replay": "(partner_id, id, since, until, reached, created_at, due_at)"
    " VALUES ('{partner_id}', 'rpl_{partner_id}', now(), now(), 'evt_', now(), 'infinity')",
    "onboarding_visit": "(id, partner_id, browser, flow, parameters, target, created_at, expires_at)"
    " VALUES ('visit-{partner_id}', '{partner_id}', '-', 'io', '{{}}', 'https://{partner_id}.example', now(), 'infinity')",
    "onboarding_signature": "(partner_id, digest, expires_at) VALUES ('{partner_id}', '-', 'infinity')",
    "onboarding_signup": "(id, partner_id, client_id, step, state, code, created_at, modified_at)"
    " VALUES ('signup-{partner_id}', '{partner_id}', '{client_id}', 'live', '{{}}', 'code-{partner_id}', now(), now())",
    "partner_change": "(partner_id, id, source_partner_id, source_client_id, target_partner_id, client_name, channels, asked_by,"
    " created_at, modified_at) VALUES ('{partner_id}', 'pcr_{partner_id}', '{partner_id}', '{client_id}', 'otherPA', 'A client',"
    " 1, 'user-{partner_id}', now(), now())",
    "rate_window": "(partner_id, policy, subject, ends_at, used) VALUES ('{partner_id}', 'default', '', 'infinity', 1)",
    "idempotency": "(partner_id, key, fingerprint) VALUES ('{partner_id}', 'abc', '-')",
    "channel_errand": "(partner_id, channel_id, kind, due_at) VALUES ('{partner_id}', '{channel_id}', 'sync', 'infinity')",
    "onboarding_pin": "(partner_id, channel_id, pin) VALUES ('{partner_id}', '{channel_id}', '-')",
    "funds_account": "(partner_id, client_id, currency, balance, opened_at)"
    " VALUES ('{partner_id}', '{client_id}', 'usd', 1, now())",
    "funds_movement": "(partner_id, client_id, currency, kind, amount, at)"
    " VALUES ('{partner_id}', '{client_id}', 'usd', 'funding', 1, now())",
    "payer": "(partner_id, client_id, currency, renew_below, renew_by) VALUES ('{partner_id}', '{client_id}', 'usd', 10, 50)",
    "payment_card": "(partner_id, client_id, id, token, brand, last4, expires_month, expires_year, place, added_at)"
    " VALUES ('{partner_id}', '{client_id}', 'card-{partner_id}', '-', 'visa', '4242', 12, 2034, 1, now())",
    "payment": "(partner_id, client_id, id, once, kind, currency, amount, fee, tax, tax_percent, tax_note, return_url,"
    " falls_back, card_id, card, tried, state, created_at)"
    " VALUES ('{partner_id}', '{client_id}', 'pay-{partner_id}', '-', 'top_up', 'usd', 1, 0, 0, 0, '', '', true, '-', '-',"
    " '{{}}', 'paid', now())",
    "billing_details": "(partner_id, client_id, legal_name) VALUES ('{partner_id}', '{client_id}', 'Acme')",
    "invoice": "(partner_id, client_id, id, number, kind, currency, lines, net, tax, tax_percent, note, total, due, state,"
    " issuer, buyer, issued_at) VALUES ('{partner_id}', '{client_id}', 'inv-{partner_id}', '1', 'prepayment', 'usd', '[]', 1,"
    " 0, 0, '', 1, 0, 'paid', '', '', now())",
    "usage_day": "(partner_id, channel_id, client_id, day, category, country, pricing_type, currency, quantity,"
    " paid_quantity, price)"
    " VALUES ('{partner_id}', '{channel_id}', '{client_id}', current_date, 'utility', 'DE', 'regular', 'usd', 1, 1, 1)",
    "priced_message": "(partner_id, client_id, channel_id, waba_id, recipient, category, pricing_type, billable, at)"
    " VALUES ('{partner_id}', '{client_id}', '{channel_id}', '{waba_id}', '', 'utility', 'regular', true, now())",
    "template_day": "(partner_id, waba_id, template_id, day, client_id, name, language, sent, delivered, read, clicked)"
    " VALUES ('{partner_id}', '{waba_id}', '1', current_date, '{client_id}', 'welcome', 'en', 1, 1, 1, 0)",
    "template_edit": "(partner_id, template_id, at) VALUES ('{partner_id}', '{template_id}', now())",
    "message_outcome": "(partner_id, key, day, steps) VALUES ('{partner_id}', gen_random_uuid(), current_date, 1)",
    "outcome_cursor": "(partner_id, event_id) VALUES ('{partner_id}', '')",
    "outcome_day": "(partner_id, channel_id, client_id, day, sent, delivered, read, failed)"
    " VALUES ('{partner_id}', '{channel_id}', '{client_id}', current_date, 1, 1, 1, 0)",
    "failure_day": "(partner_id, channel_id, client_id, day, code, title, quantity)"
    " VALUES ('{partner_id}', '{channel_id}', '{client_id}', current_date, 131026, 'Message undeliverable', 1)",
    "meta_seen": "(partner_id, key, seen_at) VALUES ('{partner_id}', gen_random_uuid(), now())",
    "meta_update": "(partner_id, waba_id, field, body, received_at)"
    " VALUES ('{partner_id}', '{waba_id}', 'account_update', '{{}}', now())",
}


async def filled(database: Database, owner: asyncpg.Connection) -> World:
    made = await world.make(database)
    for side in (made.partner, made.rival):
        await fill(owner, side)
    return made


async def fill(owner: asyncpg.Connection, side: Side) -> None:
    for table, row in ROWS.items():
        await owner.execute(f"INSERT INTO {table} {row.format(**asdict(side))}")
