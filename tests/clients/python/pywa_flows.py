"""pywa and flows: from a draft to their end, and their figures."""

from typing import Any

from checks import WORLD, check, failure, main
from pywa import types
from pywa.errors import WhatsAppError
from pywa_client import FOUR, client

wa, waba_id = client(), WORLD["waba_id"]
FLOW: dict[str, Any] = {
    "version": "7.0",
    "screens": [
        {
            "id": "START",
            "title": "Welcome",
            "terminal": True,
            "layout": {"type": "SingleColumnLayout", "children": [{"type": "TextHeading", "text": "Hello"}]},
        }
    ],
}


def fails(code: int, act: Any) -> None:
    error = failure(WhatsAppError, act)
    assert (error.code if FOUR else error.error_code) == code, error


@check
def takes_flows_from_draft_to_their_end() -> None:
    flow = wa.create_flow("Sign up", [types.FlowCategory.SIGN_UP])
    assert wa.update_flow_json(flow.id, {"version": "7.0"}).validation_errors
    assert wa.update_flow_json(flow.id, FLOW).success
    assert wa.update_flow_metadata(
        flow.id, name="Join", categories=[types.FlowCategory.OTHER], endpoint_uri="https://example.com/f"
    )
    details = wa.get_flow(flow.id)
    assert (details.name, details.status, details.json_version) == ("Join", types.FlowStatus.DRAFT, "7.0")
    assert details.preview.url.startswith("http")
    assert details.endpoint_uri == "https://example.com/f"
    assert details.whatsapp_business_account.id == waba_id
    assert details.application.id == WORLD["app_id"]
    assets = wa.get_flow_assets(flow.id)
    assert wa.get_media_bytes(assets[0].url).startswith(b"{")
    assert wa.publish_flow(flow.id)
    fails(100, lambda: wa.update_flow_json(flow.id, FLOW))
    assert flow.id in [one.id for one in wa.get_flows()]
    assert wa.deprecate_flow(flow.id)
    assert wa.get_flow(flow.id).status == types.FlowStatus.DEPRECATED
    whole = wa.create_flow("Whole", ["OTHER"], flow_json=FLOW, publish=True)
    assert wa.get_flow(whole.id).status == types.FlowStatus.PUBLISHED
    draft = wa.create_flow("Draft", ["OTHER"], clone_flow_id=whole.id)
    assert wa.delete_flow(draft.id)
    fails(100, lambda: wa.get_flow(draft.id))


@check
def reads_figures_of_a_flow() -> None:
    flow = wa.create_flow("Measured", ["OTHER"], flow_json=FLOW, publish=True)
    figures = wa.get_flow_metrics(flow.id, types.FlowMetricName.ENDPOINT_REQUEST_COUNT, types.FlowMetricGranularity.DAY)
    assert figures["data_points"] == []


main()
