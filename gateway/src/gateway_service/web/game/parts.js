// The council's votes, the line over time, the bets, and the disagreements of a game.

import { h, table } from "/assets/shell/dom.js";
import { empty } from "/assets/shell/states.js";
import { money, percent, timeText, words } from "/assets/shell/text.js";
import { expertLink, pickText } from "/assets/live/names.js";

const CATEGORIES = { spread: "Point spread", winner: "Winner", total: "Total points" };
const RESULTS = { pending: ["Open", ""], won: ["Won", "good"], lost: ["Lost", "bad"], push: ["Push", ""], void: ["Returned", "warn"] };

export const resultPill = (status) => {
  const [text, kind] = RESULTS[status] ?? [words(status), ""];
  return h("span", { class: `pill ${kind}` }, text);
};

export function council(answer, { teams, experts, replay }) {
  const polls = Object.entries(CATEGORIES).filter(([key]) => answer.consensus?.[key]);
  if (!polls.length) return empty("No votes yet", "The council votes when the week opens.");
  const votes = answer.expert_votes.map((vote) => {
    const expert = experts.get(vote.expert_id) ?? vote;
    const pick = `${pickText(teams, vote.prediction)}, ${percent(vote.confidence)} sure`;
    return h("li", { class: "spread" }, expertLink(expert, replay), h("span", { class: "muted" }, vote.provisional ? `${pick} (may change)` : pick));
  });
  return [
    ...polls.map(([key, title]) => poll(title, answer.consensus[key], teams)),
    h("ul", { class: "votes", "aria-label": "Votes on the spread" }, votes),
  ];
}

function poll(title, { prediction, confidence, vote_breakdown: votes, estimated, provisional }, teams) {
  const share = votes[prediction] ?? 0;
  return h(
    "div",
    { class: "poll" },
    h("div", { class: "spread" }, h("span", { class: "muted" }, title), estimated && h("span", { class: "pill warn" }, "Estimated line"), provisional && h("span", { class: "pill" }, "May change")),
    h("div", { class: "spread" }, h("strong", {}, pickText(teams, prediction)), h("span", { class: "muted" }, `${percent(share)} of the votes, ${percent(confidence)} sure`)),
    h("meter", { min: 0, max: 1, value: share, "aria-label": `${title}: share of the votes` }),
  );
}

// One row for each time at which a line moved.
export function lineTable(lines, teams) {
  if (!lines.length) return empty("No line yet", "Nobody has offered a line on this game.");
  const rows = new Map();
  for (const line of lines) rows.set(line.taken_at, { ...rows.get(line.taken_at), taken_at: line.taken_at, [line.market]: line });
  const market = (key, text) => (row) => (row[key] ? text(row[key]) : "");
  const columns = [
    { title: "Time", name: true, cell: (row) => timeText(row.taken_at) },
    { title: "Spread", cell: market("spread", (line) => (line.favourite ? pickText(teams, line.text) : "Even")) },
    { title: "Total", number: true, cell: market("total", (line) => line.total) },
    { title: "Moneyline", low: true, cell: market("moneyline", (line) => `${odds(line.away_price)} / ${odds(line.home_price)}`) },
  ];
  return table("The line over time, newest first; the moneyline is away / home", columns, [...rows.values()].reverse());
}

const odds = (price) => (price > 0 ? `+${price}` : `−${Math.abs(price)}`);

export function betTable(bets, { teams, experts, replay }) {
  if (!bets.length) return empty("No bets on this game", "Most experts bet when the week opens, some shortly before kick-off.");
  const columns = [
    { title: "Expert", name: true, cell: (bet) => expertLink(experts.get(bet.expert_id) ?? bet, replay) },
    { title: "Pick", cell: (bet) => pickText(teams, bet.prediction) },
    { title: "Stake", number: true, cell: (bet) => money(bet.bet_amount) },
    { title: "Odds", number: true, low: true, cell: (bet) => bet.vegas_odds.replace("-", "−") },
    { title: "Pays", number: true, low: true, cell: (bet) => money(bet.potential_payout) },
    { title: "Result", cell: (bet) => resultPill(bet.status) },
  ];
  return table("Bets on this game, largest stake first", columns, bets);
}

// The disagreements with both reasons, one for each pair and category, at most four.
export function disagreements(battles, { teams, experts, replay }) {
  if (!battles.length) return empty("The experts agree", "Nobody takes the other side by three points or more.");
  return h("ul", { class: "list" }, battles.slice(0, 4).map((battle) => h(
    "li",
    {},
    h("div", { class: "row" }, h("span", { class: "pill" }, CATEGORIES[battle.category])),
    h("div", { class: "disagreement" }, side(battle.expert_a), side(battle.expert_b)),
  )));

  function side({ expert_id: id, prediction, bet_amount: stake, reasoning, estimated }) {
    const bet = stake > 0 ? `${money(stake)} at stake` : "no bet";
    return h("div", {}, h("div", { class: "spread" }, expertLink(experts.get(id) ?? { expert_id: id }, replay), h("span", { class: "muted small" }, bet)), h("strong", {}, pickText(teams, prediction)), estimated && h("span", { class: "pill warn" }, "Estimated line"), h("p", {}, reasoning));
  }
}
