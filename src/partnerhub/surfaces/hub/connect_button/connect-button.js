/*! PartnerHub connect button. One file, no dependencies: a custom element, and a function for buttons of your own. */
"use strict";
(() => {
  if (typeof window === "undefined") return; // on a server that renders pages there is nothing to do
  const WINDOW = "partnerhub-connect"; // the popup's name, by which the page that it comes back to knows itself
  const FEATURES = "toolbar=no, menubar=no, width=600, height=920, top=100, left=100";
  const LOOK_EVERY = 400; // milliseconds between two looks whether the popup was closed
  const STEPS = 3;
  const own = document.currentScript?.src ? new URL(document.currentScript.src) : null;
  const ownBase = own && own.href.split("/hub/connect-button.js")[0];

  // In the order in which 360dialog's own button sends them; after those, what only we take.
  const PARAMETERS = [
    "email", "name", "state", "redirect_url", "next", "plan_selection", "flow", "io_signature", "io_timestamp",
    "preverified_phone_number_id", "partner", "lang", "hosting_type", "connect_client_user", "client_id",
  ];
  const ATTRIBUTES = ["partner-id", "base-url", "requested-number", "version", "link", ...PARAMETERS.map(dashed)];

  if (window.opener && window.name === WINDOW) return comeBack();

  // `given`: baseUrl, partnerId (or link), requestedNumber, version, and the parameters in camel case or with underscores.
  function address(given) {
    const base = String(given.baseUrl || ownBase || "").replace(/\/+$/, "");
    if (!given.link && !(base && given.partnerId)) throw new Error("The connect button needs base-url and partner-id, or link.");
    const place = given.version === "v2" ? "onboarding" : "dashboard/app";
    const url = new URL(given.link || `${base}/${place}/${encodeURIComponent(given.partnerId)}`, location.href);
    const values = given.requestedNumber ? [["number", given.requestedNumber]] : [];
    for (const name of PARAMETERS) {
      const value = given[name] ?? given[camel(name)] ?? (name === "redirect_url" && !given.link ? location.origin + location.pathname : "");
      if (value !== "") values.push([name, value]);
    }
    for (const [name, value] of values) url.searchParams.set(name, value);
    return url.href;
  }

  // Opens the popup. Each of onProgress, onResult, onCancel, onError is called with one object; one of the last three ends it.
  function connect(given) {
    const url = address(given);
    const popup = window.open(url, WINDOW, FEATURES);
    if (!popup) {
      given.onError?.({ code: "popup_blocked" });
      return { close() {} };
    }
    popup.focus();
    let refusal = "";
    let closed = 0; // looks since the window was closed: what it said last may still be on its way
    const hub = new URL(url).origin;
    const watching = setInterval(() => {
      if (popup.closed && ++closed > 2) end(() => (refusal ? given.onError?.({ code: refusal }) : given.onCancel?.({})));
    }, LOOK_EVERY);
    window.addEventListener("message", hear);

    function hear({ origin, source, data }) {
      if (source !== popup || typeof data !== "object" || data?.source !== "partnerhub") return;
      if (origin === location.origin && data.type === "result") end(() => deliver(given, data.search));
      else if (origin === hub && data.type === "progress") {
        refusal = "";
        given.onProgress?.({ step: data.step, of: data.of || STEPS, code: data.code });
      } else if (origin === hub && data.type === "refused") refusal = String(data.code);
    }
    function end(tell) {
      clearInterval(watching);
      window.removeEventListener("message", hear);
      popup.close();
      tell();
    }
    return { close: () => popup.close() };
  }

  function deliver(given, search) {
    const found = new URLSearchParams(search);
    const list = (name) => (found.get(name) ?? "").replace(/^\[|\]$/g, "").split(",").filter(Boolean);
    const [client, state] = [found.get("client"), found.get("state") ?? undefined];
    if (found.get("error")) return given.onError?.({ code: found.get("error"), state });
    if (!client) return given.onCancel?.({ state });
    given.onResult?.({ client, channels: list("channels"), revokedChannels: list("revoked"), state });
  }

  // This page is what the popup was sent back to: hand over what stands in its address, and go.
  function comeBack() {
    window.opener.postMessage({ source: "partnerhub", type: "result", search: location.search }, location.origin);
    window.close();
  }

  class ConnectButton extends HTMLElement {
    static observedAttributes = ["label", "disabled"];
    #button = document.createElement("button");
    #config = {};

    constructor() {
      super();
      const style = new CSSStyleSheet();
      style.replaceSync(`
        :host { display: inline-block; }
        button { font: 600 var(--dialog-connect-font-size, 1rem) var(--dialog-connect-font-family, inherit); cursor: pointer;
          padding: var(--dialog-connect-padding, 0.7em 1.3em); color: var(--dialog-connect-color, #fff);
          background: var(--dialog-connect-bg, #0b7a5f); border: var(--dialog-connect-border, 1px solid transparent);
          border-radius: var(--dialog-connect-border-radius, 0.5em); transition: var(--dialog-connect-transition, background 0.15s); }
        button:hover { background: var(--dialog-connect-hover-bg, #086650); color: var(--dialog-connect-hover-color, var(--dialog-connect-color, #fff)); }
        button:active { background: var(--dialog-connect-active-bg, #065241); }
        button:focus-visible { outline: 3px solid #3f8efc; outline-offset: 2px; }
        button:disabled { background: var(--dialog-connect-disabled-bg, #8b9a95); color: var(--dialog-connect-disabled-color, #fff); cursor: default; }`);
      const root = this.attachShadow({ mode: "open", delegatesFocus: true });
      root.adoptedStyleSheets = [style];
      this.#button.type = "button";
      this.#button.part = "button";
      this.#button.append(document.createElement("slot"));
      this.#button.addEventListener("click", () => this.openConnect());
      root.append(this.#button);
      this.attributeChangedCallback();
    }

    attributeChangedCallback() {
      const slot = this.#button.firstChild;
      slot.textContent = this.getAttribute("label") || "Connect WhatsApp"; // shown unless the element has content of its own
      this.#button.disabled = this.hasAttribute("disabled");
    }

    updateConfig(config) {
      this.#config = { ...this.#config, ...config };
    }

    getPermissionUrl() {
      return address(this.#given());
    }

    openConnect() {
      const tell = (name) => (detail) => this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
      const onResult = (detail) => {
        tell("connect-callback")(detail);
        window.dispatchEvent(new CustomEvent("dialog-connect-callback", { detail }));
      };
      return connect({
        ...this.#given(),
        onResult,
        onProgress: tell("connect-progress"),
        onCancel: tell("connect-cancel"),
        onError: tell("connect-error"),
      });
    }

    #given() {
      const read = ATTRIBUTES.filter((name) => this.hasAttribute(name)).map((name) => [camel(name), this.getAttribute(name)]);
      return { ...Object.fromEntries(read), ...this.#config };
    }
  }

  function camel(name) {
    return name.replace(/[-_](\w)/g, (_, letter) => letter.toUpperCase());
  }

  function dashed(name) {
    return name.replaceAll("_", "-");
  }

  if (!customElements.get("partnerhub-connect-button")) customElements.define("partnerhub-connect-button", ConnectButton);
  window.PartnerHub = { ...window.PartnerHub, connect, connectUrl: address };
})();
