// The grid of the paper book moves like a spreadsheet. Without this file it is a plain table of fields.

const form = document.querySelector("[data-grid]");
const body = form.querySelector("tbody");
const MOST_ROWS = 130;

form.querySelector("[data-keys]").hidden = false;
body.addEventListener("keydown", onKey);
body.addEventListener("paste", onPaste);
body.addEventListener("focusin", (event) => {
  if (place(event.target).row >= body.rows.length - 2) grow(body.rows.length + 4);
});

function place(input) {
  const cell = input.closest("td");
  return { row: cell.parentNode.sectionRowIndex, column: cell.cellIndex };
}

function at(row, column) {
  const line = body.rows[row];
  const cell = line && line.cells[column];
  return cell ? cell.querySelector("input") : null;
}

function go(row, column) {
  const input = at(row, column);
  if (!input) return false;
  input.focus();
  input.select();
  return true;
}

function grow(count) {
  while (body.rows.length < Math.min(count, MOST_ROWS)) {
    const number = body.rows.length + 1;
    const line = body.rows[0].cloneNode(true);
    line.cells[0].textContent = number;
    for (const input of line.querySelectorAll("input")) {
      input.value = "";
      input.setAttribute("value", "");
      input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/\d+$/, number));
    }
    body.append(line);
  }
}

function onKey(event) {
  const input = event.target;
  const { row, column } = place(input);
  const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
  const atStart = whole || (input.selectionStart === 0 && input.selectionEnd === 0);
  const atEnd = whole || input.selectionStart === input.value.length;
  let moved = false;
  if (event.ctrlKey && (event.key === "d" || event.key === "'")) {
    const above = at(row - 1, column);
    if (above) input.value = lastAbove(row, column);
    moved = true;
  } else if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  else if (event.key === "Enter") {
    grow(row + 3);
    moved = go(event.shiftKey ? row - 1 : row + 1, column) || true; // a page is read by its button, not by a slip
  } else if (event.key === "ArrowDown" && !input.list) moved = go(row + 1, column);
  else if (event.key === "ArrowUp" && !input.list) moved = go(row - 1, column);
  else if (event.key === "ArrowLeft" && atStart) moved = go(row, column - 1);
  else if (event.key === "ArrowRight" && atEnd) moved = go(row, column + 1);
  if (moved) event.preventDefault();
}

function lastAbove(row, column) {
  for (let up = row - 1; up >= 0; up -= 1) if (at(up, column).value) return at(up, column).value;
  return "";
}

function onPaste(event) {
  const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (!/[\t\n]/.test(text)) return;
  event.preventDefault();
  const start = place(event.target);
  const lines = text.split("\n");
  grow(start.row + lines.length + 1);
  lines.forEach((line, down) => {
    line.split("\t").forEach((value, right) => {
      const input = at(start.row + down, start.column + right);
      if (input) input.value = value.trim().slice(0, input.maxLength);
    });
  });
  go(start.row + lines.length, start.column);
}
