"""Paying in the two hubs: cards, top-ups, renewal, invoices, billing details."""

import asyncio
import re
from urllib.parse import urlsplit

import httpx
from tests.hub.browser import Browser
from tests.hub.funds.conftest import CONFIRMS, DECLINES, GOOD, Payer

DETAILS = {
    "legal_name": "Acme GmbH", "email": "bills@acme.example", "address": "Main Street 1\nBerlin", "country": "de",
    "vat_id": "de 123 456 789",
}  # fmt: skip


class TestTopUp:
    async def test_of_a_partner_shows_the_price_then_the_balance_and_an_invoice(self, partner: Payer) -> None:
        await partner.send(f"{partner.here}/details", DETAILS)
        assert "First a card" in (await partner.get(f"{partner.here}/top_up")).text
        assert "The card is saved." in (await partner.add_card()).text
        checked = (await partner.check("100")).text
        for price in ("€100.00", "€4.00", "VAT 19 %", "€19.76", "€123.76"):
            assert price in checked, price
        assert "€100.00 was added to the balance." in (await partner.paid()).text
        assert "€100.00" in (await partner.get(partner.here)).text
        listed = (await partner.get(f"{partner.here}/invoices")).text
        assert "Paid" in listed
        address = re.search(rf'href="({partner.here}/invoices/\w+)"', listed)
        assert address
        for page in (address[1], f"{address[1]}/download"):
            text = (await partner.get(page)).text
            for fact in ("Operator GmbH", "Acme GmbH", "Berlin", "VAT ID DE123456789", "€104.00", "€19.76", "€123.76"):
                assert fact in text, fact
        german = (await partner.get(address[1], headers={"accept-language": "de"})).text
        for fact in ("Guthaben, bezahlt mit Visa", "100,00", "Gebühr für Kartenzahlung", "4,00"):
            assert fact in german, fact

    async def test_of_a_client_is_charged_once_however_often_the_button_is_pressed(self, client: Payer) -> None:
        await client.add_card()
        once = client.once((await client.check("50")).text)
        answers = await asyncio.gather(*(client.pay("50", once=once) for _ in range(3)))
        assert len({one.headers["location"] for one in answers}) == 1
        assert "+$50.00" in (text := (await client.get(client.here)).text)
        assert text.count("+$50.00") == 1

    async def test_declined_says_why_and_what_to_do(self, client: Payer) -> None:
        await client.add_card(DECLINES)
        text = (await client.paid()).text
        for words in ("The payment failed", "Your card was declined.", "Nothing was charged.", "Use another card"):
            assert words in text, words
        assert "You have no balance yet." in (await client.get(client.here)).text

    async def test_leads_to_the_bank_and_back_when_it_must_be_confirmed(self, client: Payer) -> None:
        await client.add_card(CONFIRMS)
        bank = (await client.pay()).headers["location"]
        async with httpx.AsyncClient(timeout=60) as elsewhere:
            back = (await elsewhere.post(bank, data={"answer": "yes"})).headers["location"]
        assert "$100.00 was added" in (await client.get(back)).text

    async def test_refuses_amounts_that_cannot_be(self, client: Payer) -> None:
        await client.add_card()
        for amount in ("4", "x", "10001"):
            answer = await client.check(amount)
            assert (answer.status_code, "Enter an amount from 5 to 10,000" in answer.text) == (400, True)


class TestCards:
    async def test_are_several_one_primary_and_go_after_a_question(self, client: Payer) -> None:
        await client.add_card()
        text = (await client.add_card("5555555555554444")).text
        assert text.index("Visa ···· 4242") < text.index("Mastercard ···· 4444")
        second = re.findall(rf'action="{client.here}/cards/(\w+)/primary"', text)
        page = f"{client.here}/details"
        await client.send(f"{client.here}/cards/{second[0]}/primary", page=page)
        text = (await client.get(page)).text
        assert text.index("Mastercard ···· 4444") < text.index("Visa ···· 4242")
        assert "Yes, remove it" in text
        await client.send(f"{client.here}/cards/{second[0]}/removal", page=page)
        assert "Mastercard" not in (await client.get(page)).text

    async def test_never_show_their_number(self, client: Payer) -> None:
        await client.add_card()
        assert GOOD not in (await client.get(f"{client.here}/details")).text

    async def test_that_were_not_typed_are_not_there(self, client: Payer) -> None:
        answer = await client.http.get(f"{client.here}/cards/back", follow_redirects=True)
        assert "No card was added." in answer.text


class TestRenewal:
    async def test_begins_with_the_contracts_values_and_can_be_changed(self, client: Payer, partner: Payer) -> None:
        text, form = (await partner.get(partner.here)).text, f"{partner.here}/renewal"
        assert 'value="200"' in text
        assert 'value="100"' in text
        answer = await partner.send(form, {"below": "20", "by": "2.001"}, page=partner.here)
        assert (answer.status_code, "An amount from 5 to 10,000." in answer.text) == (400, True)
        await partner.send(form, {"below": "20", "by": "150"}, page=partner.here)
        text = (await partner.get(partner.here)).text
        assert "When the balance is used up, messages stop." in text
        assert 'value="150.00"' in text
        assert "pays for your messages" in (await client.get(client.here)).text


class TestDetails:
    async def test_are_checked_and_fixed_once_they_were_on_an_invoice(self, client: Payer) -> None:
        page = f"{client.here}/details"
        wrong = await client.send(page, {**DETAILS, "country": "Germany", "email": "x"})
        assert (wrong.status_code, wrong.text.count("is-invalid")) == (400, 2)
        await client.send(page, DETAILS)
        await client.add_card()
        await client.paid()
        answer = await client.send(page, {**DETAILS, "legal_name": "Other"})
        assert "Ask the operator to change them." in answer.text
        assert (await client.send(page, {**DETAILS, "email": "new@acme.example"})).status_code == 303


class TestOthers:
    async def test_see_no_payment_and_no_invoice_of_this_client(
        self, client: Payer, standing_client: Browser
    ) -> None:  # fmt: skip
        await client.add_card()
        payment = urlsplit((await client.pay()).headers["location"]).path
        invoice = re.findall(rf'"({client.here}/invoices/\w+)"', (await client.get(f"{client.here}/invoices")).text)[0]
        for path in (payment, invoice, f"{invoice}/download"):
            assert (await client.get(path)).status_code == 200
            assert (await standing_client.get(path)).status_code == 404
