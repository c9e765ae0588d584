
/** An element. Words become text, never markup; empty attributes and children are left out. */
function el(name, attributes, ...children) {
  return build(document.createElement(name), attributes, children);
}

/** An element of a drawing. */
function svg(name, attributes, ...children) {
  return build(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function build(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat(2).filter((child) => child !== undefined && child !== null && child !== false && child !== ""));
  return node;
}

/** Words that only a screen reader tells. */
function aside(words) {
  return el("span", { class: "aside" }, words);
}

/** A heading with what stands under it. */
function section(title, ...children) {
  return el("section", { class: "card" }, el("h2", {}, title), ...children);
}

/**
 * A table. A column is { title, number, of, key }: `of` gives the cell of a row, `number` sets it right, `key` gives what to sort by.
 * With `sort` = { column, down, change } its heads become buttons.
 */
function table(columns, rows, { caption, sort } = {}) {
  const head = columns.map((column, position) => {
    const sorted = sort && sort.column === position ? (sort.down ? "descending" : "ascending") : undefined;
    const title = sort && column.key
      ? el("button", { type: "button", onclick: () => sort.change(position) }, column.title)
      : column.title;
    return el("th", { scope: "col", class: column.number && "number", "aria-sort": sorted }, title);
  });
  const body = rows.map((row) => el("tr", {}, columns.map((column, position) => {
    const name = position === 0 ? "th" : "td";
    return el(name, { class: column.number && "number", scope: position === 0 && "row" }, column.of(row));
  })));
  const title = caption && el("caption", { class: "aside" }, caption);
  const tables = el("table", {}, title, el("thead", {}, el("tr", {}, head)), el("tbody", {}, body));
  return el("div", { class: "scroll" }, tables);
}

/** The first so many of a list, and a button that shows the rest. `show` makes a node of items. */
function cut(items, most, show) {
  const place = el("div", {}, show(items.slice(0, most)));
  if (items.length <= most) return place;
  const more = el("button", {
    type: "button",
    class: "more",
    onclick: () => { place.replaceChildren(show(items)); },
  }, say("showAll", number(items.length)));
  place.append(more);
  return place;
}
