// Every page: small windows, keys that lead somewhere, what cannot be undone is asked for. Pages work without it.
"use strict";
(() => {
  const typing = (node) => node.closest("input, textarea, select, [contenteditable], dialog[open]");
  const ask = document.getElementById("ask");

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens)?.showModal();
    if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
    if (event.target instanceof HTMLDialogElement) event.target.close();
    const asked = event.target.closest("[data-sure]");
    if (asked && !window.confirm(asked.dataset.sure)) event.preventDefault();
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target === ask && ask.childElementCount) {
      if (!ask.open) ask.showModal();
      (ask.querySelector("[autofocus]") || ask.querySelector("textarea, input:not([type=hidden]), select"))?.focus();
    }
  });
  document.addEventListener("htmx:sendError", () => {
    const said = document.getElementById("said");
    said.replaceChildren(Object.assign(document.createElement("p"), { className: "flash bad", textContent: "…" }));
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.closest("form")?.requestSubmit();
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      event.preventDefault();
      document.getElementById("words")?.focus();
    } else if (event.key === "?") document.getElementById("keys")?.showModal();
    else {
      const goal = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (!goal) return;
      event.preventDefault();
      if (goal.tagName === "SUMMARY") {
        goal.parentElement.open = true;
        goal.parentElement.querySelector("textarea")?.focus();
      } else goal.click();
    }
  });
})();
