"""Pressing in a real browser what closes the window it stands in."""

from playwright.async_api import Locator


async def press_last(button: Locator) -> None:
    """Once a person could press it, and after Playwright has its answer: it fails when a press takes the page away under it."""
    await button.click(trial=True)
    await button.evaluate("(one) => void setTimeout(() => one.click())")
