// What a page can do beyond reading, where scripts run: keys, previews, word of what is new. Nothing is lost without it.
"use strict";

const ITEMS = "main :is(h2, h3, .title) > a[href]";
const PREVIEWED = /^(articles\/[0-9a-f]{16}|stories\/s[0-9a-f]{16})$/;
const ROOT = new URL("..", document.currentScript.src).pathname; // below which a proxy may have put us
const EVERY = 60_000; // milliseconds between two looks at whether something came
const RESTED = 600; // milliseconds that a pointer rests before a preview opens

const help = document.getElementById("keys");
const preview = document.getElementById("preview");
const news = document.getElementById("news");

// Keys. They can be switched off, since they get in the way of some voices and hands (WCAG 2.2, 2.1.4).

const KEYS = "samarkand.keys";
const switched = help.querySelector("input");
switched.checked = stored(KEYS) !== "off";
switched.addEventListener("change", () => store(KEYS, switched.checked ? "on" : "off"));

function stored(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // a browser may forbid it
  }
}

function store(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // then it holds for this page
  }
}

function step(by) {
  const items = [...document.querySelectorAll(ITEMS)].filter((item) => item.checkVisibility());
  const here = items.indexOf(document.activeElement);
  const next = here < 0 ? nearest(items) : items[here + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function nearest(items) {
  return items.find((item) => item.getBoundingClientRect().top >= 0) ?? items.at(-1);
}

function star() {
  const card = document.activeElement.closest(".card, .article");
  return (card ?? document.querySelector(".article > .head"))?.querySelector("button.star");
}

const DEEDS = {
  j: () => step(1),
  k: () => step(-1),
  o: () => document.activeElement.matches(ITEMS) && document.activeElement.click(),
  p: () => document.activeElement.matches(ITEMS) && (preview.hidden ? show(document.activeElement) : hide()),
  s: () => star()?.click(),
  "/": () => document.getElementById("q").focus(),
  "?": () => help.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable], dialog");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const deed = DEEDS[event.key];
  if (!deed || (!switched.checked && event.key !== "?")) return;
  event.preventDefault();
  deed();
});

const opener = document.getElementById("open-keys");
opener.hidden = false;
opener.addEventListener("click", () => help.showModal());

// Previews: the beginning of what a link leads to, out of its own page.

let waiting;

document.addEventListener("mouseover", (event) => {
  clearTimeout(waiting);
  const link = event.target.closest?.(ITEMS);
  if (link && matchMedia("(hover: hover)").matches) waiting = setTimeout(show, RESTED, link);
  else if (!preview.contains(event.target)) hide();
});
document.addEventListener("focusout", hide);

function hide() {
  clearTimeout(waiting);
  preview.hidden = true;
}

async function show(link) {
  const address = new URL(link.href);
  if (address.origin !== location.origin || !address.pathname.startsWith(ROOT)) return;
  if (!PREVIEWED.test(address.pathname.slice(ROOT.length))) return;
  const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const parts = beginning(page);
  if (!parts.length || !(link.matches(":hover") || link === document.activeElement)) return;
  preview.replaceChildren(...parts);
  preview.hidden = false;
  place(link.getBoundingClientRect());
}

function beginning(page) {
  const parts = [...page.querySelectorAll(".head .facts, .body > :is(p, h2, h3), .reports > ol > li > .report")];
  return parts.slice(0, 5).map((part) => {
    part.querySelectorAll("details, img, input, [id]").forEach((each) => each.remove());
    part.lang ||= part.closest("[lang]")?.lang ?? "";
    return document.adoptNode(part);
  });
}

function place(link) {
  const room = preview.getBoundingClientRect();
  const left = Math.min(Math.max(8, link.left), document.documentElement.clientWidth - room.width - 8);
  const below = link.bottom + room.height + 8 < innerHeight;
  preview.style.left = `${Math.max(8, left)}px`;
  preview.style.top = `${Math.max(8, below ? link.bottom + 6 : link.top - room.height - 6)}px`;
}

// News: whether the archive went on since this page was made. Asked while somebody looks, and told, never forced on them.

let made;

async function look() {
  if (document.hidden || !news.hidden) return;
  const answer = await fetch(`${ROOT}pulse`, { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return;
  const now = await answer.text();
  made ??= now;
  news.hidden = now === made;
}

look();
setInterval(look, EVERY);
document.addEventListener("visibilitychange", look);
