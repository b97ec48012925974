// Replays for administrators: start one, and pause, resume or stop the one that is shown.

import { find, h } from "/assets/shell/dom.js";
import { changes, user } from "/assets/shell/session.js";
import { failure } from "/assets/shell/states.js";
import { fullTimeText, percent, words } from "/assets/shell/text.js";
import * as api from "./api.js";

let shown = null;

// Shows the controls to administrators. `choose` opens a replay that was started.
export function showReplays(place, season, choose) {
  shown = { place, season, choose };
  place.hidden = user()?.role !== "admin";
  const replay = season.replayed;
  const state = find("#replay-state");
  state.replaceChildren(...(replay ? parts(replay) : []));
}

// A replay that has ended has no progress and nothing to steer.
function parts(replay) {
  const isOpen = replay.status === "running" || replay.status === "paused";
  return isOpen ? [progress(replay), text(replay), buttons(replay)] : [text(replay)];
}

const progress = (replay) => h("progress", { max: 1, value: replay.progress, "aria-label": "Progress of the replay" });
const text = (replay) =>
  h("p", { id: "replay-text" }, `${replay.season} week ${replay.week ?? replay.first_week}: ${words(replay.status).toLowerCase()}, ${percent(replay.progress)} done. ${fullTimeText(replay.cursor_time)}`);

function buttons(replay) {
  const verbs = { running: ["pause", "stop"], paused: ["resume", "stop"] }[replay.status] ?? [];
  return h("div", { class: "row" }, verbs.map((verb) => h("button", { type: "button", click: () => steer(replay, verb) }, words(verb))));
}

async function steer(replay, verb) {
  await attempt(async () => {
    const changed = await api.steerReplay(replay.id, verb);
    shown.season.replays = shown.season.replays.map((one) => (one.id === changed.id ? changed : one));
    showReplays(shown.place, shown.season, shown.choose);
  });
}

async function start(event) {
  event.preventDefault();
  const form = new FormData(event.target);
  const wish = { season: Number(form.get("season")), speed: form.get("speed") };
  if (form.get("weeks")) wish.weeks = form.get("weeks");
  await attempt(async () => shown.choose((await api.startReplay(wish)).id));
}

async function attempt(work) {
  try {
    await work();
  } catch (problem) {
    find("#replay-state").replaceChildren(failure(problem));
  }
}

find("#replay-form").addEventListener("submit", start);
changes.addEventListener("change", () => shown && showReplays(shown.place, shown.season, shown.choose));
