// Tells the page that opened this window which step it is at, or why it cannot go on. No id leaves by this way: any page
// may have opened us, and what the visit ends with goes by the redirect alone.
"use strict";
(() => {
  const closing = document.querySelector("[data-close]");
  if (closing && window.opener) {
    closing.hidden = false;
    closing.addEventListener("click", () => window.close());
  }
  const told = document.querySelector("[data-connect]");
  if (!window.opener || !told) return;
  const { connect, step, of, code } = told.dataset;
  const tell = (why) =>
    window.opener.postMessage(
      { source: "partnerhub", type: connect, step: Number(step) || undefined, of: Number(of) || undefined, code: why }, "*");
  tell(code);
  addEventListener("partnerhub-failed", (event) => tell(event.detail)); // Meta's dialog did not come to its end
})();
