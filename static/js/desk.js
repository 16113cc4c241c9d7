// What plain forms cannot do at the editor's desk: open the row that a check is about, keep open
// what was open, move rows by dragging, count beside a field, number new claims, and warn before
// what was typed is lost. Every form works without this file.

const form = document.querySelector("#content-main form[id]");
const kept = `desk-open:${window.location.pathname}`;

// ---- Rows that are folded away

function reveal(hash) {
  const target = hash.length > 1 && document.getElementById(hash.slice(1));
  if (!target) return false;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }
  // A part as a whole is folded away within itself.
  const part = target.matches(".inline-group") && target.querySelector("details");
  if (part) part.open = true;
  const field = target.matches("input, select, textarea, a")
    ? target
    : [...target.querySelectorAll("input, select, textarea, summary")].find(
        (one) => one.type !== "hidden" && one.checkVisibility(),
      );
  target.scrollIntoView({ block: "center" });
  field?.focus({ preventScroll: true });
  return true;
}

function nameOf(fold) {
  return fold.querySelector(":scope > summary [id]")?.id ?? "";
}

function rememberFolds() {
  const open = [...form.querySelectorAll("details[open]")].map(nameOf).filter(Boolean);
  window.sessionStorage.setItem(kept, JSON.stringify(open));
}

function openAsBefore() {
  const open = JSON.parse(window.sessionStorage.getItem(kept) ?? "[]");
  for (const fold of form.querySelectorAll("details")) {
    if (open.includes(nameOf(fold))) fold.open = true;
  }
}

// ---- Words and characters beside a field

const counter = document.createElement("p");
counter.id = "count";
counter.className = "count";
const overrun = document.createElement("p");
overrun.className = "visually-hidden";
overrun.setAttribute("role", "status");

function counted(field) {
  const { limit, words } = field.dataset;
  const length = words ? field.value.split(/\s+/).filter(Boolean).length : field.value.length;
  return { length, most: Number(words ?? limit), unit: words ? "words" : "characters" };
}

function count(field) {
  const { length, most, unit } = counted(field);
  const over = length > most;
  counter.textContent = `${length} of ${most} ${unit}`;
  counter.classList.toggle("is-over", over);
  const said = over ? `More than ${most} ${unit}.` : "";
  if (overrun.textContent !== said) overrun.textContent = said;
}

function startCounting(field) {
  // It takes no room: what one is about to click must not move when the focus comes or goes.
  const holder = field.closest(".desk-field, .flex-container");
  holder.classList.add("counts");
  holder.append(counter);
  const described = field.getAttribute("aria-describedby") ?? "";
  if (!described.split(" ").includes("count")) {
    field.setAttribute("aria-describedby", `${described} count`.trim());
  }
  overrun.textContent = "";
  count(field);
}

function stopCounting(field) {
  counter.remove();
  const left = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id !== "count");
  if (left.join("")) field.setAttribute("aria-describedby", left.join(" "));
  else field.removeAttribute("aria-describedby");
}

// ---- Rows that are moved: dragging fills in the numbers of their places, which can be typed too

let dragged = null;

function rowsOf(group) {
  return [...group.querySelectorAll(".inline-related[id]")].filter(
    (row) => !row.classList.contains("empty-form") && row.querySelector("input.place"),
  );
}

function sort(group, place) {
  const rows = rowsOf(group);
  const after = rows.at(-1)?.nextSibling;
  for (const row of rows.sort((a, b) => place(a) - place(b))) after.parentNode.insertBefore(row, after);
}

const index = (row) => Number(row.id.split("-").at(-1));
const typedPlace = (row) => Number(row.querySelector("input.place").value || Infinity);

function offerHandle(row) {
  const field = row.querySelector("input.place");
  if (!field || row.querySelector(".handle")) return;
  const handle = document.createElement("span");
  handle.className = "handle";
  handle.title = "Drag to move";
  handle.ariaHidden = "true";
  handle.draggable = true;
  handle.textContent = "⠿";
  field.before(handle);
}

