"""What others write cannot become a page of ours: text is escaped, links are the web's, files are downloaded."""

import aiohttp
import pytest
from tests.sandbox.handset.conftest import Chat

from partnerhub.sandbox.handset.formatting import formatted

EVIL = '<script>alert(1)</script><img src=x onerror="1">'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* _it_ ~no~ `code`", "<strong>bold</strong> <em>it</em> <s>no</s> <code>code</code>"),
        ("```a *b*\n<c>```", "<pre>a *b*\n&lt;c&gt;</pre>"),
        ("2*3*4 a_b_c", "2*3*4 a_b_c"),
        ("a * bold *", "a * bold *"),
        ("*_both_*", "<strong><em>both</em></strong>"),
        ("> said", "<q>said</q>"),
        (
            "- one\n2. two",
            '<span class="item"><span>•</span> one</span>\n<span class="item"><span>2.</span> two</span>',
        ),
        ("a & b < c", "a &amp; b &lt; c"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("\x000\x00 x", "0 x"),
    ],
)
def test_text_is_marked_as_on_the_phone(text: str, html: str) -> None:
    assert str(formatted(text)) == html


def test_a_link_ends_before_the_full_stop_and_keeps_its_underscores() -> None:
    html = str(formatted("See https://x.example/a_b_c?d=e. And *more*"))
    assert 'href="https://x.example/a_b_c?d=e"' in html
    assert "<em>" not in html
    assert "<strong>more</strong>" in html


async def test_nothing_that_is_sent_becomes_markup(chat: Chat) -> None:
    button = {"type": "reply", "reply": {"id": EVIL[:50], "title": "<b>x</b>"}}
    body, footer = {"text": EVIL}, {"text": EVIL}
    asked = {"type": "button", "body": body, "footer": footer, "action": {"buttons": [button]}}
    await chat.send(type="text", text={"body": EVIL})
    await chat.send(type="interactive", interactive=asked)
    await chat.send(type="contacts", contacts=[{"name": {"formatted_name": EVIL}, "phones": [{"phone": EVIL}]}])
    await chat.send(type="location", location={"latitude": "1", "longitude": "2", "name": EVIL})
    page = await chat.page()
    assert EVIL not in page
    assert "<b>x" not in page
    assert "onerror=&#34;" in page


async def test_a_call_to_action_leads_to_the_web_only(chat: Chat) -> None:
    parameters = {"display_text": "Go", "url": "javascript:alert(1)"}
    asked = {
        "type": "cta_url",
        "body": {"text": "x"},
        "action": {"name": "cta_url", "parameters": parameters},
    }
    said = {"to": chat.account.phone_id, "type": "interactive", "content": asked}
    await chat.meta.control("POST", f"customers/{chat.digits}/messages", json=said)  # Meta takes none from a business
    page = await chat.page()
    assert "Go" in page
    assert "javascript:" not in page.partition('id="told"')[0]


async def test_a_file_that_is_a_page_is_downloaded(chat: Chat) -> None:
    data = aiohttp.FormData()
    data.add_field("file", EVIL.encode(), filename="a.html", content_type="text/html")
    async with chat.meta.http.post(f"{chat.meta.base}{chat.path}/messages", data=data) as answer:
        assert answer.status == 200
    made = (await chat.told("document"))["document"]
    async with chat.meta.http.get(f"{chat.meta.base}/sandbox/handset/media/{made['id']}") as answer:
        assert answer.headers["Content-Disposition"] == "attachment"
        assert answer.headers["Content-Security-Policy"] == "sandbox"
        assert answer.content_type == "application/octet-stream"
