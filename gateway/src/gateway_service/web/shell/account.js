// The account in the header, and the dialog to sign in or register.

import { find, h } from "./dom.js";
import { get } from "./http.js";
import { changes, register, signIn, signOut, user } from "./session.js";

const place = find("#account");
let dialog = null;

// Resolves with true once somebody is signed in, or with false if the dialog was closed.
export function askToSignIn(reason = "") {
  return user() ? Promise.resolve(true) : open("sign-in", reason);
}

function draw() {
  const known = user();
  const theme = find("#theme");
  const parts = known ? [menu(known)] : [
    h("button", { type: "button", id: "sign-in", class: "quiet", click: () => open("sign-in") }, "Sign in"),
    h("button", { type: "button", id: "register", class: "primary", click: () => open("register") }, "Register"),
  ];
  place.replaceChildren(theme, ...parts);
}

function menu(known) {
  const name = known.full_name || known.username || known.email;
  const inbox = h("a", { href: "/inbox" }, "Inbox");
  const panel = h(
    "div",
    { hidden: true },
    h("div", {}, h("strong", {}, name), h("div", { class: "muted small" }, known.email)),
    known.role === "admin" && h("span", {}, h("span", { class: "pill violet" }, "Administrator")),
    inbox,
    known.role === "admin" && h("a", { href: "/admin/tasks" }, "Background tasks"),
    h("button", { type: "button", id: "sign-out", click: () => signOut() }, "Sign out"),
  );
  const button = h("button", { type: "button", id: "user", "aria-expanded": "false", "aria-label": `Account of ${name}` }, name);
  const show = (isOpen) => {
    panel.hidden = !isOpen;
    if (isOpen) countUnread(inbox);
    button.setAttribute("aria-expanded", String(isOpen));
  };
  button.addEventListener("click", () => show(panel.hidden));
  const whole = h("div", { class: "menu" }, button, panel);
  whole.addEventListener("keydown", (event) => event.key === "Escape" && (show(false), button.focus()));
  whole.addEventListener("focusout", (event) => event.relatedTarget && !whole.contains(event.relatedTarget) && show(false));
  return whole;
}

async function countUnread(link) {
  const { data } = await get("/api/v1/notifications/unread-count").catch(() => ({ data: { count: 0 } })); // the link works all the same
  link.textContent = data.count ? `Inbox (${data.count})` : "Inbox";
}

function open(kind, reason = "") {
  dialog?.remove();
  return new Promise((resolve) => {
    dialog = h("dialog", { "aria-labelledby": "sign-in-title", close: () => resolve(Boolean(user())) });
    dialog.append(...(kind === "register" ? registering(reason) : signingIn(reason)));
    document.body.append(dialog);
    dialog.showModal();
  });
}

function turn(kind, reason) {
  dialog.replaceChildren(...(kind === "register" ? registering(reason) : signingIn(reason)));
  find("input", dialog).focus();
}

function signingIn(reason) {
  const fields = [
    field("E-mail", { name: "email", type: "text", autocomplete: "username" }),
    field("Password", { name: "password", type: "password", autocomplete: "current-password" }),
  ];
  const other = h("button", { type: "button", class: "quiet", click: () => turn("register", reason) }, "New here? Register");
  return form("Sign in", reason, fields, other, (given) => signIn(given.email, given.password));
}

function registering(reason) {
  const fields = [
    field("Your name", { name: "full_name", autocomplete: "name", maxlength: 200 }),
    field("E-mail", { name: "email", type: "email", autocomplete: "email" }),
    field("Password", { name: "password", type: "password", autocomplete: "new-password", minlength: 8, maxlength: 128 }),
    h("p", { class: "muted small" }, "At least 8 characters. Registering is free."),
  ];
  const other = h("button", { type: "button", class: "quiet", click: () => turn("sign-in", reason) }, "I have an account");
  return form("Register", reason, fields, other, (given) => register(given));
}

const field = (label, properties) => h("label", {}, label, h("input", { required: true, ...properties }));

function form(title, reason, fields, other, send) {
  const problem = h("p", { class: "problem", id: "sign-in-problem", role: "alert", hidden: true });
  const button = h("button", { type: "submit", class: "primary" }, title);
  const close = h("button", { type: "button", id: "sign-in-close", click: () => dialog.close() }, "Cancel");
  async function submit(event) {
    event.preventDefault();
    button.disabled = true;
    problem.hidden = true;
    try {
      await send(Object.fromEntries(new FormData(event.target)));
      dialog.close();
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    } finally {
      button.disabled = false;
    }
  }
  return [
    h("h2", { id: "sign-in-title" }, title),
    reason && h("p", { class: "muted" }, reason),
    h("form", { id: "sign-in-form", submit }, fields, problem, h("div", { class: "row" }, button, close), other),
  ].filter(Boolean);
}

changes.addEventListener("change", draw);
draw();
