"""Carrying bytes on unchanged: the end of the one statement that takes them in, so that accepting is one round trip.

The statement gives `carried (partner_id, event_id, type, client_id, waba_id, channel_id, body, at)`. Each of it becomes
an event, owed to the number's endpoint, else to the WABA's; to the WABA's first if it overrides (contract messaging A.7).
Without an endpoint the event is recorded all the same. LATERAL with LIMIT, as in `queue`: no plan but by the index.
"""

CARRY = """
recorded AS (
    INSERT INTO event (partner_id, id, audience, type, client_id, waba_id, channel_id, body, created_at)
    SELECT partner_id, event_id, 'channel', type, client_id, waba_id, channel_id, body, at FROM carried
), owed AS (
    INSERT INTO delivery (partner_id, endpoint_id, event_id, bucket, followed)
    SELECT c.partner_id, main.id, c.event_id, CASE WHEN main.fifo THEN coalesce(c.channel_id, '-') ELSE '' END,
           coalesce(own.multi_webhook, false)
    FROM carried c
    LEFT JOIN LATERAL (
        SELECT id, url, fifo, multi_webhook FROM endpoint
        WHERE partner_id = c.partner_id AND kind = 'channel' AND owner_id = c.channel_id LIMIT 1) own ON true
    LEFT JOIN LATERAL (
        SELECT id, fifo, override_all FROM endpoint
        WHERE partner_id = c.partner_id AND kind = 'waba' AND owner_id = c.waba_id AND url IS NOT NULL LIMIT 1) waba ON true
    CROSS JOIN LATERAL (SELECT own.url IS NOT NULL AND waba.override_all IS NOT TRUE AS own_first) of
    CROSS JOIN LATERAL (
        SELECT CASE WHEN of.own_first THEN own.id ELSE waba.id END AS id,
               CASE WHEN of.own_first THEN own.fifo ELSE waba.fifo END AS fifo) main
    WHERE main.id IS NOT NULL
)
"""
