// The estimated partnerships of a league.

import { h } from "/assets/shell/dom.js";
import { money, percent, shortMoney, words } from "/assets/shell/text.js";

export function analysis(answer) {
  return [
    h("p", {}, answer.summary),
    h("div", { class: "offers" }, answer.opportunities.map(offer)),
    h("div", { class: "notes" }, notes("Risks", answer.risk_factors), notes("Next steps", answer.recommendations)),
    how(answer.ai_metadata ?? {}),
  ];
}

function offer(one) {
  const { low, high } = one.value_range ?? {};
  return h(
    "article",
    { class: "offer" },
    h("div", { class: "spread" }, h("h3", {}, words(one.partner_type)), h("span", { class: "pill good" }, `${percent(one.probability)} likely`)),
    h("span", { class: "value" }, shortMoney(one.estimated_value)),
    low !== undefined && h("span", { class: "muted" }, `${money(low)} to ${money(high)}`),
    h("span", { class: "muted small" }, `${words(one.timeline)} · ${percent(one.ai_confidence)} confidence`),
    h("h4", { class: "hidden-text" }, "What drives it"),
    h("ul", {}, one.drivers.map((driver) => h("li", { class: "driver" }, h("span", {}, driver.detail), h("span", {}, `× ${driver.factor.toFixed(2)}`)))),
    h("details", {}, h("summary", {}, "Who to talk to, and what would change it"), h("ul", {}, [...one.key_contacts, ...one.what_would_change_it].map((text) => h("li", {}, text)))),
  );
}

const notes = (title, texts) => h("div", {}, h("h3", {}, title), h("ul", {}, texts.map((text) => h("li", {}, text))));

function how({ note, assumptions = [], model_version: version }) {
  return h("details", {}, h("summary", {}, "How this is computed"), h("p", {}, [note, version && `Model: ${version}.`].filter(Boolean).join(" ")), h("ul", {}, assumptions.map((text) => h("li", {}, text))));
}
