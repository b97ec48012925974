// The leagues that were found, and what narrows the result.

import { h } from "/assets/shell/dom.js";
import { empty } from "/assets/shell/states.js";
import { plural, words } from "/assets/shell/text.js";

const FACETS = [
  ["sport", "Sport", "Any sport"],
  ["level", "Level", "Any level"],
  ["country", "Country", "Any country"],
];
export const SORTS = [
  ["relevance", "Best match"],
  ["name", "Name"],
  ["-member_count", "Most teams"],
  ["founded_year", "Oldest"],
  ["-founded_year", "Newest"],
];

export function hits(leagues, reasons, sports) {
  if (!leagues.length) return empty("Nothing found", "Try fewer words, another spelling, or remove a filter.");
  return h("ul", { class: "grid" }, leagues.map((league) => h("li", {}, hit(league, reasons.get(league.id), sports))));
}

function hit(league, reason, sports) {
  const place = league.location || league.country || "";
  const numbers = [
    league.founded_year && `since ${league.founded_year}`,
    league.member_count > 0 && plural(league.member_count, "team"),
  ].filter(Boolean);
  return h(
    "a",
    { class: "card hit", href: `/catalogue/${encodeURIComponent(league.id)}` },
    h("h3", {}, league.name),
    h("div", { class: "row" }, h("span", { class: "pill accent" }, sports.get(league.sport) ?? words(league.sport)), h("span", { class: "pill" }, words(league.level)), league.status === "defunct" && h("span", { class: "pill bad" }, "No longer played")),
    h("span", {}, place),
    h("span", { class: "muted small" }, numbers.join(" · ")),
    why(league, reason),
  );
}

// Why a league was found, where its name does not show it.
function why(league, reason) {
  if (!reason || !reason.text || reason.text === league.name) return null;
  const kinds = { alias: "Also known as", abbreviation: "Short:", location: "Place:", sport: "Sport:" };
  return h("span", { class: "why" }, `${kinds[reason.field] ?? "Found as"} ${reason.text}`);
}

// A list of choices for each facet, with the number of leagues that each leaves.
export function facetFields(facets, chosen, sports, change) {
  return FACETS.map(([key, title, any]) => {
    const counts = facets?.[key] ?? [];
    const known = counts.some(({ value }) => value === chosen[key]) || !chosen[key];
    const shown = known ? counts : [{ value: chosen[key], count: 0 }, ...counts];
    const name = (value) => (key === "sport" ? (sports.get(value) ?? words(value)) : key === "level" ? words(value) : value);
    const options = shown.map(({ value, count }) => h("option", { value, selected: value === chosen[key] }, `${name(value)} (${count})`));
    return h("label", {}, title, h("select", { name: key, change: (event) => change(key, event.target.value) }, h("option", { value: "" }, any), options));
  });
}
