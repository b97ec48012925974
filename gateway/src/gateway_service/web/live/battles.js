// Battles: two experts who disagree, and the votes of users.

import { h } from "/assets/shell/dom.js";
import { money, plural } from "/assets/shell/text.js";
import { expertAddress, gameLink, pickText } from "./names.js";

const CATEGORIES = { spread: "Point spread", winner: "Winner", total: "Total points" };

export function battleList(battles, world, vote) {
  return h("ul", { class: "list" }, battles.map((battle) => battleItem(battle, world, vote)));
}

function battleItem(battle, world, vote) {
  const { teams, replay } = world;
  const votes = battle.user_votes.expert_a + battle.user_votes.expert_b;
  return h(
    "li",
    { class: "battle" },
    h("div", { class: "spread" }, gameLink(teams, battle.game_id, replay), h("span", { class: "pill" }, CATEGORIES[battle.category])),
    h("div", { class: "choices" }, choice("expert_a", battle, world, vote), choice("expert_b", battle, world, vote)),
    h("div", { class: "muted small" }, record(battle, world), votes ? ` ${plural(votes, "vote")} so far.` : ""),
  );
}

function choice(key, battle, { teams, replay, experts }, vote) {
  const side = battle[key];
  const name = nameOf(side.expert_id, experts);
  const stake = side.bet_amount > 0 ? `${money(side.bet_amount)} at stake` : "no bet";
  const votes = battle.user_votes[key];
  const pick = `${pickText(teams, side.prediction)}${side.estimated ? " (estimate)" : ""}`;
  return h(
    "div",
    {},
    h("a", { href: expertAddress(side.expert_id, replay) }, name),
    h(
      "button",
      { type: "button", "aria-label": `Vote for ${name}: ${pick}`, click: () => vote(battle.battle_id, key) },
      pick,
      h("span", {}, votes ? `${stake} · ${plural(votes, "vote")}` : stake),
    ),
  );
}

const nameOf = (id, experts) => (experts.has(id) ? `${experts.get(id).emoji} ${experts.get(id).name}` : id);

function record({ expert_a: a, expert_b: b, head_to_head_record: record }, { experts }) {
  const { expert_a_wins: first, expert_b_wins: second } = record;
  if (!first && !second) return "They meet for the first time this season.";
  if (first === second) return `Level this season, ${first} each.`;
  const ahead = nameOf(first > second ? a.expert_id : b.expert_id, experts);
  return `${ahead} is ahead this season, ${Math.max(first, second)} to ${Math.min(first, second)}.`;
}
