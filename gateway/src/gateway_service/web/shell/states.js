// What a part of a page shows while it loads, when there is nothing to show, and when something went wrong.

import { h } from "./dom.js";

const TITLES = {
  0: "No connection",
  401: "Please sign in",
  403: "You have no access to this",
  404: "Not found",
  429: "Too many requests",
  503: "Back in a moment",
};

export function empty(title, text = "", ...actions) {
  return h("div", { class: "state" }, h("strong", {}, title), text && h("p", {}, text), actions);
}

export function loading(lines = 4) {
  const bones = Array.from({ length: lines }, () => h("i"));
  return h("div", { class: "bones", role: "status" }, h("span", { class: "hidden-text" }, "Loading"), bones);
}

export function failure(problem, again) {
  const wait = problem.waitSeconds > 0 ? ` Try again in ${Math.ceil(problem.waitSeconds)} s.` : "";
  const button = again && h("button", { type: "button", click: again }, "Try again");
  const id = problem.requestId && problem.status >= 500 && h("small", {}, `Request ${problem.requestId}`);
  return h(
    "div",
    { class: "state", role: "alert" },
    h("strong", {}, TITLES[problem.status] ?? "This did not work"),
    h("p", {}, problem.message + wait),
    button,
    id,
  );
}

// Fills a part of the page: shows that it loads if it is empty, then what `work` returns, or the error with a way to
// try again. A part that has content keeps it while it is read again. Returns whether it worked.
export async function fill(target, work, lines = 4) {
  if (!target.childElementCount) target.replaceChildren(loading(lines));
  target.setAttribute("aria-busy", "true");
  try {
    const content = await work();
    if (content) replace(target, [content].flat());
    return true;
  } catch (problem) {
    if (problem.name !== "AbortError") target.replaceChildren(failure(problem, () => fill(target, work, lines)));
    if (problem.status === undefined && problem.name !== "AbortError") console.error(problem);
    return false;
  } finally {
    target.removeAttribute("aria-busy");
  }
}

const FOCUSABLE = "a[href], button, select, input, summary, [tabindex]";

// Replaces the content and gives the focus back to what had it: the same link, or what stands in the same place.
export function replace(target, content) {
  const before = document.activeElement;
  const place = [...target.querySelectorAll(FOCUSABLE)].indexOf(before);
  target.replaceChildren(...content);
  if (place < 0) return;
  const after = [...target.querySelectorAll(FOCUSABLE)];
  const same = before.href && after.find((one) => one.href === before.href && one.textContent === before.textContent);
  (same || after[place])?.focus({ preventScroll: true });
}

// The bar below the header for what concerns the whole page. Empty hides it.
export function notice(text) {
  const bar = document.querySelector("#offline");
  bar.textContent = text;
  bar.hidden = !text;
}