function drop(row) {
  const group = row.closest(".inline-group");
  rowsOf(group).forEach((one, number) => {
    one.querySelector("input.place").value = number + 1;
  });
  row.dispatchEvent(new CustomEvent("desk:moved", { bubbles: true }));
}

// ---- What was typed and is not saved

let unsaved = false;

function watchWhatIsTyped() {
  // A form that was refused, or only checked, holds what is saved nowhere.
  unsaved = document.querySelector(".errornote, .unsaved") !== null;
  for (const name of ["input", "change", "desk:moved"]) {
    form.addEventListener(name, () => (unsaved = true));
  }
  form.addEventListener("submit", () => (unsaved = false));
  window.addEventListener("beforeunload", (event) => unsaved && event.preventDefault());
}

// ---- New rows

function fillKey(row, group) {
  const field = row.querySelector("input[name$='-key']");
  if (group !== "claims" || !field || field.value) return;
  const keys = [...form.querySelectorAll("input[name^='claims-'][name$='-key']")];
  const numbers = keys.map((key) => Number(/^c([0-9]+)$/.exec(key.value)?.[1] ?? 0));
  field.value = `c${Math.max(0, ...numbers) + 1}`;
}

if (form) {
  openAsBefore();
  if (reveal(window.location.hash)) rememberFolds();
  form.append(overrun);
  // The checks follow what is typed: no button is needed.
  form.querySelector(".check-now")?.remove();
  watchWhatIsTyped();
  for (const list of form.querySelectorAll(".evidence")) {
    const first = list.querySelector("input:checked")?.closest("label");
    if (first) list.scrollTop = first.offsetTop - list.offsetTop - 16;
  }
  rowsOf(form).forEach(offerHandle);

  form.addEventListener("toggle", rememberFolds, true);
  window.addEventListener("hashchange", () => reveal(window.location.hash));

  form.addEventListener("click", (event) => {
    const link = event.target.closest("#checks a[href^='#']");
    // The same link once more changes no hash.
    if (link && link.hash === window.location.hash && reveal(link.hash)) event.preventDefault();
  });

  form.addEventListener("focusin", ({ target }) => {
    if (target.matches("[data-limit], [data-words]")) startCounting(target);
  });
  form.addEventListener("focusout", ({ target }) => {
    if (target.matches("[data-limit], [data-words]")) stopCounting(target);
  });
  form.addEventListener("input", ({ target }) => {
    if (target.matches("[data-limit], [data-words]")) count(target);
  });

  form.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.(".handle")?.closest(".inline-related[id]");
    if (dragged?.matches(".tabular")) dragged = null;
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    dragged.classList.add("is-dragged");
  });
  form.addEventListener("dragover", (event) => {
    const over = dragged && event.target.closest(".inline-related[id]");
    if (!over || over === dragged || over.parentNode !== dragged.parentNode) return;
    event.preventDefault();
    const { top, height } = over.getBoundingClientRect();
    if (event.clientY < top + height / 2) over.before(dragged);
    else if (!over.classList.contains("empty-form")) over.after(dragged);
  });
  form.addEventListener("drop", (event) => dragged && event.preventDefault());
  form.addEventListener("dragend", () => {
    if (!dragged) return;
    dragged.classList.remove("is-dragged");
    drop(dragged);
    dragged = null;
  });

  // Taking a new row away numbers the rows' fields anew in the order of the page: for that moment
  // it is the order in which they came.
  form.addEventListener(
    "click",
    (event) => {
      const group = event.target.closest(".inline-deletelink")?.closest(".inline-group");
      if (!group) return;
      sort(group, index);
      window.setTimeout(() => sort(group, typedPlace));
    },
    true,
  );

  document.addEventListener("formset:added", (event) => {
    fillKey(event.target, event.detail.formsetName);
    offerHandle(event.target);
  });
  document.addEventListener("formset:removed", () => {
    form.dispatchEvent(new CustomEvent("desk:moved", { bubbles: true }));
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "checks") return;
    const summary = event.target.querySelector(".summary").textContent.trim();
    const said = document.getElementById("checks-said");
    if (said.textContent !== summary) said.textContent = summary;
  });
}
