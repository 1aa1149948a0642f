document.querySelectorAll("table.sortable").forEach(makeSortable);

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
