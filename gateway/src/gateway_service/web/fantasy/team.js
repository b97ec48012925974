// A team as others see it: the line-up of the last race that is locked, read-only.

import { h, table } from "/assets/shell/dom.js";
import { empty } from "/assets/shell/states.js";
import { points } from "./numbers.js";

export const simulated = () => h("span", { class: "pill violet" }, "Simulated");

export function teamCard(team) {
  const name = h("p", { class: "row" }, h("strong", {}, team.name), h("span", { class: "muted" }, `by ${team.username}`), team.made_up && simulated());
  if (!team.lineup) return [name, empty("No line-up to show", "A line-up is shown to others once its race is locked.")];
  const { race, cost, left, carried_over: isCarriedOver } = team.lineup;
  return [
    name,
    h("p", {}, `Line-up for the ${race.name}`, isCarriedOver && ", carried over", race.locked && ", locked", h("span", { class: "muted" }, ` · cost ${points(cost)}, left ${points(left)}`)),
    table(`Line-up for the ${race.name}`, columns(team.lineup), team.lineup.drivers),
  ];
}

const columns = (lineup) => [
  { title: "Driver", name: true, cell: (pick) => [pick.name, !pick.entered && h("span", { class: "pill bad" }, "Not entered")] },
  { title: "Role", cell: (pick) => role(pick, lineup) },
  { title: "Price", number: true, cell: (pick) => points(pick.price) },
];

function role({ driver_id: id }, lineup) {
  if (id === lineup.captain_id) return h("span", { class: "pill violet" }, "Captain × 1.5");
  return id === lineup.vice_captain_id ? h("span", { class: "pill" }, "Vice-captain") : "";
}
