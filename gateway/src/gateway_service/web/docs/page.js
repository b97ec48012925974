// The API reference: Swagger UI over the OpenAPI document of this gateway.

import { load, mend } from "./mend.js";

const MENDS = {
  "h1.title:not([aria-level])": (title) => title.setAttribute("aria-level", "2"),
  "pre:not([tabindex])": (text) => text.setAttribute("tabindex", "0"),
  "button.close-modal:not([aria-label])": (button) => button.setAttribute("aria-label", "Close"),
  "textarea:not([aria-label])": (field) => field.setAttribute("aria-label", "Body"),
  "#servers:not([aria-label])": (select) => select.setAttribute("aria-label", "Server"),
  "select:not([aria-label])": (select) => select.setAttribute("aria-label", "Choose one"),
  // A summary is a button; a link inside it would be a control inside a control.
  ".opblock-summary-control a[href]": (link) => link.removeAttribute("href"),
};

function followTheme() {
  const chosen = document.documentElement.dataset.theme;
  const isDark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.classList.toggle("dark-mode", isDark);
}

followTheme();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", followTheme);
new MutationObserver(followTheme).observe(document.documentElement, { attributeFilter: ["data-theme"] });
mend(document.querySelector("#swagger-ui"), MENDS);
await load("/docs/assets/swagger-ui-bundle.js");
window.SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  persistAuthorization: true,
  displayRequestDuration: true,
  oauth2RedirectUrl: `${location.origin}/docs/oauth2-redirect`,
  presets: [window.SwaggerUIBundle.presets.apis],
});
