// What a text seems to promise: one key says of each what it is, and leads to the next, then to Send.
"use strict";
(() => {
  const decided = (word) => word.querySelector("input[type=radio]:checked");
  const on = (place) => {
    const next = [...place.querySelectorAll("[data-promise]")].find((word) => !decided(word));
    const goal = next ? next.querySelector("input[type=radio]") : place.closest("form").querySelector(".go");
    goal?.focus();
  };
  document.addEventListener("htmx:afterSettle", (event) => {
    const place = event.detail.target;
    if (place.matches?.(".promised-in") && place.childElementCount) on(place);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const word = event.target.closest?.("[data-promise]");
    if (!word || !event.target.matches("input[type=radio]")) return;
    const picked = word.querySelector(`[data-pick="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!picked) return;
    event.preventDefault();
    picked.checked = true;
    on(word.closest(".promised-in, form"));
  });
})();
