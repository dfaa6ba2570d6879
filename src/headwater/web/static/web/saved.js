// Saved replies: searched while one types, put where the answer is being written, changed there at will.
"use strict";
(() => {
  const by = (id) => document.getElementById(id);
  const picks = () => [...document.querySelectorAll("#saved-found .pick")];
  const open = () => {
    const saved = by("saved");
    if (!saved) return;
    saved.closest("details.reply").open = true;
    saved.open = true;
  };
  const back = () => {
    by("saved").open = false;
    by("reply-text").focus();
  };

  const insert = ({ insert: text, saved }) => {
    const field = by("reply-text");
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    if (!field.form.querySelector(`input[name=saved][value="${CSS.escape(saved)}"]`)) {
      const used = Object.assign(document.createElement("input"), { type: "hidden", name: "saved", value: saved });
      field.form.append(used);
    }
    field.dispatchEvent(new Event("input", { bubbles: true }));
    back();
  };

  document.addEventListener("toggle", ({ target }) => {
    if (target.id !== "saved" || !target.open) return;
    open();
    by("saved-words").dispatchEvent(new Event("opened"));
    by("saved-words").focus();
  }, true);
  document.addEventListener("click", (event) => {
    const pick = event.target.closest(".pick");
    if (pick) insert(pick.dataset);
  });
  document.addEventListener("keydown", (event) => {
    if (event.altKey && event.code === "KeyI" && event.target.id === "reply-text") {
      event.preventDefault();
      open();
      return;
    }
    if (!event.target.closest("#saved")) return;
    const all = picks();
    const at = all.indexOf(document.activeElement);
    if (event.key === "Escape") back();
    else if (event.key === "Enter" && event.target.id === "saved-words" && all[0]) insert(all[0].dataset);
    else if (event.key === "ArrowDown") (all[at + 1] ?? all[0])?.focus();
    else if (event.key === "ArrowUp") (all[at - 1] ?? by("saved-words")).focus();
    else return;
    event.preventDefault();
  });
})();
