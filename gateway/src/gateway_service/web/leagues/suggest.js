// Suggestions while somebody types: a list below the field, to be used with the keyboard or the mouse.

import { h } from "/assets/shell/dom.js";
import { words } from "/assets/shell/text.js";

// Attaches a list to the field. `read` returns suggestions for a text; `name` returns the name of a sport.
export function suggestFor(field, read, name) {
  const list = h("ul", { id: "suggestions", class: "card suggestions", role: "listbox", "aria-label": "Suggestions", hidden: true });
  let active = -1;
  let asked = 0;
  field.after(list);
  const properties = { role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" };
  for (const [key, value] of Object.entries(properties)) field.setAttribute(key, value);

  function open(isOpen) {
    list.hidden = !isOpen;
    field.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) mark(-1);
  }

  function mark(index) {
    active = index;
    [...list.children].forEach((item, position) => item.setAttribute("aria-selected", String(position === index)));
    if (index < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", list.children[index].id);
  }

  const go = (id) => location.assign(`/catalogue/${encodeURIComponent(id)}`);

  async function show(text) {
    const mine = ++asked;
    const found = text ? await read(text) : [];
    if (mine !== asked) return; // An answer to an older text.
    const options = found.map((one, index) => option(one, index, name, () => go(one.league_id)));
    list.replaceChildren(...options);
    open(options.length > 0);
  }

  field.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.key === "Escape") open(false);
    if (list.hidden || !count) return;
    if (event.key === "ArrowDown") mark((active + 1) % count);
    else if (event.key === "ArrowUp") mark((active + count - (active < 0 ? 0 : 1)) % count);
    else if (event.key === "Enter" && active >= 0) list.children[active].click();
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", () => open(false));
  return { show, close: () => (asked++, open(false)) };
}

function option(one, index, name, choose) {
  const other = one.text && one.text !== one.name ? ` (${one.text})` : "";
  return h(
    "li",
    { role: "option", id: `suggestion-${index}`, "aria-selected": "false", mousedown: (event) => event.preventDefault(), click: choose },
    h("strong", {}, one.name),
    h("span", { class: "muted small" }, `${name(one.sport)} · ${[words(one.level), one.location].filter(Boolean).join(" · ")}${other}`),
  );
}
