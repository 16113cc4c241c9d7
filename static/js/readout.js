// What plain HTML cannot do. It is read before the page is drawn, so that none is drawn in the wrong
// colours first; what needs the page waits for beginPage().

"use strict";

const THEME = "theme";
const root = document.documentElement;

function keptTheme() {
  try {
    const kept = localStorage.getItem(THEME);
    return kept === "light" || kept === "dark" ? kept : "system";
  } catch {
    return root.dataset.theme ?? "system";
  }
}

function setTheme(theme) {
  root.dataset.theme = theme;
  for (const frame of document.querySelectorAll("[data-scheme]")) {
    const { scheme } = frame.dataset;
    frame.media = theme === "system" ? `(prefers-color-scheme: ${scheme})` : "not all";
    if (theme === scheme) frame.media = "";
  }
}

function keepTheme(theme) {
  setTheme(theme);
  try {
    if (theme === "system") localStorage.removeItem(THEME);
    else localStorage.setItem(THEME, theme);
  } catch {
    // Where nothing may be kept, the choice holds for this page.
  }
}

function showTheme() {
  setTheme(keptTheme());
  for (const choice of document.querySelectorAll(`[name="${THEME}"]`)) {
    choice.checked = choice.value === root.dataset.theme;
  }
}

showTheme();
// Another window or page may have chosen anew, and a browser that comes back to this one puts in
// what was chosen here before.
window.addEventListener("storage", showTheme);
window.addEventListener("pageshow", showTheme);
document.addEventListener("change", (event) => {
  if (event.target.name === THEME) keepTheme(event.target.value);
});

const wide = window.matchMedia("(min-width: 64rem)");
const precise = window.matchMedia("(hover: hover) and (pointer: fine)");
let start;
let here;
let begun = false;
let travelled = false;

function show(element) {
  element.scrollIntoView({ block: "center" });
}

// Where a claim is read on this page: the sentences of the brief that rest on it, or the claim.
function placesOf(keys) {
  const wanted = new Set(keys.split(" ").filter(Boolean));
  return [...document.querySelectorAll("main [data-claims]")].filter((place) =>
    place.dataset.claims.split(" ").some((key) => wanted.has(key)),
  );
}

// Marks these claims alone; returns the places where they are read.
function markOnly(keys) {
  for (const place of document.querySelectorAll(".is-marked")) place.classList.remove("is-marked");
  const places = placesOf(keys);
  for (const place of places) place.classList.add("is-marked");
  return places;
}

function mark(quiz) {
  const claims = markOnly(quiz.dataset.marks ?? "");
  const right = quiz.querySelector("#verdict")?.dataset.mark === "1.00";
  if (claims.length && !right && wide.matches) show(claims[0]);
}

function say(name, words = "") {
  const trouble = document.getElementById("trouble");
  if (!trouble) return;
  trouble.textContent = words || (trouble.dataset[name] ?? "");
  trouble.hidden = !name;
  if (name) trouble.scrollIntoView({ block: "nearest" });
}

// A form whose mark is of another visit, because a tab or a sign-in came between: the refusal
// brings the one that holds now, and the form is sent once more.
function sendAgain({ xhr, elt, requestConfig }) {
  const token = xhr.getResponseHeader("X-CSRF-Token");
  const form = elt.closest("form");
  if (!token || !form) return false;
  for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = token;
  if (form.sentAgain) return false;
  form.sentAgain = true;
  const { submitter } = requestConfig.triggeringEvent ?? {};
  window.setTimeout(() => form.requestSubmit(submitter));
  return true;
}

// Times are told in the reader's own time zone; without this script they are told in UTC.
function tellTimes() {
  for (const time of document.querySelectorAll("time[data-local]")) {
    const style = { timeStyle: "short" };
    if (time.dataset.local === "day") style.dateStyle = "long";
    time.textContent = new Intl.DateTimeFormat(root.lang, style).format(new Date(time.dateTime));
    time.removeAttribute("data-local");
  }
}

function offerCopy() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
}

// Matching by dragging: what is dropped is chosen in the select boxes, which stay.
function offerDragging() {
  const line = document.querySelector("#quiz .match");
  if (!line || !precise.matches || document.querySelector("#quiz .chips")) return;
  const chips = document.createElement("ul");
  chips.className = "chips";
  chips.ariaHidden = "true";
  for (const option of line.querySelector("select").options) {
    if (!option.value) continue;
    const chip = document.createElement("li");
    chip.draggable = true;
    chip.textContent = option.text;
    chip.dataset.value = option.value;
    chips.append(chip);
  }
  line.before(chips);
}

// What an entry of the history says the panel showed. The brief may be newer: of starts, its own
// is shown.
function shownIn(state) {
  return state?.quiz?.includes("/papers/") ? start : state?.quiz;
}

