/** One person's workplace: the state, the calls, and where they are. */

import { Form } from "./blocks/form.js";
import { goto, here } from "./place.js";

const FIRST_PAGE = 60;
const PAGE = 200;

/** What the panes of the page share. */
export class Workplace {
  /**
   * @param {import("./api.js").Api} api
   * @param {import("./state.js").State} state
   * @param {import("./notices.js").Notices} notices
   */
  constructor(api, state, notices) {
    this.api = api;
    this.state = state;
    this.notices = notices;
  }

  get directory() {
    return this.state.directory;
  }

  get boot() {
    return this.state.boot;
  }

  /**
   * Give blocks their inputs and their way to the app.
   *
   * @param {object} source the contract's SOURCE: a message, an ephemeral, a view
   * @returns {import("./blocks/slot.js").Surface}
   */
  surface(source) {
    const { api, directory } = this;
    /** @type {import("./blocks/slot.js").Surface} */
    const surface = {
      form: new Form([]),
      directory,
      file: (/** @type {string} */ id) => api.address(`file/${id}`),
      act: (/** @type {any} */ action) =>
        api.post("action", { source, ...action, values: surface.form.values() }),
      options: (/** @type {any} */ place, /** @type {string} */ query) =>
        api.post("options", { source, ...place, query }),
    };
    return surface;
  }

  /** @param {string} channel */
  async loadHistory(channel) {
    if (this.state.timelines.has(channel)) return;
    this.state.timelines.set(channel, { messages: [], more: true });
    await this.loadEarlier(channel);
  }

  /** @param {string} channel */
  async loadEarlier(channel) {
    const oldest = this.state.timelines.get(channel)?.messages[0]?.ts;
    const query = {
      channel,
      limit: String(oldest ? PAGE : FIRST_PAGE),
      ...(oldest ? { before: oldest } : {}),
    };
    const answer = await this.api.get("history", query);
    if (answer.ok) this.state.addHistory(channel, answer.messages, answer.has_more);
  }

  /** @param {string} channel @param {string} ts */
  async loadThread(channel, ts) {
    this.state.setThread(channel, ts, []);
    const answer = await this.api.get("thread", { channel, ts });
    if (answer.ok) this.state.setThread(channel, ts, answer.messages);
  }

  /** @param {string} channel @param {string} ts */
  openThread(channel, ts) {
    goto(channel, ts);
  }

  closeThread() {
    const { channel } = here();
    if (channel) goto(channel);
  }

  /** @param {string} user opens the conversation with them */
  async openDirect(user) {
    const known = Object.values(this.boot.channels).find(
      (channel) => channel.is_im && channel.user === user,
    );
    if (known) return goto(known.id);
    const answer = await this.api.post("dm", { user });
    if (!answer.ok) return;
    this.state.apply({ type: "channel", channel: answer.channel });
    goto(answer.channel.id);
  }

  /**
   * Send what was typed: a slash command where one can be given, else a message.
   *
   * @param {string} channel
   * @param {string|null} thread
   * @param {string} text
   * @param {boolean} broadcast whether a reply shall stand in the channel, too
   * @returns {Promise<boolean>} whether it went through
   */
  async send(channel, thread, text, broadcast) {
    const isCommand = !thread && /^\/\w/.test(text);
    const answer = isCommand
      ? await this.api.post("command", { channel, text })
      : await this.api.post("say", {
          channel,
          text,
          ...(thread ? { thread_ts: thread, broadcast } : {}),
        });
    return answer.ok;
  }

  /** @param {string} channel @param {string|null} thread @param {string} text @param {File[]} files */
  async upload(channel, thread, text, files) {
    const form = new FormData();
    form.set("channel", channel);
    form.set("text", text);
    if (thread) form.set("thread_ts", thread);
    for (const file of files) form.append("files", file, file.name);
    return (await this.api.send("upload", form)).ok;
  }

  /** @param {string} channel */
  markRead(channel) {
    const known = this.boot.channels[channel];
    if (this.left === channel || (!known?.unread && !known?.mentions)) return;
    Object.assign(known, { unread: 0, mentions: 0 });
    this.api.post("read", { channel });
  }

  /** @param {{channel: string, ts: string}} place all from there on counts as not read */
  async markUnread(place) {
    // From now on, being here is no reading, until one comes back.
    this.left = place.channel;
    this.state.emit("unread", place);
    await this.api.post("unread", place);
  }

  /**
   * Tell whether a thread in which one takes part has replies that one hasn't seen.
   *
   * @param {string} channel
   * @param {any} root
   */
  isThreadFresh(channel, root) {
    const { boot, directory } = this;
    const takesPart = [root.user, ...(root.reply_users ?? [])].includes(directory.me);
    const seen = boot.read[`${channel} ${root.ts}`] ?? boot.channels[channel]?.last_read ?? "0";
    return takesPart && root.latest_reply > seen;
  }

  /** @param {string} channel @param {string} ts */
  markThreadRead(channel, ts) {
    const { state, api } = this;
    const latest = state.messages(channel, ts).at(-1)?.ts;
    const key = `${channel} ${ts}`;
    if (!latest || state.boot.read[key] >= latest) return;
    state.boot.read[key] = latest;
    api.post("read", { channel, thread_ts: ts });
    state.emit("messages", { channel });
  }

  /** @param {"message"|"global"} type @returns {{app: any, shortcut: any}[]} */
  shortcuts(type) {
    return this.boot.apps.flatMap((/** @type {any} */ app) =>
      app.shortcuts
        .filter((/** @type {any} */ s) => s.type === type)
        .map((/** @type {any} */ shortcut) => ({ app, shortcut })),
    );
  }
}
