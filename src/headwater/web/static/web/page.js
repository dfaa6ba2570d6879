// Every page: small windows, notices, keys that lead somewhere, what cannot be undone is asked for. Pages work without.
"use strict";
(() => {
  const typing = (node) => node.closest("input, textarea, select, [contenteditable], dialog[open]");
  const by = (id) => document.getElementById(id);

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) by(opener.dataset.opens)?.showModal();
    if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
    if (event.target.closest("[data-gone]")) event.target.closest(".flash").remove();
    if (event.target instanceof HTMLDialogElement) event.target.close();
    if (!event.target.closest(".more-places")) document.querySelector(".more-places[open]")?.removeAttribute("open");
    const asked = event.target.closest("[data-sure]");
    if (asked && !window.confirm(asked.dataset.sure)) event.preventDefault();
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const ask = by("ask");
    if (event.detail.target === ask && ask.childElementCount) {
      if (!ask.open) ask.showModal();
      (ask.querySelector("[autofocus]") || ask.querySelector("textarea, input:not([type=hidden]), select"))?.focus();
    }
  });

  // What is refused is said where the form stands; the page stays with what was typed. It goes with the next try.
  const refuse = (said, { goal, name, passing } = {}) => {
    const place = (by("ask").open && by("ask").querySelector(".said")) || by("said");
    const notice = by("refused").content.cloneNode(true).firstElementChild;
    notice.querySelector("span").textContent = said;
    if (goal) Object.assign(notice.querySelector("a"), { href: goal, textContent: name, hidden: false });
    notice.toggleAttribute("data-passing", Boolean(passing));
    place.replaceChildren(notice);
    place.scrollIntoView({ block: "nearest" });
  };
  const clear = (which) => document.querySelectorAll(`#said ${which}, .said ${which}`).forEach((node) => node.remove());
  let token = "";
  const renew = (given) => {
    token = given;
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((field) => (field.value = token));
  };
  document.addEventListener("refused", (event) => {
    const { said, goal, name, elt, token: given } = event.detail;
    if (given) renew(given);
    if (!given || elt.matches("form")) refuse(said, { goal, name, passing: goal });
  });
  document.addEventListener("htmx:configRequest", (event) => {
    if (!token || event.detail.verb === "get") return;
    event.detail.headers["X-CSRFToken"] = token;
    if (event.detail.parameters.csrfmiddlewaretoken) event.detail.parameters.csrfmiddlewaretoken = token;
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt.matches("form, .row a")) clear(".flash");
  });
  document.addEventListener("htmx:afterOnLoad", (event) => {
    if (event.detail.xhr.status < 400) clear("[data-passing]");
  });
  document.addEventListener("htmx:sendError", () => refuse(by("said").dataset.lost, { passing: true }));
  document.addEventListener("htmx:responseError", (event) => {
    if (!event.detail.xhr.getResponseHeader("HX-Trigger")) refuse(by("said").dataset.failed);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.closest("form")?.requestSubmit();
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      event.preventDefault();
      by("words")?.focus();
    } else if (event.key === "?") by("keys")?.showModal();
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
