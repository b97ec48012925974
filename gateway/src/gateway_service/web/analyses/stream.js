// An analysis while it is written: server-sent events over fetch, because EventSource sends no credentials.

import { accessToken, Problem } from "/assets/shell/session.js";

const TRIES = 5;
const PAUSE_MS = 500;

// Calls `on` with each event {type, data}. A lost connection is resumed after the last event. Throws a Problem.
export async function follow(parameters, on, signal) {
  let last = "";
  for (let tries = 0; ; tries += 1) {
    try {
      const answer = await ask(parameters, last, signal);
      for await (const event of events(answer.body)) {
        last = event.id || last;
        tries = 0;
        if (event.type === "error") throw new Problem(event.data.status, event.data);
        on(event);
        if (event.type === "done") return;
      }
    } catch (error) {
      if (error instanceof Problem || error.name === "AbortError") throw error;
    }
    if (tries >= TRIES) throw new Problem(0, {});
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function ask(parameters, last, signal) {
  const headers = { accept: "text/event-stream", authorization: `Bearer ${await accessToken()}` };
  if (last) headers["last-event-id"] = last;
  const answer = await fetch(`/api/v1/ai/analysis/stream?${new URLSearchParams(parameters)}`, { headers, signal });
  if (!answer.ok) throw new Problem(answer.status, await answer.json().catch(() => ({})), answer.headers);
  return answer;
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const event = parse(block);
      if (event) yield event;
    }
  }
}

function parse(block) {
  const fields = Object.fromEntries(
    block.split("\n").filter((line) => line && !line.startsWith(":")).map((line) => line.split(/: ?(.*)/s, 2)),
  );
  return fields.data === undefined ? null : { id: fields.id ?? "", type: fields.event ?? "message", data: JSON.parse(fields.data) };
}
