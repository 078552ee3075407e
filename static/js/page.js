/* What pages do a little better with scripts. Without them everything works. */

/** Sends a form once, however often its button is pressed. */
function once(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
  });
}

/** Selects an address when it is entered, so that it is copied with one gesture. */
function selectable(input) {
  input.addEventListener("focus", () => input.select());
}

/** Shows the button that copies an address, where the browser lets pages copy. */
function copies(button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const input = document.getElementById(button.dataset.copies);
    const done = await navigator.clipboard.writeText(input.value).then(() => true, () => false);
    if (done) button.textContent = "Copied";
    else input.focus();
  });
}

/** Closes an open menu when the page is pressed elsewhere, or on Escape. */
function closes(menu) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

/** Brings what says "now" up to date when the phone is looked at again. */
function freshens(after = 120_000) {
  let loaded = Date.now();
  document.addEventListener("visibilitychange", async () => {
    if (document.visibilityState !== "visible" || Date.now() - loaded < after) return;
    const answer = await fetch(location.href, { redirect: "error" }).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.querySelector("main").replaceWith(page.querySelector("main"));
    loaded = Date.now();
  });
}

/** Says which file was chosen and how large it is. */
function names(input) {
  const line = document.getElementById(input.dataset.name);
  input.addEventListener("change", () => {
    const file = input.files[0];
    line.textContent = file ? `${file.name}, ${Math.ceil(file.size / 1024)} KB` : "";
  });
}

/** Shows the button that ticks every box of a group, and takes it away once all are ticked. */
function ticks(group) {
  const button = group.querySelector("button");
  if (!button) return;
  const boxes = [...group.querySelectorAll("input[type=checkbox]")];
  const left = () => boxes.filter((box) => !box.checked);
  const show = () => {
    button.hidden = !left().length;
  };
  button.addEventListener("click", () => {
    const [first] = left();
    boxes.forEach((box) => {
      box.checked = true;
    });
    first?.focus();
    show();
  });
  group.addEventListener("change", show);
  show();
}

/** A page that the browser kept may send its forms again. */
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form").forEach((form) => delete form.dataset.sent);
});

document.querySelectorAll("form[data-once]").forEach(once);
document.querySelectorAll("input[data-copy]").forEach(selectable);
document.querySelectorAll("button[data-copies]").forEach(copies);
document.querySelectorAll("details.menu").forEach(closes);
document.querySelectorAll("input[data-name]").forEach(names);
document.querySelectorAll("[data-ticks]").forEach(ticks);
if (document.querySelector(".now-card")) freshens();
