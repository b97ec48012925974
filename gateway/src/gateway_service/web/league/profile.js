// The facts of a league, and where they come from.

import { h, outside, table } from "/assets/shell/dom.js";
import { empty } from "/assets/shell/states.js";
import { dateText, words } from "/assets/shell/text.js";

const FIGURES = { attendance: "Average attendance", revenue_usd: "Revenue a year (USD)", broadcast_usd: "Media income a year (USD)", followers: "Followers" };

export function profile(league, sports) {
  const others = league.aliases.map(({ name, kind }) => (kind === "former" ? `${name} (former name)` : name));
  return [
    h("div", { class: "name" }, league.name),
    h(
      "div",
      { class: "row" },
      h("span", { class: "pill accent" }, sports.get(league.sport) ?? words(league.sport)),
      h("span", { class: "pill" }, league.level_inferred ? `${words(league.level)} (inferred)` : words(league.level)),
      league.status !== "active" && h("span", { class: `pill ${league.status === "defunct" ? "bad" : "warn"}` }, league.status === "defunct" ? "No longer played" : "Status unknown"),
      league.website && outside(league.website, "Website"),
    ),
    h("dl", { class: "facts" }, facts(league).map(([term, value]) => h("div", {}, h("dt", {}, term), h("dd", {}, value)))),
    others.length > 0 && h("p", { class: "muted" }, `Also known as ${others.join(", ")}.`),
  ].filter(Boolean);
}

function facts(league) {
  const teams = league.member_count > 0 && `${league.member_count}${league.member_count_as_of ? ` (${league.member_count_as_of})` : ""}`;
  return [
    ["Short", league.abbreviation],
    ["Where", league.location || league.country],
    ["Founded", league.founded_year],
    ["First season", league.first_season],
    ["Teams", teams],
    ["Head office", league.headquarters],
  ].filter(([, value]) => value);
}

export function sources({ rows, figures }) {
  if (!rows.length) return empty("No source", "This league was added by hand.");
  const columns = [
    { title: "Source", name: true, cell: (row) => (row.url ? outside(row.url, row.source) : row.source) },
    { title: "States", cell: (row) => statements(row) },
    { title: "Licence", low: true, cell: (row) => row.licence },
    { title: "Imported", number: true, low: true, cell: (row) => dateText(row.imported_at) },
  ];
  return [figures.length > 0 && figureTable(figures), table("Sources of this league", columns, rows)].filter(Boolean);
}

function statements({ facts = [] }) {
  if (!facts.length) return "";
  return h("ul", {}, facts.map(({ name, value, as_of: asOf, used }) =>
    h("li", { class: used ? "" : "muted" }, `${words(name)}: ${value}${asOf ? ` (${asOf})` : ""}${used ? "" : ", not used"}`)));
}

function figureTable(figures) {
  const columns = [
    { title: "Figure", name: true, cell: (figure) => FIGURES[figure.name] ?? words(figure.name) },
    { title: "Value", number: true, cell: (figure) => figure.value.toLocaleString("en-US") },
    { title: "As of", cell: (figure) => figure.as_of },
    { title: "Published in", low: true, cell: (figure) => (figure.url ? outside(figure.url, figure.published_in || "Source") : figure.published_in) },
  ];
  return table("Measured figures, newest first", columns, figures);
}
