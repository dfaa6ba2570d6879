// What somebody writes is kept in this tab, for its person and its place, until it is sent: whatever the page does.
"use strict";
(() => {
  const me = document.body.dataset.me;
  const mine = `writing ${me} `;
  if (!me) return;
  Object.keys(sessionStorage).forEach((key) => {
    if (key.startsWith("writing ") && !key.startsWith(mine)) sessionStorage.removeItem(key); // another person's
  });
  const kept = (form) => form.querySelectorAll?.("[data-draft]") ?? [];
  const key = (field) => `${mine}${new URL(field.form.action).pathname} ${field.name}`;

  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.matches("[data-draft]")) return;
    if (field.value === field.defaultValue) sessionStorage.removeItem(key(field));
    else sessionStorage.setItem(key(field), field.value);
  });
  const restore = () => {
    [...kept(document)].reverse().forEach((field) => {
      const found = sessionStorage.getItem(key(field));
      if (found === null || field.value === found || field === document.activeElement) return;
      field.value = found;
      const folded = field.closest("details");
      if (folded) folded.open = true;
    });
  };

  // Whoever is no address of the customer is named beside Send, before it is pressed.
  const warn = () => {
    document.querySelectorAll(".goes").forEach((place) => {
      const theirs = place.dataset.theirs.split(" ");
      const ticked = [...place.querySelectorAll("input:checked")].map((box) => box.value);
      const typed = [...place.querySelectorAll(".others input")].flatMap((field) => field.value.match(/[^\s,;<>]+@[^\s,;<>]+/g) ?? []);
      const foreign = [...new Set([...ticked, ...typed].map((one) => one.toLowerCase()))].filter((one) => !theirs.includes(one));
      const said = place.querySelector("[data-foreign]");
      said.hidden = !foreign.length;
      said.textContent = foreign.length ? `${said.dataset.foreign} ${foreign.map((one) => `\u2068${one}\u2069`).join(", ")}` : "";
    });
  };
  document.addEventListener("input", warn);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && event.target.closest(".others input")) event.preventDefault();
  });
  document.addEventListener("DOMContentLoaded", restore);
  document.addEventListener("DOMContentLoaded", warn);
  document.addEventListener("htmx:afterSettle", restore);
  document.addEventListener("htmx:afterSettle", warn);
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { elt, xhr } = event.detail;
    const again = xhr.getResponseHeader("HX-Retarget"); // the same question, asked once more
    if (xhr.status < 400 && !again && elt.matches("form")) kept(elt).forEach((field) => sessionStorage.removeItem(key(field)));
  });
})();
