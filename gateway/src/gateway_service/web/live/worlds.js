// The worlds that one can watch: the live season, and replays. They are never mixed.

import { h } from "/assets/shell/dom.js";
import { fullTimeText, timeText, words } from "/assets/shell/text.js";
import * as api from "./api.js";
import { isLively } from "./statuses.js";

// The page shows the NFL. Replays that only exist for the examples of the documentation are not for people.
const forPeople = (replay) => replay.sport !== "f1" && !replay.example && !/^example(-|$)/.test(replay.id);

export async function readReplays() {
  return (await api.replays()).filter(forPeople);
}

export function replayName(replay) {
  const weeks = replay.first_week === replay.last_week ? `week ${replay.first_week}` : `weeks ${replay.first_week} to ${replay.last_week}`;
  const kind = replay.simulated ? ", simulated" : "";
  return `Replay: NFL ${replay.season}${kind}, ${weeks} (${replay.status})`;
}

// The world in the address, or else the live season if a game is on or close, or else a replay that runs.
export async function firstWorld(replays) {
  const asked = new URLSearchParams(location.search);
  if (asked.get("replay")) return chosenReplay(asked.get("replay"));
  const running = replays.find((replay) => replay.status === "running");
  if (asked.has("live") || !running || (await isLiveBusy())) return { replay: "", hint: "" };
  return { replay: running.id, hint: "No game is on in the live season right now, so this is a replay. Choose the live season above to see it." };
}

async function chosenReplay(id) {
  try {
    await api.replay(id);
  } catch (problem) {
    if (problem.status === 404) return { replay: "", hint: "This replay does not exist any more, so this is the live season." };
  }
  return { replay: id, hint: "" };
}

async function isLiveBusy() {
  try {
    const { week, book } = await api.battles("", { limit: 1 });
    const { games } = await api.games(week, "");
    return isLively(games, new Date(book.cursor_time));
  } catch {
    return false; // The live season shows its own error when somebody chooses it.
  }
}

export function options(replays) {
  return [new Option("Live season", ""), ...replays.map((replay) => new Option(replayName(replay), replay.id))];
}

// What the world is, so that nobody takes a simulation or a replay for today's games.
export function label(book, replay) {
  const time = replay ? fullTimeText(book.cursor_time) : timeText(book.cursor_time);
  return [
    h("strong", {}, `NFL ${book.season}`),
    book.replay ? h("span", { class: "pill violet" }, "Replay") : h("span", { class: "pill good" }, "Live season"),
    book.simulated && h("span", { class: "pill warn", title: "Made up by the demo: these games were never played" }, "Simulated season"),
    book.catching_up && h("span", { class: "pill warn" }, "Experts are catching up"),
    replay && replay.status !== "running" && h("span", { class: "pill" }, words(replay.status)),
    h("span", { class: "muted" }, time),
  ].filter(Boolean);
}
