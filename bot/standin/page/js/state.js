/** All that one person sees, as the server told it: loaded once, then changed by live events. */

import { Directory } from "./directory.js";
import { plays } from "./script.js";

/**
 * @typedef {"channels"|"messages"|"modals"|"home"|"notice"|"script"|"unread"|"assistant"|"canvas"|"typing"|"people"|"reload"|"link"} Topic
 */

/** @param {any} a @param {any} b */
const byTs = (a, b) => (a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0);

/** @param {any} message */
const isReply = (message) => message.thread_ts && message.thread_ts !== message.ts;

/** The state behind the page. */
export class State {
  /** @param {any} boot the bootstrap answer */
  constructor(boot) {
    this.boot = boot;
    this.directory = new Directory(boot);
    /** @type {any[]} */
    this.modals = boot.modals;
    this.script = boot.script;
    /** @type {Map<string, {messages: any[], more: boolean}>} */
    this.timelines = new Map();
    /** @type {Map<string, any[]>} */
    this.threads = new Map();
    /** @type {Map<string, Map<string, any>>} */
    this.ephemerals = new Map();
    for (const message of boot.ephemerals) this.ephemeral({ channel: message.channel, message });
    /** @type {Map<Topic, Set<(detail: any) => void>>} */
    this.listeners = new Map();
  }

  /** @param {Topic} topic @param {(detail: any) => void} listener @returns {() => void} stops listening */
  on(topic, listener) {
    const all = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, all.add(listener));
    return () => all.delete(listener);
  }

  /** @param {Topic} topic @param {any} [detail] */
  emit(topic, detail) {
    for (const listener of [...(this.listeners.get(topic) ?? [])]) listener(detail);
  }

  /** @param {any} event one frame of the live stream */
  apply(event) {
    const change = CHANGES[/** @type {keyof typeof CHANGES} */ (event.type)];
    change?.(this, event);
  }

  /**
   * Add a page of history in front of what is there.
   * @param {string} channel @param {any[]} messages @param {boolean} more
   */
  addHistory(channel, messages, more) {
    const known = this.timelines.get(channel)?.messages ?? [];
    const have = new Set(known.map((message) => message.ts));
    const fresh = messages.filter((message) => !have.has(message.ts));
    this.timelines.set(channel, { messages: [...fresh, ...known].sort(byTs), more });
    this.emit("messages", { channel });
  }

  /**
   * Show a thread as it was told; what came live while it was on its way stays.
   * @param {string} channel @param {string} ts @param {any[]} messages
   */
  setThread(channel, ts, messages) {
    const key = `${channel} ${ts}`;
    const newest = messages.at(-1)?.ts ?? "";
    const live = (this.threads.get(key) ?? []).filter((message) => message.ts > newest);
    this.threads.set(key, [...messages, ...live]);
    this.emit("messages", { channel });
  }

  /** @param {string} channel @param {string|null} threadTs @returns {any[]} oldest first */
  messages(channel, threadTs) {
    const stored = threadTs
      ? (this.threads.get(`${channel} ${threadTs}`) ?? [])
      : (this.timelines.get(channel)?.messages ?? []);
    const own = [...(this.ephemerals.get(channel)?.values() ?? [])];
    const here = own.filter((message) => (message.thread_ts ?? null) === threadTs);
    return here.length ? [...stored, ...here].sort(byTs) : stored;
  }

  /** @param {string} channel @param {any} message */
  put(channel, message) {
    if (isReply(message)) this.into(this.threads.get(`${channel} ${message.thread_ts}`), message);
    else this.into(this.threads.get(`${channel} ${message.ts}`), message);
    const inTimeline = !isReply(message) || message.subtype === "thread_broadcast";
    if (inTimeline) this.into(this.timelines.get(channel)?.messages, message);
  }

  /** @param {any[]|undefined} list @param {any} message */
  into(list, message) {
    if (!list) return;
    const at = list.findLastIndex((old) => old.ts === message.ts);
    if (at >= 0) list[at] = message;
    else {
      list.push(message);
      if (list.length > 1 && list[list.length - 2].ts > message.ts) list.sort(byTs);
    }
  }

  /** @param {string} channel @param {string} ts @param {(message: any) => any} change null drops it */
  revise(channel, ts, change) {
    for (const list of this.listsOf(channel)) {
      const at = list.findIndex((message) => message.ts === ts);
      if (at < 0) continue;
      const next = change(list[at]);
      if (next) list[at] = next;
      else list.splice(at, 1);
    }
  }

  /** @param {string} channel @returns {any[][]} */
  listsOf(channel) {
    const threads = [...this.threads].filter(([key]) => key.startsWith(`${channel} `));
    return [this.timelines.get(channel)?.messages ?? [], ...threads.map(([, list]) => list)];
  }

  /** @param {{channel: string, message: any}} event */
  ephemeral({ channel, message }) {
    const mine = this.ephemerals.get(channel) ?? new Map();
    this.ephemerals.set(channel, mine.set(message.ts, message));
  }

  /** @param {any[]} stack */
  setModals(stack) {
    this.modals = stack;
    this.emit("modals", stack);
  }
}

