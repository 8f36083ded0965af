"""Words of events, of their delivery, and of what is sent with them."""

from partnerhub.surfaces.partner_api.wire.openapi.words.word import Schema, moment, one_of, word

EVENT = "evt_01928f0c7d2e7a4b8c1d2e3f4a5b6c7d"
EVENTS = (  # contract partner-api §14.3; `messages` and Meta's other fields go to channels
    "client_created", "onboarding_failed", "channel_created", "channel_submitted", "channel_ready", "channel_running",
    "channel_live", "channel_permission_granted", "channel_permission_revoked", "cancellation_request", "cancellation_revoke",
    "cancellation_processed", "account_violation", "account_restriction", "template_messaging_enabled",
    "template_messaging_disabled", "waba_template_status_changed", "waba_template_category_changed",
    "channel_status_changed", "phone_number_quality_changed", "endpoint.failing", "endpoint.disabled",
    "endpoint.recovered", "messages",
)  # fmt: skip
OUTCOMES = ("delivered", "retrying", "parked", "exhausted", "dead")
KINDS = ("partner", "waba", "channel", "destination")
ERRORS = ("dns", "connect", "blocked", "tls", "timeout", "broken", "status", "redirect", "ours")

WORDS: dict[str, Schema] = {
    "events": word("What happened, newest first."),
    "EventOut.id": word("The event's id, which is its `webhook-id` too.", EVENT),
    "EventOut.type": word("What happened.", *EVENTS),
    "audience": one_of("Whom it is for.", "partner", "channel"),
    "EventOut.client_id": word("The client that it is about; null: none.", "4rkmNKGkCL"),
    "EventOut.waba_id": word("The WABA account that it is about; null: none.", "qKOn3WWA"),
    "EventOut.channel_id": word("The channel that it is about; null: none.", "erJ4aKCH"),
    "EventOut.created_at": moment("When it happened."),
    "EventOut.body": word("What receivers get; null where the channel is not shared with the partner.", {"id": EVENT}),
    # delivery
    "AttemptsOut.attempts": word("What was tried, oldest first."),
    "deliveries": word("What has not arrived yet, or never will."),
    "AttemptOut.at": moment("When it was tried."),
    "attempt": word("Which try it was.", 1, minimum=1),
    "endpoint": word("Where it went."),
    "EndpointOut.kind": one_of("Whose webhook it is.", *KINDS),
    "owner_id": word("The id of that one.", "2g5ciQPA"),
    "outcome": one_of("What came of it.", *OUTCOMES),
    "AttemptOut.status": word("The status that came back; null: none did.", 503, minimum=100, maximum=999),
    "AttemptOut.error": one_of("Why it failed; null: it did not.", *ERRORS),
    "ms": word("Milliseconds until it was over.", 41, minimum=0),
    "answer": word("The first 16 KiB that came back, secrets masked; null where you may not see it.", "down for maintenance"),
    "DeliveryOut.state": one_of("Whether it is still tried.", "waiting", "exhausted", "dead"),
    "DeliveryOut.attempts": word("How often it was tried.", 1, minimum=0),
    "next_at": moment("When it is tried next; null: never again."),
    # the log of attempts
    "webhook_attempts": word("What was tried, newest first."),
    "WebhookAttemptOut.id": word("The attempt's id.", "att_0006447f2b3c1d0000000000000004b7"),
    "WebhookAttemptOut.at": moment("When it was over."),
    "WebhookAttemptOut.event_id": word("The event, whose id is the `webhook-id` too.", EVENT),
    "WebhookAttemptOut.type": word("The event's name.", *EVENTS),
    "WebhookAttemptOut.client_id": word("The client that it is about; null: none.", "4rkmNKGkCL"),
    "WebhookAttemptOut.channel_id": word("The channel that it is about; null: none.", "erJ4aKCH"),
    "WebhookAttemptOut.status": word("The status that came back; null: none did.", 503, minimum=100, maximum=999),
    "WebhookAttemptOut.error": one_of("Why it failed; null: it did not.", *ERRORS),
    "WebhookAttemptEndpointOut.id": word("The endpoint's id.", "whe_000000000017"),
    "WebhookAttemptEndpointOut.kind": one_of("Whose webhook it is.", *KINDS),
    "WebhookAttemptEndpointOut.name": word("Tells a channel's further destinations apart; null for all other kinds.", "crm"),
    # endpoints
    "webhook_endpoints": word("Where webhooks go, newest first."),
    "WebhookEndpointOut.id": word("The endpoint's id.", "whe_000000000017"),
    "WebhookEndpointOut.kind": one_of("Whose webhook it is.", *KINDS),
    "WebhookEndpointOut.name": word("Tells a channel's further destinations apart; null for all other kinds.", "crm"),
    "WebhookEndpointOut.url": word(
        "Where it is; null where there is none now, or where the channel is not shared with the partner.",
        "https://crm.example/hooks/messages",
    ),
    "standing": word(
        "`failing`: one webhook at a time tries whether it is back. `disabled`: what is owed waits."
        " `resuming`: enabled again, and not reached yet."
    ),
    "WebhookEndpointOut.failures": word("Failures in a row.", 12, minimum=0),
    "failing_since": moment("When the first of them was; null: the last attempt went well."),
    "resumes_at": moment("Nothing is sent before; null: it is sent as it comes."),
    "disabled_at": moment("When it was disabled; null: it was not."),
    "disabled_reason": one_of("`gone`: it answered 410. `failing`: for five days. Null: it is not disabled.", "gone", "failing"),
    "in_order": word("Whether the events of one channel go one after the other, in the order in which they came."),
    "max_in_flight": word("How many webhooks are on their way to it at once, at most.", 64),
    "WebhookEndpointOut.waiting": word("How many webhooks are owed to it; counted no further than 1,000.", 208, minimum=0),
    # test calls
    "WebhookTestOut.outcome": one_of("`delivered`: any status from 200 to 299 came back.", "delivered", "failed"),
    "advice": word("What that means and what to do, in plain words.", "It arrived."),
    "WebhookTestOut.status": word("The status that came back; null: none did.", 404, minimum=100, maximum=999),
    "WebhookTestOut.error": one_of("Why it failed; null: it did not.", *ERRORS),
    "WebhookTestOut.address": word(
        "The network address that the name led to; null where nothing was connected to or it is not public.", "192.0.2.7"
    ),
    "WebhookTestOut.answer": word("The first 16 KiB that came back, secrets masked.", "no such page"),
    "WebhookTestOut.event_id": word("The `webhook-id` that it was sent with.", EVENT),
    "WebhookTestOut.endpoint_id": word("The endpoint that was tested.", "whe_000000000017"),
    "WebhookTestOut.url": word("Where it was sent.", "https://crm.example/hooks/messages"),
    # replays
    "replays": word("Replays, newest first."),
    "ReplayOut.id": word("The replay's id.", "rpl_01928f0c7d2e7a4b8c1d2e3f4a5b6c7d"),
    "ReplayOut.state": one_of("Whether it still goes on.", "running", "done", "cancelled"),
    "since": moment("Nothing that happened before this time."),
    "until": moment("Only what happened before this time."),
    "ReplayIn.until": moment("Only what happened before this time; left out: before now."),
    "ReplayIn.type": word("Only events of this name.", *EVENTS),
    "ReplayOut.type": word("Only events of this name; null: of any.", *EVENTS),
    "ReplayIn.status": word("Only what came to this: `no_endpoint`, there was nowhere to send it."),
    "ReplayOut.status": word("Only what came to this; null: whatever came of it."),
    "ReplayIn.endpoint_id": word("Only what goes to this endpoint today.", "whe_000000000017"),
    "ReplayOut.endpoint_id": word("Only what goes to this endpoint today; null: to any.", "whe_000000000017"),
    "ReplayIn.client_id": word("Only what is about this client.", "4rkmNKGkCL"),
    "ReplayOut.client_id": word("Only what is about this client; null: about any.", "4rkmNKGkCL"),
    "ReplayIn.channel_id": word("Only what is about this channel.", "erJ4aKCH"),
    "ReplayOut.channel_id": word("Only what is about this channel; null: about any.", "erJ4aKCH"),
    "progress": word("How much of its time has been looked at.", 0.42, minimum=0, maximum=1),
    "looked_at": word("How many events have been looked at.", 21000, minimum=0),
    "owed": word("How many are sent once more.", 1208, minimum=0),
    "owed_already": word("How many were owed anyway, and are due now.", 0, minimum=0),
    "without_endpoint": word("How many still have nowhere to go.", 3, minimum=0),
    "finished_at": moment("When it ended; null: it goes on."),
    # headers and the platform secret
    "HeadersOut.headers": word("Names, with values masked.", {"Authorization": "***"}),
    "HeadersIn.headers": word("Names and values.", {"Authorization": "Basic Y3JtOnR1bGlw"}),
    "exists": word("Whether there is one."),
    "PlatformSecretOut.hint": word("Its first characters; null: there is none.", "phs_q81W"),
    "NewPlatformSecretOut.hint": word("Its first characters.", "phs_q81W"),
    "PreviousOut.hint": word("Its first characters.", "phs_Zk3b"),
    "changed_at": moment("When it was made; null: there is none."),
    "previous": word("The one before it, while that is good; else null."),
    "ends_at": moment("Until then it is good."),
    "platform_secret": word("The secret, shown this once.", "phs_q81WExampleExampleExampleExample"),
    "standard_secret": word("The same for libraries of Standard Webhooks.", "whsec_RXhhbXBsZUV4YW1wbGVFeGFtcGxl"),
    "RotationIn.overlap_seconds": word("How long the secret until now is still good, in seconds; 0: not at all.", 3600),
}  # fmt: skip