// What the panel showed last, for the other pages of the brief: a quiz stays where it is.
function keptPanel() {
  try {
    return sessionStorage.getItem(`quiz:${start}`) ?? undefined;
  } catch {
    return undefined;
  }
}

function keepPanel(address) {
  try {
    sessionStorage.setItem(`quiz:${start}`, address);
  } catch {
    // Where nothing may be kept, each page begins anew.
  }
}

// The panel's own history: the address of the page stays, and what the panel shows goes with it.
function remember(quiz) {
  const came = travelled;
  travelled = false;
  // Where back or forward leads stands in the history already.
  if (came || !quiz.dataset.here) return;
  const known = shownIn(window.history.state);
  here = quiz.dataset.here;
  keepPanel(here);
  if (!known) window.history.replaceState({ quiz: here }, "");
  else if (known !== here) window.history.pushState({ quiz: here }, "");
}

function beginPanel(panel) {
  start = panel.dataset.hxGet;
  here = start;
  // What was shown on this page, or else on another page of the same brief.
  const known = shownIn(window.history.state) ?? keptPanel();
  // This runs before htmx reads the attribute.
  if (known) panel.dataset.hxGet = known;

  window.addEventListener("popstate", (event) => {
    const wanted = shownIn(event.state);
    // A link within the page made this entry: the panel stays as it is.
    if (!wanted) window.history.replaceState({ quiz: here }, "");
    else if (wanted !== here) {
      here = wanted;
      travelled = true;
      window.htmx.ajax("GET", wanted, { target: "#quiz", swap: "outerHTML" });
    }
  });

  document.addEventListener("htmx:afterSettle", () => {
    const quiz = document.getElementById("quiz");
    say("");
    // What was marked before the quiz came stays.
    if (begun || quiz.dataset.marks) mark(quiz);
    remember(quiz);
    offerCopy();
    offerDragging();
    tellTimes();
    countDown();
    // What was pressed is gone with the old fragment: the focus goes on in the new one.
    if (begun && document.activeElement === document.body) quiz.querySelector("h2")?.focus();
    begun = true;
    if (!document.activeElement?.closest("#quiz")) return;
    const holder = quiz.closest(".panel");
    if (wide.matches) holder.scrollTop = 0;
    else if (!document.activeElement.closest(".steps")) holder.scrollIntoView({ block: "start" });
  });

  document.addEventListener("htmx:sendError", () => {
    travelled = false;
    say("offline");
    window.setTimeout(() => document.querySelector("#quiz .act :is(button, a)")?.focus());
  });

  document.addEventListener("htmx:responseError", (event) => {
    if (sendAgain(event.detail)) return;
    const { status, responseText } = event.detail.xhr;
    const gone = status === 404;
    if (gone) {
      window.history.replaceState(null, "");
      keepPanel(start);
    }
    // Whoever asks too often is told by the server how long to wait; a proxy would send a page.
    const told = status === 429 && !responseText.trimStart().startsWith("<");
    const refused = event.detail.xhr.getResponseHeader("X-CSRF-Token") ? "cookies" : "failed";
    say(gone ? "gone" : refused, told ? responseText : "");
  });

  // Back from the quiz, the brief goes on where it was left.
  let left = 0;
  document.getElementById("jump")?.addEventListener("click", (event) => {
    if (event.target.hash === "#quiz") left = window.scrollY;
    else if (left) {
      event.preventDefault();
      window.scrollTo(0, left);
    }
  });

  // A claim is shown where it is read on this page, without leaving it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-claim]");
    const [first] = link ? markOnly(link.dataset.claim) : [];
    if (!first) return;
    event.preventDefault();
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    show(first);
  });
}

// A press beside a card closes it before the click arrives: the card's own mark must not reopen it.
let closing = null;
document.addEventListener(
  "pointerdown",
  (event) => {
    const card = document.getElementById(event.target.closest("a[data-card]")?.dataset.card ?? "");
    closing = card?.matches(":popover-open") ? card : null;
  },
  true,
);

// A mark in the text opens its claim in place. Without popovers it leads to the evidence.
document.addEventListener("click", (event) => {
  const mark = event.target.closest("a[data-card]");
  const card = mark && document.getElementById(mark.dataset.card);
  if (!card?.togglePopover || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const opens = !card.matches(":popover-open") && closing !== card;
  closing = null;
  card.togglePopover(opens);
  if (!opens) return;
  place(card, mark);
  card.addEventListener("toggle", () => mark.focus({ preventScroll: true }), { once: true });
});

// Puts a card below its mark, or above it where there is more room.
function place(card, mark) {
  if (!wide.matches) return;
  const at = mark.getBoundingClientRect();
  const { innerWidth, innerHeight } = window;
  const below = at.bottom + card.offsetHeight + 8 < innerHeight || at.top < innerHeight / 2;
  const left = Math.max(8, Math.min(at.left, innerWidth - card.offsetWidth - 8));
  const top = below ? at.bottom + 6 : at.top - card.offsetHeight - 6;
  Object.assign(card.style, { margin: 0, inset: `${Math.max(8, top)}px auto auto ${left}px` });
}

// An actor of the map lists the claims about it beside the map; the reader stays.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".map a[data-actor]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  // Pressed again, it hides them.
  const actor = link.hasAttribute("aria-current") ? "" : link.dataset.actor;
  for (const list of document.querySelectorAll("#chosen-actor [data-actor]")) {
    list.hidden = list.dataset.actor !== actor;
  }
  for (const other of document.querySelectorAll(".map a[data-actor]")) {
    if (other.dataset.actor === actor) other.setAttribute("aria-current", "true");
    else other.removeAttribute("aria-current");
  }
  // The list stands at the bottom of the screen: it must not cover what was chosen.
  const list = document.getElementById("chosen-actor").getBoundingClientRect();
  window.scrollBy(0, Math.max(0, link.getBoundingClientRect().bottom + 8 - list.top));
});

