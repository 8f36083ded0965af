// Tells the page that opened this window which step it is at, or why it cannot go on. No id leaves by this way: any page
// may have opened us, and what the visit ends with goes by the redirect alone.
"use strict";
(() => {
  const told = document.querySelector("[data-connect]");
  if (!window.opener || !told) return;
  const { connect, step, code } = told.dataset;
  window.opener.postMessage({ source: "partnerhub", type: connect, step: Number(step) || undefined, code }, "*");
})();
