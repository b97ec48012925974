// The search for leagues.

import { get } from "/assets/shell/http.js";

const SIZE = 60;
const PATH = "/api/v1/leagues/search";

export async function search({ query, sport, level, location, sort }, token, signal) {
  const wish = { query, sport, level, location, sort, page_size: SIZE, page_token: token };
  const { data, metadata } = await get(PATH, wish, { signal });
  const reasons = new Map(metadata.matches.map((match) => [match.league_id, match]));
  return { leagues: data, reasons, facets: metadata.facets, next: metadata.next_page_token, total: metadata.total_size };
}

// The address of all results as a file that spreadsheets open.
export const fileOf = ({ query, sport, level, location, sort }) => `${PATH}?${new URLSearchParams({ query, sport, level, location, sort, format: "excel" })}`;

export const suggestions = (query) => get("/api/v1/leagues/suggest", { query: query.slice(0, 100) }).then((answer) => answer.data);
export const sports = () => get("/api/v1/sports").then((answer) => new Map(answer.data.map((sport) => [sport.key, sport.name])));
