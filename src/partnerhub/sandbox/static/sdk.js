// The sandbox's FB SDK: of Meta's, what Embedded Signup needs. Load it where connect.facebook.net/en_US/sdk.js stood.
"use strict";
(() => {
  const base = new URL(".", document.currentScript.src);
  const UNKNOWN = { authResponse: null, status: "unknown" };
  const GRACE = 600; // milliseconds in which messages of a window that has just closed may still arrive
  let app = null;
  let session = UNKNOWN;

  function init(options) {
    app = { appId: String(options?.appId ?? ""), version: options?.version };
  }

  function login(callback, options) {
    if (!app) {
      console.error("FB.login() called before FB.init().");
      return;
    }
    const state = "f" + Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(36)).join("");
    const popup = window.open(address(options ?? {}, state), "_blank", placed(600, 800));
    const answer = (response) => {
      session = response;
      callback?.(response);
    };
    if (!popup) {
      console.error("The browser kept the sandbox's dialog from opening: call FB.login from a click.");
      answer(UNKNOWN);
      return;
    }
    attend(popup, state, answer);
  }

  function address(options, state) {
    const url = new URL("dialog/oauth", base);
    url.search = new URLSearchParams({
      client_id: app.appId,
      config_id: options.config_id ?? "",
      response_type: options.response_type ?? "token",
      override_default_response_type: String(Boolean(options.override_default_response_type)),
      extras: JSON.stringify(options.extras ?? {}),
      display: "popup",
      origin: window.location.origin,
      state,
    });
    return url.href;
  }

  function placed(width, height) {
    const left = Math.max(0, window.screenX + (window.outerWidth - width) / 2);
    const top = Math.max(0, window.screenY + (window.outerHeight - height) / 2);
    return `popup,width=${width},height=${height},left=${Math.round(left)},top=${Math.round(top)},scrollbars=yes`;
  }

  // Until the window has answered or is closed.
  function attend(popup, state, answer) {
    let step = "LOGIN";
    let settled = false;

    function settle(response) {
      if (settled) return;
      settled = true;
      window.removeEventListener("message", hear);
      clearInterval(watch);
      answer(response);
    }
    function hear(event) {
      if (event.origin !== base.origin || typeof event.data !== "string") return;
      const said = new URLSearchParams(event.data);
      if (said.get("cb") !== state) return;
      step = said.get("step") ?? step;
      const code = said.get("code");
      if (code) settle({ authResponse: { userID: null, expiresIn: null, code }, status: "connected" });
      if (said.has("left")) settle(UNKNOWN);
    }
    function abandoned() {
      if (settled) return;
      const data = JSON.stringify({ type: "WA_EMBEDDED_SIGNUP", event: "CANCEL", data: { current_step: step } });
      window.dispatchEvent(new MessageEvent("message", { data, origin: base.origin }));
      settle(UNKNOWN);
    }
    window.addEventListener("message", hear);
    const watch = setInterval(() => {
      if (!popup.closed) return;
      clearInterval(watch);
      setTimeout(abandoned, GRACE);
    }, 200);
  }

  window.FB = {
    init,
    login,
    getLoginStatus: (callback) => callback?.(session),
    getAuthResponse: () => session.authResponse,
    logout: (callback) => {
      session = UNKNOWN;
      callback?.(session);
    },
    AppEvents: { logPageView() {} },
    XFBML: { parse() {} },
    Event: { subscribe() {}, unsubscribe() {} },
  };
  if (typeof window.fbAsyncInit === "function") window.setTimeout(window.fbAsyncInit, 0);
})();
