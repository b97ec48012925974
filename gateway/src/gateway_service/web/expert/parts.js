// The bets, picks and memories of an expert.

import { h, table } from "/assets/shell/dom.js";
import { empty } from "/assets/shell/states.js";
import { direction, money, percent, timeText, words } from "/assets/shell/text.js";
import { gameLink, pickText } from "/assets/live/names.js";
import { resultPill } from "/assets/game/parts.js";

const VERDICTS = { correct: ["Right", "good"], incorrect: ["Wrong", "bad"], push: ["Push", ""], void: ["Void", "warn"] };

export function openBets(bets, { teams, replay }) {
  if (!bets.length) return empty("No open bets");
  const columns = [
    { title: "Game", name: true, cell: (bet) => gameLink(teams, bet.game_id, replay) },
    { title: "Pick", cell: (bet) => pickText(teams, bet.prediction) },
    { title: "Stake", number: true, cell: (bet) => money(bet.bet_amount) },
    { title: "Pays", number: true, low: true, cell: (bet) => money(bet.potential_payout) },
    { title: "Of the bankroll", number: true, low: true, cell: (bet) => percent(bet.bankroll_percentage, 1) },
    { title: "Placed", low: true, cell: (bet) => timeText(bet.placed_at) },
  ];
  return table("Open bets", columns, bets);
}

export function settledBets({ bet_history: bets }, { teams, replay }) {
  if (!bets.length) return empty("Nothing settled yet");
  const columns = [
    { title: "Game", name: true, cell: (bet) => gameLink(teams, bet.game_id, replay) },
    { title: "Pick", low: true, cell: (bet) => pickText(teams, bet.prediction) },
    { title: "Result", cell: (bet) => resultPill(bet.result) },
    { title: "Profit", number: true, cell: (bet) => h("span", { class: direction(bet.profit) }, money(bet.profit)) },
  ];
  return table("The newest settled bets", columns, bets);
}

// One entry for each game, open ones first: its picks, and the reason for the one on the spread.
export function picks({ predictions }, { teams, replay }) {
  if (!predictions.length) return empty("No picks yet", "This expert has not decided about this week's games.");
  const games = new Map();
  for (const pick of predictions) games.set(pick.game_id, [...(games.get(pick.game_id) ?? []), pick]);
  const isOver = ([, its]) => its[0].status === "completed";
  const sorted = [...games].sort((a, b) => isOver(a) - isOver(b));
  return h("ul", { class: "list" }, sorted.map(([gameId, its]) => h(
    "li",
    { class: "pick" },
    h("strong", {}, gameLink(teams, gameId, replay)),
    h("ul", {}, its.map((pick) => h("li", {}, pickText(teams, pick.prediction), h("span", { class: "muted" }, ` ${percent(pick.confidence)} sure`), verdict(pick)))),
    h("p", {}, its[0].reasoning),
  )));
}

function verdict({ result, estimated }) {
  if (estimated && !result) return h("span", { class: "pill warn" }, "Estimated line");
  const [text, kind] = VERDICTS[result] ?? [];
  return text ? [" ", h("span", { class: `pill ${kind}` }, text)] : null;
}

export function memories(memories, { teams, replay }) {
  if (!memories.length) return empty("No memories yet", "Experts remember what settled bets taught them.");
  return h("ul", { class: "list" }, memories.map((memory) => h(
    "li",
    { class: "pick" },
    h("div", { class: "spread" }, gameLink(teams, memory.game_id, replay), h("span", { class: "pill" }, words(memory.memory_type))),
    h("p", {}, memory.content),
  )));
}
