// The leagues of a player: those they are in, a new one, and joining others.

import { h, table } from "/assets/shell/dom.js";
import { empty, fill } from "/assets/shell/states.js";
import { words } from "/assets/shell/text.js";
import * as api from "./api.js";
import { attempts, field, form, fromLocal } from "./forms.js";

// Lists the `own` leagues. `open` shows one; `changed` is called after one was made or joined.
export function leagueList({ season, races }, own, open, changed) {
  const [attempt, problem] = attempts(changed);
  return [
    own.length ? table("My leagues", columns(open), own) : empty("No leagues yet", "Make one for your friends, or join one."),
    problem,
    form(field("Code", { name: "code", required: true, maxlength: 40, autocomplete: "off", class: "code" }), "Join with a code", ({ code }) => attempt(() => api.joinByCode(code.trim()))),
    making(season, races, attempt),
    publicLeagues(season, own, attempt),
  ];
}

const columns = (open) => [
  { title: "League", name: true, cell: (one) => one.name },
  { title: "Open to", low: true, cell: (one) => (one.visibility === "public" ? "everybody" : "whoever has the code") },
  { title: "Code", cell: (one) => one.code && h("span", { class: "code" }, one.code) },
  { title: "Members", number: true, low: true, cell: (one) => `${one.member_count} of ${one.max_members}` },
  { title: "You", low: true, cell: (one) => words(one.role) },
  { title: "Details", cell: (one) => h("button", { type: "button", "aria-label": `Open ${one.name}`, click: () => open(one.id) }, "Open") },
];

function making(season, races, attempt) {
  const send = (given) =>
    attempt(() =>
      api.createLeague({
        season,
        name: given.name,
        visibility: given.public ? "public" : "private",
        max_members: Number(given.max_members),
        first_race: given.first_race || undefined,
        join_until: fromLocal(given.join_until) || undefined,
      }),
    );
  const first = [h("option", { value: "" }, "The first race"), ...races.map((race) => h("option", { value: race.key }, race.name))];
  const limits = h(
    "details",
    {},
    h("summary", {}, "Limits"),
    field("Most members", { type: "number", name: "max_members", min: 2, max: 10000, value: 100, required: true }),
    h("label", {}, "Counts from", h("select", { name: "first_race" }, first)),
    field("Join until (your time)", { type: "datetime-local", name: "join_until" }),
  );
  const isPublic = h("label", { class: "check" }, h("input", { type: "checkbox", name: "public" }), "Public");
  return form([field("New league", { name: "name", required: true, maxlength: 60 }), isPublic, limits], "Make it", send);
}

// The public leagues of others, which can be searched by name.
function publicLeagues(season, own, attempt) {
  const found = h("div", {});
  const search = (query) =>
    fill(found, async () => {
      const { data, metadata } = await api.leagues({ scope: "public", season, query });
      const others = data.filter((one) => !own.some((mine) => mine.id === one.id));
      const more = metadata.next_page_token && h("p", { class: "muted small" }, `The first ${data.length} of ${metadata.total_size}; search for the name of another one.`);
      return [others.length ? table("Public leagues", openColumns(attempt), others) : empty("No other public leagues", query && "No name has this text."), more].filter(Boolean);
    });
  search("");
  const searching = form(field("Search by name", { name: "query", type: "search", maxlength: 100 }), "Search", ({ query }) => search(query.trim()));
  return h("div", {}, h("h3", {}, "Public leagues"), searching, found);
}

const openColumns = (attempt) => [
  { title: "League", name: true, cell: (one) => one.name },
  { title: "Owner", low: true, cell: (one) => one.owner },
  { title: "Members", number: true, cell: (one) => `${one.member_count} of ${one.max_members}` },
  { title: "Change", cell: (one) => h("button", { type: "button", "aria-label": `Join ${one.name}`, click: () => attempt(() => api.join(one.id)) }, "Join") },
];
