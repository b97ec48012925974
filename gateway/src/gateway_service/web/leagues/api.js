// The search for leagues.

import { get } from "/assets/shell/http.js";

const SIZE = 60;

export async function search({ query, sport, level, location, sort }, token, signal) {
  const wish = { query, sport, level, location, sort, page_size: SIZE, page_token: token };
  const { data, metadata } = await get("/api/v1/leagues/search", wish, { signal });
  const reasons = new Map(metadata.matches.map((match) => [match.league_id, match]));
  return { leagues: data, reasons, facets: metadata.facets, next: metadata.next_page_token, total: metadata.total_size };
}

export const suggestions = (query) => get("/api/v1/leagues/suggest", { query: query.slice(0, 100) }).then((answer) => answer.data);
export const sports = () => get("/api/v1/sports").then((answer) => new Map(answer.data.map((sport) => [sport.key, sport.name])));
