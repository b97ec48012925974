// An analysis as elements. Its Markdown becomes headings, lists, tables, quotes and paragraphs; everything else stays text.

import { h, table } from "/assets/shell/dom.js";
import { percent } from "/assets/shell/text.js";

export function written(text) {
  const parts = [];
  let rows = [];
  for (const line of [...text.split("\n"), ""]) {
    const row = /^\|(.*)\|\s*$/.exec(line);
    if (row) {
      rows.push(cells(row[1]));
      continue;
    }
    if (rows.length) parts.push(grid(rows));
    rows = [];
    const heading = /^(#{1,6})\s+(.*)/.exec(line);
    const quote = /^>\s?(.*)/.exec(line);
    const item = /^\s*(?:[-*•]|\d+[.)])\s+(.*)/.exec(line);
    if (heading) parts.push(h(heading[1].length > 2 ? "h4" : "h3", {}, plain(heading[2])));
    else if (item) list(parts).append(h("li", {}, plain(item[1])));
    else if (quote) parts.push(h("blockquote", {}, plain(quote[1])));
    else if (line.trim()) parts.push(h("p", {}, plain(line)));
  }
  return parts;
}

// What is known about an analysis: who wrote it, how sure it is, what it cost, and its sources.
export function facts(found) {
  const rows = [
    ["Written by", found.provider === "local" ? "computed, without a language model" : `${found.provider} (${found.model})`],
    ["Confidence", percent(found.confidence)],
    ["Cost", found.provider === "local" ? "none" : `$${found.cost.toFixed(4)} for ${found.tokens_used} tokens`],
  ];
  return [
    h("h3", {}, "About this analysis"),
    h("dl", {}, rows.map(([name, value]) => [h("dt", { class: "muted" }, name), h("dd", {}, value)])),
    found.notes.length && h("ul", {}, found.notes.map((note) => h("li", {}, note))),
    h("h3", {}, "Sources"),
    h("ul", { id: "sources" }, found.sources.map(source)),
  ].filter(Boolean);
}

function source({ label, title, url, page }) {
  const text = `[${label}] ${title}${page ? `, page ${page}` : ""}`;
  return h("li", {}, url?.startsWith("/") ? h("a", { href: url }, text) : text);
}

const cells = (row) => row.split(/(?<!\\)\|/).map((cell) => plain(cell.replaceAll("\\|", "|").trim()));

// The first row has the titles, the second one separates them.
function grid([titles, ...rows]) {
  const columns = titles.map((title, at) => ({ title, name: at === 0, cell: (row) => row[at] ?? "" }));
  return table(titles.join(", "), columns, rows.filter((row) => !row.every((cell) => /^:?-+:?$/.test(cell))));
}

const plain = (text) => text.replaceAll(/\*\*|__|`/g, "");

function list(parts) {
  if (parts.at(-1)?.tagName !== "UL") parts.push(h("ul", {}));
  return parts.at(-1);
}
