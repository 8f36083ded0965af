"""URLs that people give us."""

import pytest

from partnerhub.kit.urls import is_web_url


@pytest.mark.parametrize(
    "url",
    ["https://crm.example", "https://CRM.example:8443/a?b=c#d", "https://192.0.2.7/", "https://[2001:db8::7]:444/",
     "https://xn--bcher-kva.example/", "https://crm.example./"],
)  # fmt: skip
def test_a_web_url_has_a_host_that_there_may_be(url: str) -> None:
    assert is_web_url(url)


@pytest.mark.parametrize(
    "url",
    ["https://", "https://*", "https://crm.example*", "https://*.crm.example/", "https://crm..example", "https://crm",
     "https://-crm.example", "https://crm.7", "https://me@crm.example/", "https://crm.example:0/", "https://crm.example:99999/",
     "https://[2001:db8::7/", "https://crm.example/a b", 'https://crm.example/"', "https://bücher.example/", "http://crm.example/"],
)  # fmt: skip
def test_what_no_browser_would_find_is_none(url: str) -> None:
    assert not is_web_url(url)


@pytest.mark.parametrize(
    "url", ["http://localhost:3000/back", "http://crm_web:8000", "https://crm.example/", "http://127.0.0.1/"]
)
def test_names_of_a_network_of_ones_own_are_good_at_home(url: str) -> None:
    assert is_web_url(url, plain=True)
