// The page of a league.

import { askToSignIn } from "/assets/shell/account.js";
import { find, h } from "/assets/shell/dom.js";
import { changes, user } from "/assets/shell/session.js";
import { empty, fill } from "/assets/shell/states.js";
import * as api from "./api.js";
import { analysis } from "./partnerships.js";
import { profile, sources } from "./profile.js";

const id = decodeURIComponent(location.pathname.split("/").at(-1));
const parts = ["#partnerships", "#sources"];

async function readProfile() {
  const [league, sports] = await Promise.all([api.league(id), api.sports().catch(() => new Map())]);
  find("#title").textContent = league.name;
  document.title = `${league.name} · AltSports`;
  return profile(league, sports);
}

// An analysis may need an account; then the page asks for one in its place.
async function readAnalysis() {
  try {
    return analysis(await api.analyse(id));
  } catch (problem) {
    if (problem.status !== 401 || user()) throw problem;
    const button = h("button", { type: "button", class: "primary", click: () => askToSignIn("Sign in to see the estimates.") }, "Sign in");
    return empty("For members", "Partnership estimates need a free account.", button);
  }
}

const readPartnerships = () => fill(find("#partnerships"), readAnalysis, 5);

const isThere = await fill(find("#profile"), readProfile, 5);
for (const selector of parts) find(selector).closest("section").hidden = !isThere;
if (isThere) {
  changes.addEventListener("change", readPartnerships);
  await Promise.all([readPartnerships(), fill(find("#sources"), async () => sources(await api.sources(id)))]);
}
