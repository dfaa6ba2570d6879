// What a text seems to promise: one key says of each what it is, and leads to the next, then to Send.
"use strict";
(() => {
  const decided = (word) => word.querySelector("input[type=radio]:checked");
  const on = (place) => {
    const next = [...place.querySelectorAll("[data-promise]")].find((word) => !decided(word));
    const goal = next ? next.querySelector("input[type=radio]") : place.closest("form").querySelector(".go");
    goal?.focus();
  };
  // At once, not when settled: a key pressed in between would be a shortcut of the page, and leave it.
  document.addEventListener("htmx:afterSwap", (event) => {
    const place = event.detail.target;
    if (place.matches?.(".promised-in") && place.childElementCount) on(place);
  });
  const asked = (node) => {
    if (node.closest("input:not([type=radio]), textarea, select, [contenteditable], dialog[open]")) return null;
    const open = [...document.querySelectorAll(".promised-in [data-promise]")];
    return node.closest("[data-promise]") || open.find((word) => !decided(word) && word.checkVisibility());
  };
  // Before the page's own shortcuts, wherever the focus is: an open question owns its letters.
  const pick = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !event.target.closest) return;
    const word = asked(event.target);
    const picked = word?.querySelector(`[data-pick="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!picked) return;
    event.preventDefault();
    event.stopPropagation();
    picked.checked = true;
    on(word.closest(".promised-in, form"));
  };
  document.addEventListener("keydown", pick, { capture: true });
})();
