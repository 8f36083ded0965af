// The dialog's side of the conversation: it speaks to the page that opened it, and to no other.
"use strict";
(() => {
  const { origin, state, step, message, code } = document.body.dataset;

  const tell = (text) => {
    if (window.opener && origin) window.opener.postMessage(text, origin);
  };
  // What only the SDK understands, in the form Meta's own SDK uses between its windows.
  const tellSdk = (values) => tell(new URLSearchParams({ cb: state, ...values }).toString());
  const signup = (data) => tell(JSON.stringify({ type: "WA_EMBEDDED_SIGNUP", event: "CANCEL", data }));
  const leave = () => {
    tellSdk({ left: "1" });
    window.close();
  };
  const on = (selector, act) => document.querySelector(selector)?.addEventListener("click", act);

  if (code) {
    tell(message);
    tellSdk({ code });
    setTimeout(() => window.close(), 400);
  } else {
    tellSdk({ step });
  }
  on("[data-close]", () => window.close());
  on("[data-cancel]", () => {
    signup({ current_step: step });
    leave();
  });
  on("[data-report]", () => {
    signup({
      error_message: "The person reported a problem in the sandbox's dialog.",
      error_code: "524126",
      session_id: crypto.randomUUID ? crypto.randomUUID() : String(Math.random()).slice(2),
      timestamp: String(Math.floor(Date.now() / 1000)),
    });
    leave();
  });
  // Choosing "create" puts the cursor where its name is typed, and typing there chooses it.
  document.querySelectorAll('input[type="radio"][value="new"]').forEach((radio) => {
    const texts = radio.closest("form").querySelectorAll('input[type="text"]');
    radio.addEventListener("change", () => texts[0]?.select());
    texts.forEach((text) => text.addEventListener("input", () => { radio.checked = true; }));
  });
})();
