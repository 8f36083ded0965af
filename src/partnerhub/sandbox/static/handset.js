// The chat kept up to date, and its forms sent without a new page. Without this script all of it still works by pages.
"use strict";
(() => {
  const EVERY = 700; // milliseconds between two looks
  const phone = document.querySelector("main.phone");
  const here = phone?.dataset.here;
  const thread = () => document.querySelector("#thread");

  localTimes(document);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) navigator.clipboard?.writeText(button.dataset.copy).then(() => button.classList.add("done"), () => {});
    for (const one of document.querySelectorAll(".more details[open], .attach[open]")) if (!one.contains(event.target)) one.open = false;
  });
  if (!here) return watchList();

  toEnd();
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-quiet]")) return;
    event.preventDefault();
    void send(event.target, event.submitter);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") for (const one of document.querySelectorAll("details[open]")) one.open = false;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches(".compose textarea")) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });
  document.addEventListener("input", (event) => {
    if (!event.target.matches(".compose textarea")) return;
    event.target.style.height = "auto";
    event.target.style.height = `${event.target.scrollHeight}px`;
  });
  document.addEventListener("change", (event) => {
    if (event.target.type === "file") event.target.closest("label").dataset.name = event.target.files[0]?.name ?? "";
  });
  void watch();

  async function watch() {
    for (;;) {
      if (!document.hidden) {
        const answer = await fetch(`${here}/thread?have=${thread().dataset.version}`).catch(() => null);
        if (answer?.status === 200) put(await answer.text(), ["thread", "told"]);
        if (Number(thread().dataset.unseen)) await fetch(`${here}/seen`, { method: "POST", redirect: "manual" }).catch(() => null);
      }
      await new Promise((resolve) => setTimeout(resolve, EVERY));
    }
  }

  async function send(form, submitter) {
    form.setAttribute("aria-busy", "true");
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form, submitter) }).catch(() => null);
    form.removeAttribute("aria-busy");
    if (!answer) return;
    if (new URL(location).searchParams.has("reply")) history.replaceState(null, "", here);
    put(await answer.text(), ["thread", "told", "write"], true);
    document.querySelector(".compose textarea")?.focus();
  }

  function put(html, ids, always = false) {
    const page = new DOMParser().parseFromString(html, "text/html");
    localTimes(page);
    const low = thread().scrollHeight - thread().scrollTop - thread().clientHeight < 80;
    const at = thread().scrollTop;
    const open = [...document.querySelectorAll("#thread details[open], #told details[open]")].map(place);
    for (const id of ids) {
      const fresh = page.getElementById(id);
      if (fresh) document.getElementById(id).replaceWith(document.adoptNode(fresh));
    }
    for (const one of document.querySelectorAll(always ? "#told details" : "#thread details, #told details")) if (open.includes(place(one))) one.open = true;
    if (low || always) toEnd();
    else thread().scrollTop = at;
  }

  function place(details) {
    const message = details.closest("[data-id]");
    return `${message?.dataset.id} ${[...(message?.querySelectorAll("details") ?? [])].indexOf(details)}`;
  }

  function toEnd() {
    thread().scrollTop = thread().scrollHeight;
  }

  function watchList() {
    if (document.querySelector("[data-reload]")) setInterval(async () => {
      if (document.hidden) return;
      const answer = await fetch(location.href).catch(() => null);
      if (!answer?.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      localTimes(page);
      const [old, fresh] = [document, page].map((one) => one.querySelector("[data-reload] .rows"));
      if (fresh && old.innerHTML !== fresh.innerHTML) old.replaceWith(document.adoptNode(fresh));
    }, EVERY * 3);
  }

  // Times in the reader's own zone; days as people say them.
  function localTimes(where) {
    for (const one of where.querySelectorAll("time[datetime]")) {
      const at = new Date(one.dateTime);
      const day = one.dateTime.length === 10;
      if (day && one.dateTime === new Date().toISOString().slice(0, 10)) one.textContent = "Today";
      else one.textContent = day
        ? at.toLocaleDateString([], { day: "numeric", month: "long", timeZone: "UTC" })
        : at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    }
  }
})();
