"""What a flow shows of itself."""

from datetime import timedelta
from typing import Any

import msgspec

from partnerhub.db.pool import Row
from partnerhub.sandbox.graph import health
from partnerhub.sandbox.graph.flows import files
from partnerhub.sandbox.graph.oauth import APP_NAME
from partnerhub.sandbox.wire.call import Call

PREVIEW_LIFE = timedelta(days=30)


def fields_of(call: Call, row: Row) -> dict[str, Any]:
    """Every field a flow has; None: it has no value."""
    content = msgspec.json.decode(row["content"]) if row["content"] else {}
    flow: dict[str, Any] = content if isinstance(content, dict) else {}
    app_id = call.config.app_id
    return {
        "id": row["id"],
        "name": row["name"],
        "status": row["status"],
        "categories": msgspec.json.decode(row["categories"]),
        "validation_errors": msgspec.json.decode(row["validation_errors"]),
        "json_version": flow.get("version"),
        "data_api_version": flow.get("data_api_version"),
        "data_channel_uri": row["endpoint_uri"],
        "endpoint_uri": row["endpoint_uri"],
        "preview": _preview(call, row),
        "whatsapp_business_account": {
            "id": row["waba_id"],
            "name": row["waba_name"],
            "timezone_id": row["timezone_id"],
            "message_template_namespace": row["namespace"],
        },
        "application": {"link": f"https://www.facebook.com/games/?app_id={app_id}", "name": APP_NAME, "id": app_id},
        "health_status": health.status(
            [
                {"entity_type": "FLOW", "id": row["id"], "can_send_message": health.GOOD},
                health.waba(row),
                health.app(app_id),
            ]
        ),
        "metric": None,
        "updated_at": row["updated_at"].strftime("%Y-%m-%dT%H:%M:%S+0000"),
    }


def _preview(call: Call, row: Row) -> dict[str, str]:
    until = call.now + PREVIEW_LIFE
    return {"preview_url": files.link(call.config, row["id"]), "expires_at": until.strftime("%Y-%m-%dT%H:%M:%S+0000")}


def metric(arguments: dict[str, str]) -> dict[str, Any]:
    """Nobody fills in a flow here, so there is nothing to count."""
    return {"name": arguments.get("name", ""), "granularity": arguments.get("granularity", "DAY"), "data_points": []}
