// A table of paragraphs in a notebook's output: a field that filters, headers that sort, and points
// that lead to their paragraph. Outputs of one notebook share a page, so each is set up once.
for (const box of document.querySelectorAll(".toolkit-browse:not([data-ready])")) {
  box.dataset.ready = "";
  const table = box.querySelector("table");
  const rows = [...table.tBodies[0].rows];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const points = new Map([...box.querySelectorAll("circle")].map((point) => [point.dataset.row, point]));
  const field = box.querySelector("input");
  const number = box.querySelector("output");
  const show = (wanted) => {
    let shown = 0;
    rows.forEach((row, place) => {
      const keep = wanted(texts[place], row);
      row.hidden = !keep;
      shown += keep;
      const point = points.get(row.dataset.row);
      if (point) point.style.visibility = keep ? "" : "hidden";
    });
    number.textContent = `${shown} of ${rows.length} paragraphs`;
  };
  makeSortable(table);
  for (const head of table.querySelectorAll("th button")) {
    head.style.cssText = "font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer";
  }
  const search = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    show((text) => words.every((word) => text.includes(word)));
  };
  field.addEventListener("input", search);
  for (const point of points.values()) {
    point.style.cursor = "pointer";
    point.addEventListener("click", () => {
      field.value = "";
      show(() => true);
      const row = rows.find((one) => one.dataset.row === point.dataset.row);
      for (const one of rows) one.style.outline = one === row ? "3px solid currentColor" : "";
      row.querySelector("details")?.setAttribute("open", "");
      row.scrollIntoView({ block: "nearest" });
    });
  }
  const tools = box.querySelector(".toolkit-tools");
  tools.hidden = false;
  tools.style.display = "";
  search();
}
