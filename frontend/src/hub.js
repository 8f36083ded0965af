// Small comforts; every page works without them.
import "htmx.org";

import { language } from "./language.js";

// Copy: the button names the element whose text or value it takes.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.querySelector(button.dataset.copy);
  await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
  const label = button.textContent;
  button.textContent = document.body.dataset.copied ?? "✓";
  setTimeout(() => (button.textContent = label), 1500);
});

// Escape closes what was opened around where one is, and leads back to what opened it.
document.addEventListener("keydown", (event) => {
  const opened = event.key === "Escape" && !event.isComposing && event.target.closest("details[open]");
  if (!opened) return;
  opened.open = false;
  opened.querySelector("summary").focus();
});

// A form is sent once: the second click of a double click would repeat it.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "true";
  form.querySelectorAll("[type=submit]").forEach((one) => one.setAttribute("aria-busy", "true"));
});
addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((one) => one.removeAttribute("aria-busy"));
  });
});

// Times are sent in UTC and shown in the reader's zone, in the page's language.
const shown = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
const seconds = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium" });
const day = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
const showTimes = (root) => root.querySelectorAll("time[datetime]").forEach((one) => {
  one.title = one.dateTime;
  one.textContent = (!one.dateTime.includes("T") ? day : "seconds" in one.dataset ? seconds : shown).format(new Date(one.dateTime));
});
document.addEventListener("DOMContentLoaded", () => showTimes(document));
document.addEventListener("htmx:after:swap", () => showTimes(document));

// A fragment's colours: the policy of the page forbids style attributes in what is sent.
document.addEventListener("htmx:after:swap", () => {
  for (const one of document.querySelectorAll("[data-theme]")) one.style.cssText = one.dataset.theme;
});

// A colour is typed or picked: each follows the other.
for (const picker of document.querySelectorAll("input[type=color][data-of]")) {
  const text = document.querySelector(picker.dataset.of);
  picker.hidden = false;
  picker.addEventListener("input", () => (text.value = picker.value));
  text.addEventListener("input", () => {
    if (/^#[0-9a-f]{6}$/i.test(text.value)) picker.value = text.value;
  });
}

// Pages that show what changes by itself ask for it again, while somebody looks and types nothing.
const LOOK_EVERY = 10_000; // milliseconds
setInterval(() => {
  const busy = document.activeElement?.matches("input, select, textarea");
  if (document.visibilityState === "visible" && !busy) document.body.dispatchEvent(new Event("look"));
}, LOOK_EVERY);
