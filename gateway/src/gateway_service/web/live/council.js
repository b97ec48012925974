// The council of the week.

import { h } from "/assets/shell/dom.js";
import { percent } from "/assets/shell/text.js";
import { expertLink } from "./names.js";

export function councilList(members, { experts, replay }) {
  return h("ol", { class: "members" }, members.map((member) => memberItem(member, experts, replay)));
}

function memberItem(member, experts, replay) {
  const expert = experts.get(member.expert_id) ?? { expert_id: member.expert_id, name: member.expert_id };
  const { accuracy, graded_predictions: graded } = expert.performance ?? {};
  const record = graded ? `Right in ${percent(accuracy)} of ${graded} picks this season` : "";
  return h(
    "li",
    { title: member.reason_selected },
    h("div", { class: "spread" }, h("strong", {}, `${member.rank}. `, expertLink(expert, replay)), h("span", { class: "pill" }, `${percent(member.vote_weight)} of the vote`)),
    h("span", { class: "muted small" }, record),
  );
}
