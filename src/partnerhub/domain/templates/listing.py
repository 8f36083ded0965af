"""What callers may filter and sort templates by (contract partner-api §3.4)."""

from partnerhub.db.listing import Field, Listing, texts

LISTING = Listing(
    key="waba_templates",
    table="waba_template t",
    parent="t.waba_id",
    default_limit=50,
    joins={"waba": "JOIN waba w ON w.partner_id = t.partner_id AND w.id = t.waba_id"},
    fields={
        **texts("t", "id", "partner_id", "external_id", "name", "category", "language", "rejected_reason"),
        "business_templates.name": Field("t.name"),
        # A client of 2022 cannot leave the status out of a filter: it sends "unknown" (§3.3).
        "status": Field("t.status", any="unknown"),
        "waba_account_id": Field("t.waba_id"),
        "namespace": Field("w.namespace", join="waba"),
        "created_at": Field("t.created_at", "time"),
        "modified_at": Field("t.modified_at", "time"),
    },
)
