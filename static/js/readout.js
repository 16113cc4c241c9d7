// What plain HTML cannot do: mark in the brief the claims that a verdict rests on, and say so when
// an answer did not get through. Everything else works without this file.

const wide = window.matchMedia("(min-width: 64rem)");

function show(claim) {
  claim.scrollIntoView({ block: "center" });
}

function mark(quiz) {
  for (const claim of document.querySelectorAll(".claim.is-marked")) {
    claim.classList.remove("is-marked");
  }
  const claims = (quiz.dataset.marks ?? "")
    .split(" ")
    .map((key) => key && document.getElementById(key))
    .filter(Boolean);
  for (const claim of claims) claim.classList.add("is-marked");
  const right = quiz.querySelector("#verdict")?.dataset.mark === "1.00";
  if (claims.length && !right && wide.matches) show(claims[0]);
}

function say(words) {
  const trouble = document.getElementById("trouble");
  trouble.textContent = words;
  trouble.hidden = !words;
}

document.addEventListener("htmx:afterSettle", () => {
  const quiz = document.getElementById("quiz");
  say("");
  mark(quiz);
  if (!document.activeElement?.closest("#quiz")) return;
  const panel = quiz.closest(".panel");
  if (wide.matches) panel.scrollTop = 0;
  else panel.scrollIntoView({ block: "start" });
});

document.addEventListener("htmx:sendError", () => {
  say("The connection was lost. Your choice is still here: try again when you are back online.");
});

document.addEventListener("htmx:responseError", (event) => {
  const gone = event.detail.xhr.status === 404;
  say(
    gone
      ? "This quiz is no longer to be found on this device. Reload the page to begin anew."
      : "That did not get through. Your choice is still here: try again in a moment.",
  );
});

// On the brief's own page a claim is shown where it stands, without leaving the edition read.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-claim]");
  const claim = link && document.getElementById(link.dataset.claim);
  if (!claim) return;
  event.preventDefault();
  window.location.hash = link.dataset.claim;
  claim.focus({ preventScroll: true });
  show(claim);
});

// The link onward takes the place of the button Answer: the second click of a double click, which
// falls on it, must not skip the verdict.
document.addEventListener(
  "click",
  (event) => {
    if (event.detail < 2 || !event.target.closest("#onward")) return;
    event.preventDefault();
    event.stopPropagation();
  },
  { capture: true },
);
