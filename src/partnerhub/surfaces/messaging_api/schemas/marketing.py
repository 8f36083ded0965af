"""Datasets, their events, and figures of templates and ads, as the documentation tells them (contract A.2, B.5)."""

from typing import Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

Object = dict[str, Any]


class DatasetIn(msgspec.Struct):
    name: str | UnsetType = UNSET


class Dataset(msgspec.Struct):
    """Without one: an empty `data`."""

    id: str | UnsetType = UNSET
    data: list[Object] | UnsetType = UNSET


class DatasetQuality(msgspec.Struct):
    web: list[Object] | UnsetType = UNSET


class EventsTaken(msgspec.Struct):
    events_received: int
    messages: list[str] | UnsetType = UNSET
    fbtrace_id: str | UnsetType = UNSET


class TemplatePoint(msgspec.Struct):
    template_id: str
    start: int
    end: int
    sent: int | UnsetType = UNSET
    delivered: int | UnsetType = UNSET
    read: int | UnsetType = UNSET
    clicked: list[Object] | UnsetType = UNSET
    cost: list[Object] | UnsetType = UNSET


class TemplateFigures(msgspec.Struct):
    granularity: Literal["DAILY"]
    data_points: list[TemplatePoint]
    product_type: str | UnsetType = UNSET


class TemplateAnalytics(msgspec.Struct):
    data: list[TemplateFigures]
    paging: Object | UnsetType = UNSET


class AnalyticsOn(msgspec.Struct):
    id: str


class Estimate(msgspec.Struct):
    bid_amount: float
    deliveries_lower_bound: int
    deliveries_upper_bound: int
    cost_lower_bound: float
    cost_upper_bound: float
    users: int | UnsetType = UNSET


class ReachEstimate(msgspec.Struct):
    estimates: list[Estimate]
    waba_currency: str | UnsetType = UNSET


class AdFigures(msgspec.Struct):
    """One row a breakdown; the fields are those that were asked for."""

    data: list[Object]
    paging: Object | UnsetType = UNSET


WORDS: dict[str, str] = {
    "DatasetIn.name": "How the dataset is called.",
    "Dataset.id": "The dataset's id, to report events to.",
    "Dataset.data": "Empty: there is no dataset.",
    "web": "How well events can be matched, by kind of event.",
    "Events.data": "Events, each with `event_name`, `event_time`, `action_source`, `messaging_channel` and `user_data`.",
    "events_received": "How many were taken.",
    "EventsTaken.messages": "What Meta remarks.",
    "fbtrace_id": "Names this call to Meta's support.",
    "template_id": "Which template.",
    "start": "Where the day begins, in seconds.",
    "end": "Where it ends.",
    "sent": "Messages sent.",
    "delivered": "Messages delivered.",
    "read": "Messages read.",
    "clicked": "Taps by button.",
    "cost": "What it cost, by kind; not on a partner's credit line.",
    "granularity": "By day.",
    "data_points": "One for each template and day.",
    "product_type": "Always `cloud_api`.",
    "AnalyticsOn.id": "The WABA's id; the counting cannot be switched off.",
    "estimates": "One for each price.",
    "bid_amount": "The price for a message.",
    "deliveries_lower_bound": "Messages at least.",
    "deliveries_upper_bound": "Messages at most.",
    "cost_lower_bound": "Cost at least.",
    "cost_upper_bound": "Cost at most.",
    "users": "People who can be reached.",
    "waba_currency": "As `EUR`.",
}
