"use strict";
(() => {
  // Tables sort by the exact value of a cell; cells without one stay last.
  const value = (row, column) => {
    const cell = row.cells[column];
    const key = cell.dataset.value ?? cell.textContent;
    return key === "" ? null : Number.isNaN(Number(key)) ? key : Number(key);
  };
  const order = (a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
  const sort = (table, head) => {
    const up = head.getAttribute("aria-sort") !== "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => [value(row, head.cellIndex), row]);
    rows.sort(([a], [b]) => (a === null) - (b === null) || (a === null ? 0 : up ? order(a, b) : order(b, a)));
    body.append(...rows.map(([, row]) => row));
  };
  for (const table of document.querySelectorAll("table.sortable")) {
    for (const head of table.querySelectorAll("th[data-sort]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, head));
      head.append(button);
    }
  }

  // Style sheets do the switching; a mark that is switched off need not be reached by keyboard.
  const settle = () => {
    for (const mark of document.querySelectorAll(".story mark[data-why]")) {
      let inner = mark, on = false;
      do {
        on ||= document.getElementById("s" + inner.className.slice(1)).checked;
        const only = inner.firstElementChild;
        inner = only && only.tagName === "MARK" && !only.dataset.why ? only : null;
      } while (inner);
      mark.tabIndex = on ? 0 : -1;
    }
  };
  const switches = [...document.querySelectorAll(".switches fieldset input")];
  for (const one of switches) one.addEventListener("change", settle);
  const place = document.querySelector(".switches .more");
  for (const [text, on] of place ? [["mark all", true], ["mark none", false]] : []) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", () => {
      for (const one of switches) one.checked = on;
      settle();
    });
    place.append(" ", button);
  }

  // On paper nothing can be opened.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("#how-to-read-this details:not([open])")];
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
  });
})();
