// One league: its limits and members, and what its owner and its members can change.

import { h, table } from "/assets/shell/dom.js";
import { dateText, words } from "/assets/shell/text.js";
import * as api from "./api.js";
import { attempts, field, form, fromLocal, localTime } from "./forms.js";
import { bothTimes } from "./times.js";

// Shows a league of the caller. `changed` is called after a change, `gone` after it was left or deleted.
export async function leagueCard(id, { races, named }, changed, gone) {
  const [league, { data: members, metadata }] = await Promise.all([api.league(id), api.members(id)]);
  const [attempt, problem] = attempts(changed);
  const isOwner = league.role === "owner";
  return [
    h("h3", {}, league.name),
    facts(league, races),
    problem,
    isOwner ? owning(league, attempt, gone) : leaving(league, attempt, gone),
    memberTable(league, members, metadata, isOwner, named, attempt),
  ];
}

function facts(league, races) {
  const first = races.find((race) => race.key === league.first_race);
  const known = {
    Owner: league.owner,
    Members: `${league.member_count} of ${league.max_members}`,
    "Counts from": first?.name ?? "The first race",
    "Join until": league.join_until ? bothTimes(league.join_until) : "No end",
    Code: league.code ? h("span", { class: "code" }, league.code) : "None: it is public",
  };
  return h("dl", { class: "facts" }, Object.entries(known).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

function owning(league, attempt, gone) {
  const before = { name: league.name, max_members: league.max_members, join_until: league.join_until ? localTime(league.join_until) : "" };
  const save = (given) => {
    const wish = { ...given, max_members: Number(given.max_members) };
    const changes = Object.fromEntries(Object.entries(wish).filter(([name, value]) => value !== before[name]));
    if ("join_until" in changes) changes.join_until = fromLocal(changes.join_until);
    return attempt(() => api.updateLeague(league.id, changes));
  };
  const renew = () => confirm(`Give ${league.name} a new code? The old one stops working.`) && attempt(() => api.renewCode(league.id));
  const remove = () => confirm(`Delete the league ${league.name} with its board?`) && attempt(() => api.deleteLeague(league.id), gone);
  const fields = [
    field("Name", { name: "name", required: true, maxlength: 60, value: before.name, autocomplete: "off" }),
    field("Most members", { type: "number", name: "max_members", min: Math.max(2, league.member_count), max: 10000, required: true, value: before.max_members }),
    field("Join until (your time)", { type: "datetime-local", name: "join_until", value: before.join_until }),
  ];
  return h(
    "div",
    {},
    form(fields, "Save", save),
    h("p", { class: "row actions" }, league.code && h("button", { type: "button", click: renew }, "New code"), h("button", { type: "button", click: remove }, "Delete the league")),
  );
}

const leaving = (league, attempt, gone) =>
  h("p", { class: "row actions" }, h("button", { type: "button", click: () => attempt(() => api.leave(league.id), gone) }, "Leave the league"));

// The members in the order in which they joined; more of them are read when they are asked for.
function memberTable(league, members, { next_page_token: next }, isOwner, named, attempt) {
  const columns = [
    { title: "Team", name: true, cell: (one) => [named(one), h("span", { class: "muted small" }, ` ${one.username}`)] },
    { title: "Role", low: !isOwner, cell: (one) => words(one.role) },
    { title: "Joined", low: true, cell: (one) => dateText(one.joined_at) },
    isOwner && { title: "Change", cell: (one) => one.role === "member" && changing(league, one, attempt) },
  ].filter(Boolean);
  const whole = h("div", {}, h("h4", {}, "Members"), table(`Members of ${league.name}`, columns, members));
  const more = async () => {
    const { data, metadata } = await api.members(league.id, next);
    whole.replaceWith(memberTable(league, [...members, ...data], metadata, isOwner, named, attempt));
  };
  if (next) whole.append(h("button", { type: "button", click: () => attempt(more, () => undefined) }, "Show more members"));
  return whole;
}

function changing(league, { team_id: id, team, username }, attempt) {
  const remove = () => confirm(`Remove ${username} from ${league.name}? They cannot join it again.`) && attempt(() => api.removeMember(league.id, id));
  const give = () => confirm(`Make ${username} the owner of ${league.name}?`) && attempt(() => api.transfer(league.id, id));
  return h(
    "span",
    { class: "row" },
    h("button", { type: "button", "aria-label": `Make owner: ${team}`, click: give }, "Make owner"),
    h("button", { type: "button", "aria-label": `Remove ${team}`, click: remove }, "Remove"),
  );
}
