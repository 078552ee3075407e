/* The board does a little better with scripts: a reason opens beside the table without a new page,
   arrow keys move from cell to cell, Escape closes. */

const board = document.querySelector("[data-board]");
const side = board.querySelector("[data-panel]");
const said = board.querySelector("[data-said]");
const rows = [...board.querySelectorAll(".board-table tbody tr:not(.board-group)")];
const narrow = matchMedia("(max-width: 67.99rem)");
let asked = 0;

/** Returns the cells of a row that lead somewhere, by column. */
function cells(row) {
  return [...row.children].map((child) => child.querySelector("a"));
}

/** Lets only one cell be reached by Tab: from there arrow keys lead on. */
function rove(to) {
  board.querySelectorAll("a.board-cell").forEach((cell) => {
    cell.tabIndex = cell === to ? 0 : -1;
  });
}

/** Marks the cell that the panel tells of, and its row. */
function mark(cell) {
  board.querySelector(".board-cell[aria-current]")?.removeAttribute("aria-current");
  board.querySelector("tr.here")?.classList.remove("here");
  cell?.setAttribute("aria-current", "true");
  cell?.closest("tr").classList.add("here");
}

/** Returns the cell that an address is about. */
function cellOf(address) {
  const wanted = new URL(address, location.href).searchParams;
  return [...board.querySelectorAll("a.board-cell")].find((cell) => {
    const own = new URL(cell.href).searchParams;
    return own.get("person") === wanted.get("person") && own.get("ask") === wanted.get("ask");
  });
}

/** Fetches the panel of an address and puts it beside the table; else the page itself opens. */
async function open(address) {
  const mine = ++asked;
  const url = new URL(address, location.href);
  url.hash = "";
  url.searchParams.set("only", "panel");
  const answer = await fetch(url, { redirect: "error" }).catch(() => null);
  if (mine !== asked) return;
  if (!answer?.ok) {
    location.assign(address);
    return;
  }
  const text = await answer.text();
  if (mine !== asked) return;
  const page = new DOMParser().parseFromString(text, "text/html");
  side.replaceChildren(page.getElementById("panel"));
  board.classList.add("opened");
  url.searchParams.delete("only");
  history.replaceState(null, "", url);
  const cell = cellOf(url);
  mark(cell);
  if (cell) rove(cell);
  said.textContent = side.firstElementChild.dataset.word;
  if (narrow.matches) side.firstElementChild.focus({ preventScroll: true });
}

/** Closes the panel and gives the focus back to its cell. */
function close() {
  const link = side.querySelector("[data-close]");
  if (!link) return;
  asked += 1;
  const cell = board.querySelector(".board-cell[aria-current]");
  history.replaceState(null, "", link.href);
  side.replaceChildren();
  board.classList.remove("opened");
  mark(null);
  cell?.focus();
}

/** Moves the focus by rows and columns, over cells in which nothing is asked. */
function move(cell, down, right) {
  const row = cell.closest("tr");
  const column = cells(row).indexOf(cell);
  for (let place = 1; place < 400; place += 1) {
    const line = rows[rows.indexOf(row) + down * place];
    const next = line && cells(line)[column + right * place];
    if (!line || next === undefined) return;
    if (next?.classList.contains("board-cell")) {
      rove(next);
      next.focus();
      if (board.classList.contains("opened")) open(next.href);
      return;
    }
  }
}

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function plain(event) {
  return !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

board.addEventListener("click", (event) => {
  if (event.button || !plain(event)) return;
  const link = event.target.closest("a.board-cell, a[data-go], a[data-close]");
  if (!link) return;
  event.preventDefault();
  if ("close" in link.dataset) close();
  else open(link.href);
});

board.addEventListener("keydown", (event) => {
  const cell = event.target.closest("a.board-cell");
  if (!cell || !(event.key in STEPS) || !plain(event)) return;
  event.preventDefault();
  move(cell, ...STEPS[event.key]);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.target.closest("input, details.menu")) close();
});

rove(board.querySelector(".board-cell[aria-current]") ?? board.querySelector("a.board-cell"));