/** What each live event changes. */
const CHANGES = {
  message: (/** @type {State} */ state, /** @type {any} */ e) => {
    state.put(e.channel, e.message);
    if (isReply(e.message)) state.boot.read[`${e.channel} ${e.message.thread_ts}`] ??= "0";
    state.emit("messages", { channel: e.channel, fresh: e.message });
  },
  message_changed: (/** @type {State} */ state, /** @type {any} */ e) => {
    state.revise(e.channel, e.message.ts, () => e.message);
    state.emit("messages", { channel: e.channel });
  },
  message_deleted: (/** @type {State} */ state, /** @type {any} */ e) => {
    state.revise(e.channel, e.ts, () => null);
    state.emit("messages", { channel: e.channel });
  },
  reactions: (/** @type {State} */ state, /** @type {any} */ e) => {
    state.revise(e.channel, e.ts, (message) => ({ ...message, reactions: e.reactions }));
    state.emit("messages", { channel: e.channel });
  },
  ephemeral: (/** @type {State} */ state, /** @type {any} */ e) => {
    state.ephemeral(e);
    state.emit("messages", { channel: e.channel, fresh: e.message });
  },
  ephemeral_changed: (/** @type {State} */ state, /** @type {any} */ e) => {
    state.ephemeral(e);
    state.emit("messages", { channel: e.channel });
  },
  ephemeral_deleted: (/** @type {State} */ state, /** @type {any} */ e) => {
    state.ephemerals.get(e.channel)?.delete(e.ts);
    state.emit("messages", { channel: e.channel });
  },
  modals: (/** @type {State} */ state, /** @type {any} */ e) => state.setModals(e.stack),
  home: (/** @type {State} */ state, /** @type {any} */ e) => {
    state.boot.homes[e.app_id] = e.view;
    state.emit("home", e);
  },
  notice: (/** @type {State} */ state, /** @type {any} */ e) => state.emit("notice", e),
  unread: (
    /** @type {State} */ state,
    /** @type {any} */ { channel, unread, mentions, last_read },
  ) => {
    const known = state.boot.channels[channel];
    if (known) Object.assign(known, { unread, mentions, last_read });
    state.emit("channels");
  },
  channel: (/** @type {State} */ state, /** @type {any} */ e) => {
    state.boot.channels[e.channel.id] = e.channel;
    state.emit("channels");
  },
  channel_deleted: (/** @type {State} */ state, /** @type {any} */ e) => {
    delete state.boot.channels[e.channel];
    state.emit("channels");
  },
  user: (/** @type {State} */ state, /** @type {any} */ e) => {
    state.boot.users[e.user.id] = e.user;
    state.emit("people");
  },
  script: (/** @type {State} */ state, /** @type {any} */ e) => {
    const over = !e.script && state.script && !plays(state.script);
    if (!over) state.script = e.script;
    state.emit("script", state.script);
  },
  assistant: (/** @type {State} */ state, /** @type {any} */ e) => {
    const known = state.boot.channels[e.channel];
    if (known) (known.assistant ??= {})[e.thread_ts] = e.assistant;
    state.emit("assistant", e);
  },
  canvas: (/** @type {State} */ state, /** @type {any} */ e) => {
    const known = state.boot.channels[e.canvas.channel];
    const others = (known?.canvases ?? []).filter((/** @type {any} */ c) => c.id !== e.canvas.id);
    if (known) known.canvases = e.deleted ? others : [...others, e.canvas];
    state.emit("canvas", e);
    state.emit("channels");
  },
  typing: (/** @type {State} */ state, /** @type {any} */ e) => state.emit("typing", e),
  reload: (/** @type {State} */ state) => state.emit("reload"),
};
