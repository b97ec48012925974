// The live feed: one WebSocket that reconnects by itself and resumes at its last position.

const PAUSES = [1, 2, 4, 8, 16];

// Emits "state" (connecting, open, closed), "event" (one message of a channel) and "stale" (the page may have
// missed events and must reload its data).
export class Feed extends EventTarget {
  #socket = null;
  #place = null;
  #failures = 0;
  #timer = 0;
  #silence = 0;
  #replays = [];
  #reload = {};
  #patience = 75_000;
  #channels;
  #token;

  // Follows all channels, or these. `token` returns the credentials for events that only concern one user.
  constructor({ channels, token = () => "" } = {}) {
    super();
    this.#channels = channels;
    this.#token = token;
  }

  // Follows these worlds: "live" and ids of replays.
  follow(replays) {
    this.#replays = replays;
    if (this.#socket?.readyState === WebSocket.OPEN) this.#subscribe();
    else if (!this.#socket) this.#connect();
  }

  #connect() {
    clearTimeout(this.#timer);
    this.#dispatch("state", "connecting");
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/ws/updates`);
    this.#socket = socket;
    socket.onopen = () => this.#enter(socket);
    socket.onmessage = (message) => this.#receive(JSON.parse(message.data));
    socket.onclose = () => socket === this.#socket && this.#again();
  }

  async #enter(socket) {
    const token = await this.#token();
    if (socket.readyState !== WebSocket.OPEN) return;
    if (token) socket.send(JSON.stringify({ type: "authenticate", token }));
    this.#subscribe();
  }

  #subscribe() {
    const wish = { type: "subscribe", filters: { replays: this.#replays } };
    if (this.#channels) wish.channels = this.#channels;
    if (this.#place) wish.resume_from = this.#place;
    this.#socket.send(JSON.stringify(wish));
    this.#listen();
  }

  #receive(message) {
    this.#listen();
    this.#failures = 0;
    if (message.type === "hello") {
      this.#patience = 2.5 * 1000 * message.heartbeat_interval_s;
      this.#reload = message.reload;
      this.#place ??= { seq: message.seq, epoch: message.epoch };
      this.#dispatch("state", "open");
    } else if (message.type === "snapshot") {
      this.#place = { seq: message.seq, epoch: message.epoch };
      this.#dispatch("stale", Object.values(message.reload).flat());
    } else if (message.seq !== undefined && message.id !== undefined) {
      this.#place = { seq: message.seq, epoch: message.epoch };
      this.#dispatch("event", { event: message, reload: this.#reload[message.type] ?? [] });
    }
  }

  // A peer that is silent for two heartbeats is dead, whatever state the socket reports.
  #listen() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#socket?.close(), this.#patience);
  }

  #again() {
    clearTimeout(this.#silence);
    this.#socket = null;
    this.#dispatch("state", "closed");
    const pause = PAUSES[Math.min(this.#failures++, PAUSES.length - 1)];
    this.#timer = setTimeout(() => this.#connect(), pause * 1000 * (0.8 + 0.4 * Math.random()));
  }

  #dispatch(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
