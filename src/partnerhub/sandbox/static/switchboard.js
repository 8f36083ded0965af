// Buttons and forms become calls of the control API; the parts of the page follow what has changed.
"use strict";
(() => {
  const EVERY = 1000; // milliseconds between two looks
  const said = document.querySelector("#said");
  let quiet;

  localTimes(document);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-call]");
    if (button) void call(button.dataset.call, JSON.parse(button.dataset.body), button.textContent);
  });
  document.addEventListener("submit", (event) => {
    const { call: given } = event.target.dataset;
    if (!given) return;
    event.preventDefault();
    event.target.closest("[data-part]").classList.remove("filled");
    void call(given, fields(event.target), event.submitter?.textContent ?? "");
  });
  // What somebody is filling in is left alone until it is sent.
  document.addEventListener("input", (event) => event.target.closest("[data-part]")?.classList.add("filled"));
  setInterval(() => document.hidden || look(["accounts", "log"]), EVERY);

  async function call(given, body, name) {
    const [method, path] = given.split(" ");
    const options = { method, headers: { "Content-Type": "application/json" }, body: method === "DELETE" ? undefined : JSON.stringify(body) };
    const answer = await fetch(`/sandbox/api/${path}`, options).catch(() => null);
    const text = answer ? (await answer.json().catch(() => ({}))).error : "The server does not answer.";
    tell(answer?.ok ? `${name}: done. ${method} /sandbox/api/${path}` : `${name}: ${text ?? answer.status}`, !answer?.ok);
    await look(null);
  }

  function fields(form) {
    const body = {};
    for (const one of form.elements) {
      if (!one.name) continue;
      const [outer, inner] = one.name.split(".");
      const value = one.type === "checkbox" ? one.checked : one.type === "number" || "number" in one.dataset ? Number(one.value) : one.value;
      if (inner) (body[outer] ??= {})[inner] = value;
      else body[outer] = value;
    }
    return body;
  }

  // `wanted`: names of parts; null: all.
  async function look(wanted) {
    const answer = await fetch(location.href).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    localTimes(page);
    const open = [...document.querySelectorAll("details[open]")].map((one) => one.closest("[data-id]")?.dataset.id);
    for (const part of document.querySelectorAll("[data-part]")) {
      const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
      if (!fresh || (wanted && !wanted.includes(part.dataset.part))) continue;
      for (const one of fresh.querySelectorAll("[data-id]")) if (open.includes(one.dataset.id)) one.querySelector("details").open = true;
      if (part.innerHTML === fresh.innerHTML || part.classList.contains("filled") || (wanted && part.contains(document.activeElement))) continue;
      const at = focusIn(part);
      part.replaceWith(document.adoptNode(fresh));
      at?.(fresh);
    }
  }

  // The same button of the new part gets the focus back.
  function focusIn(part) {
    const all = (where) => [...where.querySelectorAll("button, input, select, summary, a")];
    const index = all(part).indexOf(document.activeElement);
    return index < 0 ? null : (fresh) => all(fresh)[index]?.focus({ preventScroll: true });
  }

  function tell(text, bad) {
    said.textContent = text;
    said.classList.toggle("bad", bad);
    said.hidden = false;
    clearTimeout(quiet);
    quiet = setTimeout(() => (said.hidden = true), 6000);
  }

  function localTimes(where) {
    for (const one of where.querySelectorAll("time[datetime]"))
      one.textContent = new Date(one.dateTime).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  }
})();
