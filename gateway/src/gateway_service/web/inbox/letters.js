// The list of notifications.

import { h } from "/assets/shell/dom.js";
import { empty } from "/assets/shell/states.js";
import { timeText } from "/assets/shell/text.js";

const PILLS = { info: "accent", success: "good", warning: "warn", error: "bad" };

// `act` gets what to do ("read", "unread" or "delete") and the notification.
export function letters(notifications, act) {
  if (!notifications.length) return empty("Nothing here", "Notifications about your account and your work appear here.");
  return h("ul", { class: "list" }, notifications.map((one) => letter(one, act)));
}

function letter(one, act) {
  const isForPeople = one.link && !one.link.startsWith("/api/");
  return h(
    "li",
    { id: one.id, class: one.read ? false : "unread" },
    h(
      "div",
      { class: "spread" },
      h("h3", {}, one.title),
      h("span", { class: "row" }, h("span", { class: `pill ${PILLS[one.severity]}` }, one.severity), h("small", { class: "muted" }, timeText(one.created_at))),
    ),
    one.body.split("\n").map((line) => h("p", {}, line)),
    one.recovery_steps.length > 0 && h("ul", { class: "steps" }, one.recovery_steps.map((step) => h("li", {}, step))),
    h(
      "div",
      { class: "row" },
      isForPeople && h("a", { class: "button", href: one.link }, "Details"),
      button(one.read ? "Mark as unread" : "Mark as read", one, () => act(one.read ? "unread" : "read", one)),
      button("Delete", one, () => act("delete", one)),
    ),
  );
}

const button = (text, one, click) => h("button", { type: "button", class: "quiet", "aria-label": `${text}: ${one.title}`, click }, text);
