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
  document.addEventListener("DOMContentLoaded", restore);
  document.addEventListener("htmx:afterSettle", restore);
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { elt, xhr } = event.detail;
    const again = xhr.getResponseHeader("HX-Retarget"); // the same question, asked once more
    if (xhr.status < 400 && !again && elt.matches("form")) kept(elt).forEach((field) => sessionStorage.removeItem(key(field)));
  });
})();
