// A page as an application has it: ordinary code over generated types, without a cast or an assertion.
import createClient from "openapi-fetch";
import { useEffect, useState } from "react";
import type { components, paths } from "./generated/openapi";

type League = components["schemas"]["League"];
type Problem = components["schemas"]["Problem"];
type Expert = components["schemas"]["Expert"];

const api = createClient<paths>({ baseUrl: "/" });

async function leaguesOf(sport: string, token?: string): Promise<{ leagues: League[]; next: string }> {
  const query = token === undefined ? { sport } : { sport, page_token: token };
  const { data, error } = await api.GET("/api/v1/leagues", { params: { query } });
  if (error) throw new Error(textOf(error));
  return { leagues: data.data, next: data.metadata.next_page_token };
}

async function expertsByWorth(): Promise<Expert[]> {
  const { data, error } = await api.GET("/api/v1/experts");
  if (error) throw new Error(textOf(error));
  return [...data.experts].sort((one, other) => other.bankroll.current - one.bankroll.current);
}

async function rename(league: League, name: string): Promise<League> {
  const { data, error } = await api.PATCH("/api/v1/leagues/{league_id}", {
    params: { path: { league_id: league.id }, header: { "Idempotency-Key": `${league.id}-${name}` } },
    body: { name },
  });
  if (error) throw new Error(textOf(error));
  return data.data;
}

async function found(name: string, sport: string, level: string): Promise<League> {
  const { data, error } = await api.POST("/api/v1/leagues", { body: { name, sport, level } });
  if (error) throw new Error(textOf(error));
  return data.data;
}

async function healthWords(): Promise<string> {
  const { data, error } = await api.GET("/health");
  const report = data ?? error;
  return report.affected_services.map((name) => report.services[name]?.recovery ?? name).join("; ");
}

function textOf(problem: Problem): string {
  const { detail } = problem;
  const words = typeof detail === "string" ? detail : detail.map((violation) => violation.msg).join("; ");
  return problem.recovery === undefined ? words : `${words} (${problem.recovery.join("; ")})`;
}

function Row({ league, onRename }: { league: League; onRename: (name: string) => void }) {
  const founded = league.founded_year === null ? "" : `since ${league.founded_year.toFixed(0)}`;
  return (
    <tr>
      <td onDoubleClick={() => onRename(league.name.trim())}>{league.name}</td>
      <td>{league.location?.toUpperCase() ?? "everywhere"}</td>
      <td>{league.member_count.toLocaleString()}</td>
      <td>{founded}</td>
    </tr>
  );
}

export function Page({ sport }: { sport: string }) {
  const [leagues, setLeagues] = useState<League[]>([]);
  const [experts, setExperts] = useState<Expert[]>([]);
  const [trouble, setTrouble] = useState("");
  useEffect(() => {
    leaguesOf(sport)
      .then(async ({ leagues, next }) => [...leagues, ...(next ? (await leaguesOf(sport, next)).leagues : [])])
      .then(setLeagues, async () => setTrouble(await healthWords()));
    void expertsByWorth().then(setExperts);
  }, [sport]);
  const renamed = async (league: League, name: string) => {
    const changed = await rename(league, name);
    setLeagues(leagues.map((one) => (one.id === changed.id ? changed : one)));
  };
  return (
    <main>
      <p role="alert">{trouble}</p>
      <table>
        {leagues.map((league) => (
          <Row key={league.id} league={league} onRename={(name) => void renamed(league, name)} />
        ))}
      </table>
      <button onClick={() => void found(`${sport} league`, sport, "amateur").then((one) => setLeagues([...leagues, one]))}>Found one</button>
      <ol>
        {experts.map((expert) => (
          <li key={expert.expert_id}>{expert.name}</li>
        ))}
      </ol>
    </main>
  );
}
