// Onboarding: Meta's Embedded Signup in its own window, then the progress of the signup.

const SESSION_INFO_WITHIN = 1500; // ms; the code is good for 30 seconds
const SDK_WITHIN = 15000;
const POLL_EVERY = 300;

const form = document.querySelector("#connect");
if (form) connect(form);
const progress = document.querySelector("#progress");
if (progress?.dataset.running === "yes") follow();

function connect(form) {
  const button = form.querySelector("[type=submit]");
  const origins = form.dataset.origins.split(" ");
  let told = null; // what the dialog's window said: {event, data}
  let tell = null; // called when it says it
  let opened = true; // whether the browser let Facebook's window open

  loadSdk(form.dataset).then(
    () => (button.disabled = false),
    () => fail("sdk_not_loaded"),
  );

  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload(); // the code in the form is spent
  });
  addEventListener("message", (event) => {
    if (!origins.includes(event.origin)) return;
    const message = parsed(event.data);
    if (message?.type !== "WA_EMBEDDED_SIGNUP") return;
    told = { event: String(message.event ?? ""), data: message.data ?? {} };
    tell?.();
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    told = null;
    show(null);
    waiting(true);
    const setup = JSON.parse(form.dataset.setup);
    opened = watchOpening(() =>
      FB.login((answer) => void done(answer), {
        config_id: form.dataset.config,
        response_type: "code",
        override_default_response_type: true,
        extras: { setup, sessionInfoVersion: "3" },
      }),
    );
    if (!opened) fail("popup_blocked");
  });

  async function done(answer) {
    const code = answer?.authResponse?.code;
    if (!told) await Promise.race([new Promise((resolve) => (tell = resolve)), pause(code ? SESSION_INFO_WITHIN : 200)]);
    if (!opened) return;
    if (code && told?.event !== "CANCEL" && told?.event !== "ERROR") return send(code);
    if (told?.data.error_message) return fail("facebook_error", `${told.data.error_message} (${told.data.error_code ?? ""})`);
    if (told?.event === "ERROR") return fail("facebook_error");
    fail(told || answer?.status !== "not_authorized" ? "cancelled" : "facebook_auth_failed");
  }

  function send(code) {
    form.elements.code.value = code;
    form.elements.event.value = told?.event ?? "";
    form.elements.waba_id.value = told?.data.waba_id ?? "";
    form.elements.phone_number_id.value = told?.data.phone_number_id ?? "";
    button.disabled = true;
    form.submit();
  }

  function fail(code, details = "") {
    waiting(false);
    show(code, details);
  }

  function waiting(yes) {
    document.querySelector("#waiting").hidden = !yes;
  }
}

function show(code, details) {
  const box = document.querySelector("#failure");
  box.hidden = !code;
  if (!code) return;
  box.querySelector("span").textContent = [box.getAttribute(`data-${code.replaceAll("_", "-")}`), details].filter(Boolean).join(" ");
  box.querySelector("code").textContent = code;
  box.focus();
  dispatchEvent(new CustomEvent("partnerhub-failed", { detail: code }));
  const back = document.querySelector("[data-tells-failure]"); // a link's failure URL learns why
  if (!back) return;
  const address = new URL(back.href);
  address.searchParams.set("error", code);
  back.href = address.href;
}

// Whether the work opened a window: a blocked one comes back as null, and Meta's SDK does not say so.
function watchOpening(work) {
  const open = window.open;
  let blocked = false;
  window.open = (...given) => {
    const opened = open.apply(window, given);
    blocked = !opened;
    return opened;
  };
  try {
    work();
  } finally {
    window.open = open;
  }
  return !blocked;
}

function loadSdk({ sdk, app, version }) {
  const init = () => FB.init({ appId: app, autoLogAppEvents: true, xfbml: true, version });
  return new Promise((resolve, reject) => {
    window.fbAsyncInit = () => resolve(init());
    const script = document.createElement("script");
    Object.assign(script, { src: sdk, async: true, onerror: reject });
    document.head.append(script);
    setTimeout(reject, SDK_WITHIN);
  });
}

function parsed(data) {
  if (typeof data !== "string") return data;
  try {
    return JSON.parse(data);
  } catch {
    return null; // Meta's SDK also sends messages that are not JSON
  }
}

async function follow() {
  for (;;) {
    await pause(POLL_EVERY);
    const answer = await fetch(location.href).catch(() => null);
    if (!answer) continue;
    if (answer.redirected) return location.replace(answer.url);
    const text = (await answer.text()).replace(/<style[^]*?<\/style>/g, ""); // its nonce is not this page's
    const page = new DOMParser().parseFromString(text, "text/html");
    const next = page.querySelector("#progress");
    if (!next) return location.reload();
    document.querySelector("#progress").replaceWith(next);
    if (next.dataset.running !== "yes") return (document.title = page.title);
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
