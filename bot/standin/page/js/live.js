/** The live stream of one person, kept alive: it comes back by itself and goes on where it was. */

const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 8000;
const SILENT_MS = 50000;

/** A websocket that reconnects with backoff. */
export class Live {
  /**
   * @param {{person: string, seq: number, onevent: (event: any) => void, onstate: (up: boolean) => void}} options
   */
  constructor({ person, seq, onevent, onstate }) {
    this.person = person;
    this.seq = seq;
    this.onevent = onevent;
    this.onstate = onstate;
    this.wait = FIRST_WAIT_MS;
    this.open();
  }

  open() {
    const query = new URLSearchParams({ person: this.person, after: String(this.seq) });
    this.socket = new WebSocket(`ws://${location.host}/ui/live?${query}`);
    this.socket.addEventListener("open", () => this.up());
    this.socket.addEventListener("message", (event) => this.take(JSON.parse(event.data)));
    this.socket.addEventListener("close", () => this.down());
    this.watch();
  }

  up() {
    this.wait = FIRST_WAIT_MS;
    this.onstate(true);
  }

  /** @param {any} event */
  take(event) {
    this.watch();
    if (event.type === "ping") return;
    if (typeof event.seq === "number") this.seq = event.seq;
    this.onevent(event);
  }

  /** A socket that says nothing for longer than two pings is taken for dead. */
  watch() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.socket?.close(), SILENT_MS);
  }

  down() {
    clearTimeout(this.silence);
    if (this.ended) return;
    this.onstate(false);
    const jitter = this.wait * (0.75 + Math.random() / 2);
    this.timer = setTimeout(() => this.open(), jitter);
    this.wait = Math.min(LONGEST_WAIT_MS, this.wait * 1.7);
  }

  end() {
    this.ended = true;
    clearTimeout(this.timer);
    this.socket?.close();
  }
}
