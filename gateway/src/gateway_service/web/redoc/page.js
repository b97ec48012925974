// The API reference to read: ReDoc over the OpenAPI document of this gateway.

import { load, mend } from "/assets/docs/mend.js";

const MENDS = {
  "select:not([aria-label])": (select) => select.setAttribute("aria-label", "Variant"),
  "pre:not([tabindex])": (text) => text.setAttribute("tabindex", "0"),
  "[role=menuitem] ul:not([role])": (list) => list.setAttribute("role", "menu"),
  "h1:not([aria-level])": (title) => title.setAttribute("aria-level", "2"),
  "h5:not([aria-level])": (heading) => heading.setAttribute("aria-level", "3"),
};

// Colours with enough contrast on the light and the dark half of the page.
const THEME = {
  colors: {
    text: { primary: "#1a222d", secondary: "#4f5b69" },
    error: { main: "#a3190f" },
    responses: { error: { color: "#a3190f", tabTextColor: "#ff9d95" }, redirect: { color: "#7a4a00", tabTextColor: "#ffcf70" }, success: { color: "#17693f", tabTextColor: "#6fd39b" } },
  },
  typography: { code: { color: "#a3190f" } },
};

mend(document.querySelector("#redoc"), MENDS);
await load("/docs/assets/redoc.standalone.js");
window.Redoc.init("/openapi.json", { scrollYOffset: ".top", theme: THEME }, document.querySelector("#redoc"));
