// Opens a number in place: its explanation in a dialog, its rows as a table to sort and filter. Without this script the
// same explanation stands at the end of the page, and the rows in a CSV file.
"use strict";
(() => {
  const SHOWN = 200;
  const dialog = document.getElementById("opened");
  const waiting = new Map();
  const loaded = new Map();

  // What is said here, and recorded names, in the language of the page; without it, in English.
  const spoken = JSON.parse(document.querySelector("[data-words]")?.dataset.words ?? "{}");
  const say = (text, fill = {}) => (spoken[text] ?? text).replace(/\{(\w+)\}/g, (_, name) => fill[name]);
  const language = document.documentElement.lang || "en";
  const count = (n) => n.toLocaleString(language);
  const local = language.startsWith("de");
  const STAMPS = ["opened", "done"];
  const NUMBERS = ["hours", "moments", "loops", "handoffs", "wait_hours", "visit", "today", "decided", "change", "low", "high"];
  const shown = (cell, column) => {
    if (!local) return cell;
    if (STAMPS.includes(column)) return cell.replace(/^(\d+)-0?(\d+)-0?(\d+)/, "$3.$2.$1");
    if (NUMBERS.includes(column)) return cell.replace(/[.,]/g, (mark) => (mark === "." ? "," : "."));
    if (column === "when") return cell.replace(/^\S+/, (day) => spoken[day] ?? day);
    return spoken[cell] ?? cell;
  };

  const make = (tag, props = {}, ...children) => {
    const node = Object.assign(document.createElement(tag), props);
    node.append(...children);
    return node;
  };

  window.headwaterRows = (key, data) => {
    loaded.set(key, data);
    (waiting.get(key) || []).forEach((then) => then(data));
    waiting.delete(key);
  };

  const fetchRows = (key, then) => {
    if (loaded.has(key)) return then(loaded.get(key));
    if (waiting.has(key)) return waiting.get(key).push(then);
    waiting.set(key, [then]);
    document.head.append(make("script", { src: `${document.body.dataset.rows ?? "rows/"}${key}.js` }));
  };

  const numeric = (text) => {
    const value = Number(text.replaceAll(",", ""));
    return text !== "" && Number.isFinite(value) ? value : null;
  };
  const compare = (a, b) => {
    const [x, y] = [numeric(a), numeric(b)];
    if (x !== null && y !== null) return x - y;
    return a === "" ? 1 : b === "" ? -1 : a.localeCompare(b, language, { numeric: true });
  };

  const sortable = (headers, redraw) => {
    headers.forEach((th, column) => {
      const button = make("button", { type: "button", textContent: th.textContent });
      th.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = th.getAttribute("aria-sort") === "ascending";
        headers.forEach((other) => other.removeAttribute("aria-sort"));
        th.setAttribute("aria-sort", down ? "descending" : "ascending");
        redraw(column, down ? -1 : 1);
      });
    });
  };

  const rowTable = (place, data, title, heads) => {
    const filter = make("input", { type: "search", id: "rows-filter", autocomplete: "off" });
    const said = make("span", { className: "soft" });
    said.setAttribute("role", "status");
    const headers = data.columns.map((name) => make("th", { scope: "col", textContent: heads.get(name) ?? name.replaceAll("_", " ") }));
    const body = make("tbody");
    let order = data.rows;
    const numbers = data.columns.map((_, i) => i > 0 && data.rows.some((r) => r[i] !== "") && data.rows.slice(0, 50).every((r) => r[i] === "" || numeric(r[i]) !== null));
    headers.forEach((th, i) => numbers[i] && th.classList.add("num"));
    const draw = () => {
      const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
      const found = order.filter((row) => words.every((word) => row.some((cell, i) => shown(cell, data.columns[i]).toLowerCase().includes(word))));
      body.replaceChildren(...found.slice(0, SHOWN).map((row) => make("tr", {}, ...row.map((cell, i) => make("td", { textContent: shown(cell, data.columns[i]), className: numbers[i] ? "num" : "" })))));
      said.textContent = found.length > SHOWN ? say("the first {shown} of {n}", { shown: SHOWN, n: count(found.length) }) : say("{n} rows", { n: count(found.length) });
    };
    sortable(headers, (column, sign) => {
      order = [...data.rows].sort((a, b) => sign * compare(a[column], b[column]));
      draw();
    });
    filter.addEventListener("input", draw);
    const table = make("table", { className: "plain" }, make("thead", {}, make("tr", {}, ...headers)), body);
    const region = make("div", { className: "wide", tabIndex: 0 }, table);
    region.setAttribute("role", "region");
    region.setAttribute("aria-label", title);
    const label = make("label", { htmlFor: "rows-filter", textContent: say("Filter") });
    place.replaceChildren(make("div", { className: "tools" }, label, filter, said), region);
    draw();
  };

  const open = (source) => {
    const about = source.cloneNode(true);
    about.removeAttribute("id");
    const name = source.dataset.name;
    const value = make("span", { className: "value", textContent: source.dataset.text });
    if (source.dataset.interval) value.append(" ", make("span", { className: "iv", textContent: source.dataset.interval }));
    const close = make("button", { type: "button", className: "close", textContent: say("Close") });
    close.addEventListener("click", () => dialog.close());
    const title = make("h2", { id: "opened-title" }, value, name);
    dialog.replaceChildren(make("div", { className: "bar-top" }, title, close), about);
    const key = source.dataset.rows;
    const rows = about.querySelector(".rows");
    if (key && rows) {
      const said = rows.querySelector(".said");
      fetchRows(key, (data) => {
        const place = make("div");
        const heads = new Map([...rows.querySelectorAll("th")].map((th, i) => [data.columns[i], th.textContent]));
        rows.replaceChildren(...(said ? [said] : []), place);
        rowTable(place, data, name, heads);
      });
    }
    dialog.showModal();
    dialog.scrollTop = 0;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.open");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const source = document.getElementById(`about-${link.dataset.about}`);
      if (source) {
        event.preventDefault();
        open(source);
      }
    } else if (event.target === dialog) dialog.close();
  });

  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.v ?? cell.textContent.trim();
  };
  document.querySelectorAll("table.sortable").forEach((table) => {
    const body = table.tBodies[0];
    sortable([...table.tHead.rows[0].cells], (column, sign) => {
      const sorted = [...body.rows].sort((a, b) => sign * compare(value(a, column), value(b, column)));
      body.replaceChildren(...sorted);
    });
  });
})();
