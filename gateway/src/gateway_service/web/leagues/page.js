// The catalogue of leagues. Whoever is signed in gets suggestions for every letter; others search as they type, as often
// as the limit allows.

import { askToSignIn } from "/assets/shell/account.js";
import { find, h } from "/assets/shell/dom.js";
import { user } from "/assets/shell/session.js";
import { fill, replace } from "/assets/shell/states.js";
import { plural, words } from "/assets/shell/text.js";
import * as api from "./api.js";
import { block, spend, waitForTyping } from "./budget.js";
import { facetFields, hits, SORTS } from "./hits.js";
import { suggestFor } from "./suggest.js";

const TYPING_MS = 350;
const SUGGESTING_MS = 120;
const address = new URLSearchParams(location.search);
const wish = Object.fromEntries(["query", "sport", "level", "country", "sort"].map((key) => [key, address.get(key) ?? ""]));

let sports = new Map();
let shown = { leagues: [], reasons: new Map(), facets: null, next: "", total: 0 };
let timer = 0;
let running = null;
const suggesting = suggestFor(find("#query"), api.suggestions, (sport) => sports.get(sport) ?? words(sport));

function draw() {
  find("#count").textContent = plural(shown.total, "league");
  replace(find("#facets"), facetFields(shown.facets, wish, sports, change));
  find("#file").href = api.fileOf({ ...wish, location: wish.country });
  find("#file").hidden = !shown.total;
  const button = h("button", { type: "button", click: more }, `Show more of ${shown.total.toLocaleString("en-US")}`);
  find("#more").replaceChildren(...(shown.next ? [button] : []));
  return hits(shown.leagues, shown.reasons, sports);
}

// Searches now. A refusal for too many searches keeps the result and says when to go on.
async function search() {
  clearTimeout(timer);
  running?.abort();
  const mine = (running = new AbortController());
  if (!user()) spend();
  try {
    const answer = await api.search({ ...wish, location: wish.country }, "", mine.signal);
    shown = answer;
    say("");
    history.replaceState(null, "", addressOf(wish));
    await fill(find("#results"), async () => draw());
  } catch (problem) {
    if (problem.name === "AbortError") return;
    if (problem.status === 429) return pause(problem.waitSeconds);
    await fill(find("#results"), async () => {
      throw problem;
    });
  }
}

const addressOf = (parameters) => {
  const given = Object.entries(parameters).filter(([, value]) => value && value !== "relevance");
  return given.length ? `?${new URLSearchParams(given)}` : location.pathname;
};

function typed() {
  clearTimeout(timer);
  running?.abort();
  if (user()) timer = setTimeout(suggest, SUGGESTING_MS);
  else if (waitForTyping()) pause(waitForTyping() / 1000);
  else timer = setTimeout(search, TYPING_MS);
}

const suggest = () => suggesting.show(wish.query).catch((problem) => say(problem.message));

// There are five searches a minute: wait, and offer suggestions to visitors without an account.
function pause(seconds) {
  block(seconds);
  clearTimeout(timer);
  timer = setTimeout(search, 1000 * Math.max(seconds, 1));
  const button = h("button", { type: "button", click: signIn }, "Sign in");
  say(`There are five searches a minute. The next one starts in ${Math.ceil(seconds)} s.`, user() ? "" : "Sign in for suggestions as you type.", user() ? "" : button);
}

async function signIn() {
  if (!(await askToSignIn("Sign in for suggestions as you type."))) return;
  clearTimeout(timer);
  say("");
  find("#query").focus();
  suggest();
}

const say = (text, ...more) => find("#pace").replaceChildren(...[text, ...more].filter(Boolean).flatMap((part) => [part, " "]));

function change(key, value) {
  wish[key] = value;
  search();
}

async function more() {
  if (!user()) spend();
  const answer = await api.search({ ...wish, location: wish.country }, shown.next).catch((problem) => (say(problem.message), null));
  if (!answer) return;
  for (const [id, reason] of answer.reasons) shown.reasons.set(id, reason);
  shown = { ...answer, facets: shown.facets, reasons: shown.reasons, leagues: [...shown.leagues, ...answer.leagues] };
  await fill(find("#results"), async () => draw());
}

find("#query").value = wish.query;
find("#query").addEventListener("input", (event) => {
  wish.query = event.target.value.trim();
  typed();
});
find("#search").addEventListener("submit", (event) => {
  event.preventDefault();
  suggesting.close();
  search();
});
find("#facets").addEventListener("submit", (event) => event.preventDefault());
find("#sort").append(...SORTS.map(([value, text]) => new Option(text, value, false, value === wish.sort)));
find("#sort").addEventListener("change", (event) => change("sort", event.target.value));

await fill(
  find("#results"),
  async () => {
    sports = await api.sports();
    await search();
  },
  8,
);
