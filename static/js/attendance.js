/* Taking attendance in place: a press is sent at once, and the list comes back as it stands. */

let waiting = Promise.resolve();

/** Sends a press and puts the list that comes back in place of the one shown. */
async function send(action, data) {
  const answer = await fetch(action, { method: "POST", body: data }).catch(() => null);
  if (!answer) return tell("Not sent: there is no connection. Press again when there is.");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-attendance]");
  if (!fresh) {
    location.assign(answer.redirected ? answer.url : location.href);
    return;
  }
  const shown = document.querySelector("[data-attendance]");
  const held = focusOf(shown);
  shown.replaceWith(fresh);
  refocus(fresh, held);
}

/** Says what went wrong where the last press is told. */
function tell(words) {
  document.querySelector("[data-attendance] .last-press").textContent = words;
  document.querySelectorAll("[data-attendance] .sending").forEach((row) => row.classList.remove("sending"));
}

/** Returns which person's button has the focus, and which person stands after them. */
function focusOf(section) {
  const row = section.contains(document.activeElement) ? document.activeElement.closest(".attendee") : null;
  if (!row) return null;
  return { row: row.id, next: row.nextElementSibling?.id, state: document.activeElement.value };
}

/** Gives the focus to the same state of who comes next, without moving the page. */
function refocus(section, held) {
  if (!held) return;
  const row = section.querySelector(`#${CSS.escape(held.next || held.row)}`)
    || section.querySelector(`#${CSS.escape(held.row)}`);
  const buttons = [...(row?.querySelectorAll(".mark-button") || [])];
  const button = buttons.find((one) => one.value === held.state) || buttons[0];
  button?.focus({ preventScroll: true });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest("[data-attendance]")) return;
  event.preventDefault();
  const data = new URLSearchParams(new FormData(form));
  const button = event.submitter;
  if (button?.name) data.set(button.name, button.value);
  form.closest(".attendee")?.classList.add("sending");
  waiting = waiting.then(() => send(form.action, data));
});
