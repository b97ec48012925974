// Who the expert is, and how it does.

import { h } from "/assets/shell/dom.js";
import { spark } from "/assets/shell/spark.js";
import { direction, money, percent, signed, words } from "/assets/shell/text.js";
import { placeOf, statusOf } from "/assets/live/experts.js";
import { worthOverTime } from "/assets/live/histories.js";

export function profile(expert, everybody, bankroll) {
  const { book } = bankroll;
  const place = placeOf(expert, everybody);
  const values = worthOverTime(bankroll);
  return [
    h(
      "div",
      { class: "who" },
      h("span", { class: "face", "aria-hidden": "true" }, expert.emoji),
      h(
        "div",
        {},
        h("strong", {}, expert.name),
        h(
          "div",
          { class: "row" },
          h("span", { class: "muted" }, `${words(expert.archetype)} · ${words(expert.specialization.category)}`),
          statusOf(expert.bankroll),
          book.replay && h("span", { class: "pill violet" }, "Replay"),
          book.simulated && h("span", { class: "pill warn" }, "Simulated season"),
        ),
      ),
    ),
    expert.strategy && h("p", {}, expert.strategy),
    facts(expert, place, everybody.length, bankroll),
    spark(values, `Worth over the season, from ${money(values[0])} to ${money(values.at(-1))}`),
  ].filter(Boolean);
}

function facts({ bankroll, performance }, place, count, { peak_balance: peak, risk_metrics: risk }) {
  const change = h("span", { class: direction(bankroll.change_percent) }, `${signed(bankroll.change_percent)}%`);
  const entries = [
    ["Worth", money(bankroll.current)],
    ["Since the start", change],
    ["Place", `${place} of ${count}`],
    ["Cash", money(bankroll.available)],
    ["In open bets", money(bankroll.at_risk)],
    ["Bets won", performance.decided_bets ? `${percent(performance.win_rate)} of ${performance.decided_bets}` : "none yet"],
    ["Picks right", performance.graded_predictions ? `${percent(performance.accuracy)} of ${performance.graded_predictions}` : "none yet"],
    ["Return on stakes", `${signed(100 * performance.roi)}%`],
    ["Best worth", money(peak)],
    ["Deepest fall", percent(risk.max_drawdown)],
  ];
  return h("dl", { class: "facts" }, entries.map(([term, value]) => h("div", {}, h("dt", {}, term), h("dd", {}, value))));
}
