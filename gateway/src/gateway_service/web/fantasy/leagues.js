// The leagues of a player: those they are in, a new one, and joining others.

import { h, table } from "/assets/shell/dom.js";
import { empty } from "/assets/shell/states.js";
import { words } from "/assets/shell/text.js";
import * as api from "./api.js";

// `changed` is called after a league was made, joined, left or deleted.
export async function leagueList(season, changed) {
  const [own, open] = await Promise.all([api.leagues({ scope: "own", season }), api.leagues({ scope: "public", season, page_size: 10 })]);
  const others = open.filter((one) => !own.some((mine) => mine.id === one.id));
  const problem = h("p", { class: "problem", role: "alert", hidden: true });
  const attempt = async (work) => {
    problem.hidden = true;
    try {
      await work();
      await changed();
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    }
  };
  return [
    own.length ? table("My leagues", columns(attempt), own) : empty("No leagues yet", "Make one for your friends, or join one."),
    problem,
    joining(attempt),
    making(season, attempt),
    others.length > 0 && h("h3", {}, "Public leagues"),
    others.length > 0 && table("Public leagues", openColumns(attempt), others),
  ].filter(Boolean);
}

const columns = (attempt) => [
  { title: "League", name: true, cell: (one) => one.name },
  { title: "Open to", low: true, cell: (one) => (one.visibility === "public" ? "everybody" : "whoever has the code") },
  { title: "Code", cell: (one) => one.code && h("span", { class: "code" }, one.code) },
  { title: "Members", number: true, low: true, cell: (one) => `${one.member_count} of ${one.max_members}` },
  { title: "You", low: true, cell: (one) => words(one.role) },
  { title: "Change", cell: (one) => leaving(one, attempt) },
];

const openColumns = (attempt) => [
  { title: "League", name: true, cell: (one) => one.name },
  { title: "Owner", low: true, cell: (one) => one.owner },
  { title: "Members", number: true, cell: (one) => `${one.member_count} of ${one.max_members}` },
  { title: "Change", cell: (one) => h("button", { type: "button", "aria-label": `Join ${one.name}`, click: () => attempt(() => api.join(one.id)) }, "Join") },
];

function leaving(one, attempt) {
  if (one.role === "owner") return h("button", { type: "button", "aria-label": `Delete ${one.name}`, click: () => confirm(`Delete the league ${one.name}?`) && attempt(() => api.deleteLeague(one.id)) }, "Delete");
  return h("button", { type: "button", "aria-label": `Leave ${one.name}`, click: () => attempt(() => api.leave(one.id)) }, "Leave");
}

function joining(attempt) {
  const submit = (event) => {
    event.preventDefault();
    attempt(() => api.joinByCode(new FormData(event.target).get("code").trim()));
  };
  return h("form", { submit }, h("label", {}, "Code", h("input", { name: "code", required: true, maxlength: 40, autocomplete: "off", class: "code" })), h("button", { type: "submit" }, "Join with a code"));
}

function making(season, attempt) {
  const submit = (event) => {
    event.preventDefault();
    const given = new FormData(event.target);
    attempt(() => api.createLeague({ season, name: given.get("name"), visibility: given.has("public") ? "public" : "private" }));
  };
  return h(
    "form",
    { submit },
    h("label", {}, "New league", h("input", { name: "name", required: true, maxlength: 60 })),
    h("label", { class: "check" }, h("input", { type: "checkbox", name: "public" }), "Public"),
    h("button", { type: "submit" }, "Make it"),
  );
}
