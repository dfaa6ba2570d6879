// Open pages hear what changed: the list, the open case, who is in it. Where no stream is open they ask, rarely.
"use strict";
(() => {
  const RARELY = 45000; // who is in a case is shown for a minute
  const PAUSE = 3000; // nothing is drawn anew more often, however much happens
  const IDLE = 20000; // who has pressed no key for so long does not write just now
  let stream = null;
  let heard = "";
  let missed = false;

  const number = () => document.querySelector("#case[data-number]")?.dataset.number ?? "";
  const calmly = (act) => {
    let timer = 0;
    let next = 0;
    return () => {
      timer ||= setTimeout(() => {
        timer = 0;
        next = Date.now() + PAUSE;
        act();
      }, Math.max(Math.random() * 300, next - Date.now()));
    };
  };

  // The list does not jump while somebody is further down in it, or has selected cases: then a line says so.
  const still = (list) =>
    list.scrollTop < 200 && list.getBoundingClientRect().top > -200 && !list.querySelector(".row input:checked");
  const say = (list) => list.querySelector(".news a")?.removeAttribute("hidden");
  const drawList = calmly(() => {
    const list = document.getElementById("list");
    if (!list?.offsetParent) return;
    const whole = list.hasAttribute("hx-get") && !list.dataset.longer;
    if (whole && still(list)) htmx.trigger(list, "changed");
    else say(list);
  });
  // Between the asking and the answer somebody may have selected a case, or gone on down.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, requestConfig } = event.detail;
    if (target.id !== "list" || requestConfig.elt !== target || still(target)) return;
    event.detail.shouldSwap = false;
    say(target);
  });

  // What somebody writes just now stays: only the conversation and what is said about the case are drawn anew.
  const newest = {};
  let atEnd = false;
  const drawCase = calmly(() => {
    const talk = document.getElementById("messages");
    const act = newest[number()];
    delete newest[number()];
    if (!talk || !(act > Number(document.getElementById("about").dataset.place))) return;
    atEnd = talk.scrollHeight - talk.scrollTop - talk.clientHeight < 80;
    htmx.trigger(talk, "changed");
  });
  const drawAll = () => {
    newest[number()] = Infinity;
    drawCase();
    drawList();
  };

  const tell = (verb, doing) => {
    const line = document.getElementById("here");
    const values = doing ? { doing } : {};
    if (line) htmx.ajax(verb, `/cases/${number()}/here/`, { source: line, target: line, swap: "innerHTML", values });
  };
  let told = 0;
  let idle = 0;
  const rest = () => {
    clearTimeout(idle);
    told = 0;
  };
  document.addEventListener("input", (event) => {
    if (!event.target.dataset.writes) return;
    clearTimeout(idle);
    idle = setTimeout(() => {
      rest();
      tell("POST", "reading");
    }, IDLE);
    if (Date.now() - told < IDLE) return;
    told = Date.now();
    tell("POST", "writing");
  });

  const listen = () => {
    if (document.hidden || (stream && stream.readyState !== EventSource.CLOSED && heard === number())) return;
    stream?.close();
    heard = number();
    stream = new EventSource(heard ? `/events/?case=${heard}` : "/events/");
    stream.addEventListener("open", () => {
      if (missed) drawAll();
      missed = false;
    });
    stream.addEventListener("error", () => (missed = true));
    stream.addEventListener("cases", (event) => {
      Object.assign(newest, JSON.parse(event.data));
      drawCase();
      drawList();
    });
    stream.addEventListener("here", (event) => {
      const cases = JSON.parse(event.data);
      if (cases.includes(Number(number()))) tell("GET");
      if (cases.some((n) => document.querySelector(`#list [data-case="${n}"]`))) drawList();
    });
  };

  // A page that nobody looks at holds no stream: a browser allows few of them.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) {
      listen();
      tell("POST", told ? "writing" : "reading");
      return;
    }
    stream?.close();
    stream = null;
    missed = true;
  });
  setInterval(() => {
    if (document.hidden || stream?.readyState === EventSource.OPEN) return;
    drawAll();
    tell("POST", told ? "writing" : "reading");
    listen();
  }, RARELY);

  document.addEventListener("htmx:afterSettle", (event) => {
    const target = event.detail.target;
    if (target.id === "older") document.getElementById("list").dataset.longer = "1";
    if (target.id === "messages" && atEnd) target.scrollTop = target.scrollHeight;
    if (target.id !== "case") return;
    rest();
    listen();
  });
  addEventListener("pageshow", listen);
})();
