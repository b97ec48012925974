// The own team: founding it, choosing its drivers, renaming and deleting it.

import { h } from "/assets/shell/dom.js";
import { empty, notice } from "/assets/shell/states.js";
import * as api from "./api.js";
import { picker } from "./picker.js";

// Shows the own team of a season, null if there is none. `race` is the next one whose line-ups are open.
// `changed` is called after the team was made, renamed or deleted, `saved` after its line-up was.
export async function myTeam({ team, season, race }, changed, saved) {
  if (!race) return seasonOver(team, season);
  if (!team) return founding(season, changed);
  const save = async (wish) => {
    team.lineup = await api.setDrivers(team.id, wish);
    await saved();
    notice(`Saved for the ${team.lineup.race.name}.`);
  };
  return [heading(team, changed), picker({ drivers: await api.drivers(season, race.key), lineup: team.lineup, race, save })];
}

function heading(team, changed) {
  const attempt = (work) => work.then(changed, (problem) => notice(problem.message));
  const rename = () => {
    const name = prompt("The new name of your team", team.name)?.trim();
    return name && attempt(api.renameTeam(team.id, name));
  };
  const remove = () => confirm(`Delete the team ${team.name}? It leaves all leagues and boards, and cannot be restored.`) && attempt(api.deleteTeam(team.id));
  return h(
    "p",
    { class: "row" },
    h("strong", {}, team.name),
    h("button", { type: "button", class: "quiet", click: rename }, "Rename"),
    h("button", { type: "button", class: "quiet", click: remove }, "Delete"),
  );
}

async function seasonOver(team, season) {
  const next = season + 1;
  const isThere = await api.races(next).then(() => true, () => false); // without a next season, there is no link to it
  const link = isThere && h("a", { class: "button primary", href: `/fantasy?season=${next}` }, `Play ${next}`);
  return empty(`The season of ${season} is over`, team ? "Your line-ups and scores stay below." : "All its races are locked.", link);
}

function founding(season, changed) {
  const problem = h("p", { class: "problem", role: "alert", hidden: true });
  const submit = async (event) => {
    event.preventDefault();
    try {
      await api.createTeam({ name: new FormData(event.target).get("name").trim(), season });
      await changed();
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    }
  };
  return [
    h("p", {}, "Name your team, then choose its drivers."),
    h("form", { class: "inline", submit }, h("label", {}, "Team name", h("input", { name: "name", required: true, maxlength: 50, autocomplete: "off" })), h("button", { type: "submit", class: "primary" }, "Create the team")),
    problem,
  ];
}
