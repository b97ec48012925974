// The bets as they are placed, newest first.

import { h } from "/assets/shell/dom.js";
import { money, percent, timeText } from "/assets/shell/text.js";
import { expertLink, gameLink, pickText } from "./names.js";

const LONGEST = 60;

export function betList(bets, world, isNew = () => false) {
  const items = bets.slice(0, LONGEST).map((bet) => betItem(bet, world, isNew(bet)));
  return h("ol", { class: "list" }, items);
}

function betItem(bet, { teams, replay, experts }, isNew) {
  const expert = experts.get(bet.expert_id) ?? { expert_id: bet.expert_id, name: bet.expert_name };
  return h(
    "li",
    { class: `bet${isNew ? " changed" : ""}`, "data-game": bet.game_id },
    h("span", {}, expertLink(expert, replay)),
    h("strong", { class: "number" }, money(bet.bet_amount)),
    h("span", {}, h("strong", {}, pickText(teams, bet.prediction)), h("span", { class: "muted" }, " in "), gameLink(teams, bet.game_id, replay)),
    h("span", { class: "muted number" }, `${percent(bet.confidence)} sure`),
    h("span", { class: "muted" }, timeText(bet.placed_at ?? bet.timestamp)),
  );
}
