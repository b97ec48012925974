// Makes elements. Text is inserted as text, never as HTML, so nothing that users wrote becomes markup.

const SVG = "http://www.w3.org/2000/svg";

export const find = (selector, root = document) => root.querySelector(selector);

// Makes an element. `properties` are attributes; functions become listeners, `false` and `undefined` are left out.
export function h(tag, properties = {}, ...children) {
  return filled(document.createElement(tag), properties, children);
}

export function svg(tag, properties = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), properties, children);
}

function filled(node, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== false && value !== undefined && value !== null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

// A link to an address of others; anything but http and https stays text.
export function outside(address, text = address) {
  const isWeb = /^https?:\/\//i.test(address ?? "");
  return isWeb ? h("a", { href: address, rel: "noopener noreferrer nofollow", target: "_blank" }, text) : h("span", {}, text);
}

// Makes a table from columns {title, cell, number, low} and items. Columns with `low` are left out on a phone.
export function table(caption, columns, items, rowOf = () => ({})) {
  const className = (column) => [column.number && "number", column.low && "low"].filter(Boolean).join(" ") || false;
  const head = columns.map((column) => h("th", { scope: "col", class: className(column) }, column.title));
  const rows = items.map((item, index) =>
    h(
      "tr",
      rowOf(item),
      columns.map((column) =>
        h(column.name ? "th" : "td", { scope: column.name ? "row" : false, class: className(column) }, column.cell(item, index)),
      ),
    ),
  );
  const body = h("table", {}, h("caption", { class: "hidden-text" }, caption), h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows));
  return h("div", { class: "table" }, body);
}
