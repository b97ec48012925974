// The page of an expert.

import { find } from "/assets/shell/dom.js";
import { fill } from "/assets/shell/states.js";
import { asked, follow } from "/assets/live/follow.js";
import { teamsOf } from "/assets/live/names.js";
import * as api from "./api.js";
import { memories, openBets, picks, settledBets } from "./parts.js";
import { profile } from "./profile.js";

const { id, replay, season } = asked();
const wanted = { replay, season };
const world = { replay, teams: new Map() };
const parts = ["#open", "#picks", "#settled", "#memories"];

async function readProfile() {
  const { experts, book } = await api.experts(wanted);
  const expert = experts.find((one) => one.expert_id === id);
  if (!expert) throw Object.assign(new Error("There is no expert with this address."), { status: 404 });
  world.teams = await teamsOf(book.competition);
  find("#title").textContent = expert.name;
  document.title = `${expert.name} · AltSports`;
  return profile(expert, experts, await api.bankroll(id, wanted));
}

async function read() {
  const isThere = await fill(find("#profile"), readProfile, 6);
  for (const selector of parts) find(selector).closest("section").hidden = !isThere;
  if (!isThere) return;
  await Promise.all([
    fill(find("#open"), async () => openBets(await api.openBets(id, wanted), world)),
    fill(find("#picks"), async () => {
      const answer = await api.picks(id, wanted);
      find("#picks-title").textContent = `Picks of week ${answer.week}`;
      return picks(answer, world);
    }),
    fill(find("#settled"), async () => settledBets(await api.settledBets(id, wanted), world)),
    fill(find("#memories"), async () => memories(await api.memories(id, wanted), world)),
  ]);
}

if (replay) find("#back").href = `/live?${new URLSearchParams({ replay })}`;
await read();
follow(replay, (event) => event.expert_id === id, read);