// Links of former times, such as #c7 or #timeline, lead to the page that has what they mean.
const FORMERLY = [
  [/^#(c\d+|p\d+|glance|paragraphs|method)$/, "evidence"],
  [/^#(who|relations|timeline|terms|actor-.+|event-\d+|term-\d+)$/, "people"],
  [/^#(source|cite|editions|changes)$/, "cite"],
];

function goWhereItIs() {
  const { hash } = window.location;
  const main = document.querySelector("main[data-evidence]");
  if (!hash || !main || document.getElementById(decodeURIComponent(hash.slice(1)))) return;
  const [, page] = FORMERLY.find(([shape]) => shape.test(hash)) ?? [];
  if (page && !main.classList.contains(`page-${page}`)) window.location.replace(main.dataset[page] + hash);
}

window.addEventListener("hashchange", goWhereItIs);

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const copied = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(copied.value ?? copied.textContent);
  button.nextElementSibling.textContent = button.dataset.copied;
});

// The lasting link to a claim is copied; the reader stays.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a.permalink");
  if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  window.location.hash = link.hash;
  await navigator.clipboard.writeText(link.href);
  const said = document.getElementById("said");
  said.textContent = said.dataset.copied.replace("{key}", link.hash.slice(1));
  window.setTimeout(() => {
    said.textContent = "";
  }, 4000);
});

// The bar at the bottom says which of the two one is at, and is lower at the quiz, where the button
// that goes on stands above it.
function markTab() {
  const jump = document.getElementById("jump");
  const panel = document.querySelector(".panel");
  if (!jump || !panel) return;
  new IntersectionObserver(
    ([entry]) => {
      jump.dataset.at = entry.isIntersecting ? "quiz" : "brief";
      for (const link of jump.querySelectorAll("a")) {
        const current = link.hash === (entry.isIntersecting ? "#quiz" : "#main");
        link.ariaCurrent = current ? "location" : null;
      }
    },
    { rootMargin: "-50% 0px -50% 0px" },
  ).observe(panel);
}

// What is given when a test's time runs out is handed in while it still counts, by the server's
// clock.
function countDown() {
  const told = document.querySelector("[data-ms]");
  if (!told) return;
  told.end ??= performance.now() + Number(told.dataset.ms);
  told.at ??= new Intl.DateTimeFormat(root.lang, { timeStyle: "short" }).format(
    Date.now() + Number(told.dataset.ms),
  );
  const seconds = Math.round((told.end - performance.now()) / 1000);
  const left = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const words = seconds > 0 ? told.dataset.left.replace("{left}", left) : told.dataset.over;
  told.textContent = words.replace("{time}", told.at);
  const warning = told.nextElementSibling;
  if (seconds <= 60) warning.textContent ||= warning.dataset.warning;
  // A hidden page may have its next turn in a minute.
  if (told.done || seconds > (document.hidden ? 63 : 3)) return;
  const form = document.querySelector("#quiz form");
  told.done = [...new FormData(form)].some(
    ([name, value]) => /^(choice|text|moved|match)/.test(name) && value,
  );
  if (told.done) form.requestSubmit();
}

let dragged = null;

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(".chips li") ?? null;
  if (dragged) event.dataTransfer.setData("text/plain", dragged.textContent);
});

document.addEventListener("dragover", (event) => {
  if (dragged && event.target.closest(".match")) event.preventDefault();
});

document.addEventListener("drop", (event) => {
  const select = dragged && event.target.closest(".match")?.querySelector("select");
  if (!select) return;
  event.preventDefault();
  select.value = dragged.dataset.value;
  select.focus();
});

function beginPage() {
  const panel = document.querySelector(".panel #quiz");
  if (panel) beginPanel(panel);
  showTheme();
  offerCopy();
  offerDragging();
  tellTimes();
  goWhereItIs();
  markTab();
  countDown();
  window.setInterval(countDown, 1000);
}

document.addEventListener("DOMContentLoaded", beginPage);
