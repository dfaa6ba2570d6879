// The desk: going through the list by keys, the open case marked in it, a held answer's countdown.
"use strict";
(() => {
  const rows = () => [...document.querySelectorAll("#list .row")];
  let at = -1;

  const mark = () => {
    const open = document.querySelector("#case")?.dataset.number;
    rows().forEach((row) => row.classList.toggle("chosen", row.querySelector("a").dataset.case === open));
    const here = rows().findIndex((row) => row.classList.contains("chosen"));
    const focused = rows().findIndex((row) => row.contains(document.activeElement));
    if (focused >= 0 || here >= 0) at = focused >= 0 ? focused : here;
  };
  const move = (by) => {
    const all = rows();
    if (!all.length) return;
    at = Math.min(all.length - 1, Math.max(0, at + by));
    all.forEach((row, i) => row.classList.toggle("at", i === at));
    all[at].querySelector("a").focus({ preventScroll: true });
    all[at].scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog[open]")) return;
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "x") rows()[at]?.querySelector("input")?.click();
  });

  const settle = () => {
    mark();
    const talk = document.querySelector("#case .messages");
    if (talk) talk.scrollTop = talk.scrollHeight;
    count();
  };
  document.addEventListener("htmx:afterSettle", (event) => {
    const target = event.detail.target;
    if (target.id === "case" || document.querySelector("#case") === event.detail.elt) {
      document.getElementById("ask")?.close();
      document.getElementById("subject")?.focus({ preventScroll: true });
      settle();
    } else if (target.id === "messages") count();
    else if (target.id === "list" || event.detail.elt?.id === "list") mark();
  });

  let timer = 0;
  const count = () => {
    clearTimeout(timer);
    const held = document.querySelector("[data-until]");
    if (!held) return;
    const left = Math.ceil((Date.parse(held.dataset.until) - Date.now()) / 1000);
    if (left > 0) {
      held.dataset.said ??= held.textContent;
      held.textContent = `${held.dataset.said} ${left} s`;
      timer = setTimeout(count, 1000);
    } else {
      held.closest("form")?.querySelector("button")?.remove();
      held.textContent = held.dataset.after;
      held.removeAttribute("data-until");
      count();
    }
  };
  document.addEventListener("DOMContentLoaded", settle);
})();
