// The table of the experts, by worth.

import { h, table } from "/assets/shell/dom.js";
import { spark } from "/assets/shell/spark.js";
import { direction, money, percent, signed } from "/assets/shell/text.js";
import { expertLink } from "./names.js";

const STATUSES = { safe: ["Safe", "good"], warning: ["Careful", "warn"], danger: ["In danger", "bad"], eliminated: ["Out", "bad"] };

export const worth = (expert) => expert.bankroll.current;
// Experts who are worth the same share a place.
export const placeOf = (expert, experts) => 1 + experts.filter((other) => worth(other) > worth(expert)).length;
export const byWorth = (experts) => [...experts].sort((a, b) => worth(b) - worth(a) || a.name.localeCompare(b.name));

export function statusOf(bankroll) {
  const [text, kind] = STATUSES[bankroll.status] ?? [bankroll.status, ""];
  return h("span", { class: `pill ${kind}` }, text);
}

export function expertsTable(experts, histories, replay) {
  const columns = [
    { title: "#", cell: (expert) => placeOf(expert, experts) },
    { title: "Expert", name: true, cell: (expert) => expertLink(expert, replay) },
    { title: "Worth", number: true, cell: (expert) => money(worth(expert)) },
    { title: "Change", number: true, cell: change },
    { title: "Cash", number: true, low: true, cell: ({ bankroll }) => money(bankroll.available) },
    { title: "In bets", number: true, low: true, cell: ({ bankroll }) => money(bankroll.at_risk) },
    { title: "Season so far", low: true, cell: (expert) => history(expert, histories.get(expert.expert_id)) },
    { title: "Bets won", number: true, low: true, cell: won },
    { title: "Status", low: true, cell: ({ bankroll }) => statusOf(bankroll) },
  ];
  return table("Experts by worth", columns, byWorth(experts), (expert) => ({ "data-expert": expert.expert_id }));
}

function change({ bankroll }) {
  return h("span", { class: direction(bankroll.change_percent) }, `${signed(bankroll.change_percent)}%`);
}

function won({ performance }) {
  if (!performance.decided_bets) return "none yet";
  return `${percent(performance.win_rate)} of ${performance.decided_bets}`;
}

function history(expert, values = []) {
  const series = values.length ? values : [expert.bankroll.starting, worth(expert)];
  return spark(series, `Worth from ${money(series[0])} to ${money(series.at(-1))}`);
}
