// What the page of a league reads.

import { get, path, post } from "/assets/shell/http.js";

export const league = (id) => get(path`/api/v1/leagues/${id}`).then((answer) => answer.data);
export const sports = () => get("/api/v1/sports").then((answer) => new Map(answer.data.map((sport) => [sport.key, sport.name])));
export const sources = (id) =>
  get(path`/api/v1/leagues/${id}/sources`).then(({ data, metadata }) => ({ rows: data, figures: metadata.figures ?? [] }));
export const analyse = (id) => post(path`/api/v1/leagues/${id}/partnership-analysis`).then((answer) => answer.data);
