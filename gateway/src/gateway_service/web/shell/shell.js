// What every page has: the account, the theme, and the word that the connection is gone.

import "./account.js";
import { find, h } from "./dom.js";
import { notice } from "./states.js";

const KEY = "altsports.theme";
const THEMES = ["system", "light", "dark"];
const LABELS = { system: "Auto", light: "Light", dark: "Dark" };
const button = find("#theme");

function show(theme) {
  button.replaceChildren(h("span", { "aria-hidden": "true" }, "◐"), h("span", { class: "wide" }, LABELS[theme]));
  button.setAttribute("aria-label", `Theme: ${LABELS[theme]}. Change the theme`);
}

function current() {
  return document.documentElement.dataset.theme ?? "system";
}

function change() {
  const theme = THEMES[(THEMES.indexOf(current()) + 1) % THEMES.length];
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage is blocked: the choice lasts as long as this page.
  }
  show(theme);
}

button.addEventListener("click", change);
show(current());
addEventListener("offline", () => notice("You are offline. The page goes on when the connection is back."));
addEventListener("online", () => notice(""));
