// The inbox of a user, live, and their preferences.

import { askToSignIn } from "/assets/shell/account.js";
import { find, h } from "/assets/shell/dom.js";
import { Feed } from "/assets/shell/feed.js";
import { accessToken, changes, user } from "/assets/shell/session.js";
import { empty, fill, notice } from "/assets/shell/states.js";
import * as api from "./api.js";
import { letters } from "./letters.js";
import { wishes } from "./wishes.js";

const list = find("#list");
const more = find("#more");
const all = find("#all");
let shown = [];
let next = "";

const draw = () => letters(shown, act);

async function readFirst() {
  if (!user()) return signedOut();
  const { data, metadata } = await api.list();
  shown = data;
  take(metadata);
  return draw();
}

async function readMore() {
  const { data, metadata } = await api.list(next);
  const known = new Set(shown.map((one) => one.id));
  shown = [...shown, ...data.filter((one) => !known.has(one.id))];
  take(metadata);
  return draw();
}

function take({ next_page_token: token, unread_count: unread }) {
  next = token;
  more.hidden = !next;
  all.hidden = unread === 0;
  document.title = unread ? `(${unread}) Inbox · AltSports` : "Inbox · AltSports";
}

function signedOut() {
  more.hidden = true;
  all.hidden = true;
  const button = h("button", { type: "button", class: "primary", click: () => askToSignIn("Sign in to read your notifications.") }, "Sign in");
  return empty("Your inbox", "Sign in to read your notifications and to choose what you get.", button);
}

async function act(what, one) {
  await fill(list, async () => {
    if (what === "delete") await api.forget(one.id);
    else await api.mark(one.id, what === "read");
    return readFirst();
  });
}

async function readWishes() {
  const known = await api.preferences();
  return wishes(known, api.choose);
}

function follow() {
  const feed = new Feed({ channels: ["notifications"], token: accessToken });
  feed.addEventListener("event", () => fill(list, readFirst));
  feed.addEventListener("stale", () => fill(list, readFirst));
  feed.addEventListener("state", ({ detail }) => notice(detail === "closed" ? "The connection is lost; reconnecting." : ""));
  feed.follow([]);
}

async function read() {
  find("#wishes-part").hidden = !user();
  await fill(list, readFirst);
  if (!user()) return;
  follow();
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  await fill(find("#wishes"), readWishes);
}

more.addEventListener("click", () => fill(list, readMore));
all.addEventListener("click", () => fill(list, async () => (await api.markAll(shown[0]?.created_at), readFirst())));
const who = user()?.id;
changes.addEventListener("change", () => user()?.id !== who && location.reload());
await read();
