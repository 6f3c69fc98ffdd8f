/** One message in a conversation. */

import { Blocks } from "./blocks/blocks.js";
import { Form } from "./blocks/form.js";
import { fill, h, icon } from "./dom.js";
import { emoji } from "./emoji.js";
import { shared } from "./file.js";
import { ICONS } from "./icons.js";
import { mrkdwn } from "./mrkdwn.js";
import { face } from "./people.js";
import { clock, dateOf, full } from "./when.js";

/** @typedef {import("./workplace.js").Workplace} Workplace */

const SYSTEM = new Set([
  "channel_join",
  "channel_leave",
  "channel_archive",
  "channel_unarchive",
  "channel_name",
  "channel_topic",
]);

/** A message's node, kept as long as the message is shown; edits change it in place. */
export class MessageRow {
  /** @param {Workplace} workplace @param {string} channel @param {boolean} inThread */
  constructor(workplace, channel, inThread) {
    this.workplace = workplace;
    this.channel = channel;
    this.inThread = inThread;
    this.head = h("header.message-head");
    this.aside = h("div.message-aside");
    this.body = h("div.message-body");
    this.foot = h("div.message-foot");
    this.element = h(
      "article.message",
      { tabindex: "-1" },
      this.aside,
      h("div.message-main", {}, this.head, this.body, this.foot),
    );
    this.blocks = new Blocks(this.body);
    /** @type {import("./blocks/slot.js").Surface|undefined} */
    this.surface = undefined;
  }

  /** @param {any} message @param {boolean} follows the same author wrote just before */
  show(message, follows) {
    if (this.message === message && this.follows === follows) return this.freshen();
    const sameBody = this.message && body(this.message) === body(message);
    this.message = message;
    this.follows = follows;
    this.element.dataset.ts = message.ts;
    this.dress();
    this.showHead();
    if (!sameBody) this.showBody();
    this.showFoot();
  }

  dress() {
    const { message, follows } = this;
    this.element.className = "message";
    this.element.classList.toggle("follows", follows);
    this.element.classList.toggle("private", Boolean(message.is_ephemeral));
    this.element.classList.toggle("system", SYSTEM.has(message.subtype));
    this.element.setAttribute("aria-label", `${this.author}, ${clock(dateOf(message.ts))}`);
  }

  get user() {
    return this.workplace.directory.user(this.message.user);
  }

  get author() {
    const { message } = this;
    const { directory } = this.workplace;
    return (
      message.username ??
      (message.user ? directory.userName(message.user) : (message.bot_profile?.name ?? "App"))
    );
  }

  showHead() {
    const { message } = this;
    const at = dateOf(message.ts);
    const time = h("time", { datetime: at.toISOString(), title: full(at) }, clock(at));
    const isApp = Boolean(message.bot_id) || this.user?.is_bot;
    fill(
      this.aside,
      this.follows
        ? h("span.quiet-time", {}, clock(at))
        : face(isApp ? undefined : this.user, this.author),
    );
    fill(
      this.head,
      message.is_ephemeral &&
        h("p.only-you", {}, icon(ICONS.eye), "Only visible to you", this.dismissButton()),
      !this.follows &&
        h(
          "p.byline",
          {},
          h(
            "button.author",
            { type: "button", tabindex: "-1", dataset: { user: message.user ?? "" } },
            this.author,
          ),
          isApp && h("span.badge", {}, "App"),
          time,
        ),
      message.pinned_to?.includes(this.channel) && h("p.note", {}, icon(ICONS.pin), "Pinned"),
      message.subtype === "thread_broadcast" &&
        !this.inThread &&
        h("p.note", {}, icon(ICONS.reply), "Also sent from a thread"),
    );
  }

  dismissButton() {
    const { api } = this.workplace;
    const away = () => api.post("dismiss", { channel: this.channel, ts: this.message.ts });
    return h("button.link", { type: "button", onclick: away }, "Dismiss");
  }

  showBody() {
    const { message, workplace } = this;
    if (message.subtype === "tombstone")
      return fill(this.body, h("p.gone", {}, "This message was deleted."));
    this.body.classList.toggle("streaming", message.streaming_state === "in_progress");
    if (message.blocks?.length && (message.bot_id || message.is_ephemeral))
      return this.showBlocks(message.blocks);
    this.blocks = new Blocks(this.body);
    fill(
      this.body,
      (message.text || message.edited) &&
        h(
          "div.text",
          {},
          mrkdwn(message.text ?? "", workplace.directory),
          message.edited && edited(),
        ),
      (message.attachments ?? []).map((/** @type {any} */ one) =>
        attachment(one, workplace.directory),
      ),
    );
  }

  /** @param {any[]} blocks */
  showBlocks(blocks) {
    const { workplace, channel, message } = this;
    const type = message.is_ephemeral ? "ephemeral" : "message";
    this.surface ??= workplace.surface({ type, channel, ts: message.ts });
    this.surface.form = new Form(blocks, {}, this.surface.form);
    this.body.classList.add("blocks");
    this.blocks.show(blocks, this.surface);
  }

  /** Nothing is another one but, perhaps, whether its thread was seen. */
  freshen() {
    const { message, workplace } = this;
    const fresh = message.reply_count > 0 && workplace.isThreadFresh(this.channel, message);
    if (fresh !== this.fresh) this.showFoot();
  }

  /** Their nodes stay while the files do, so that a reaction doesn't load pictures again. */
  get files() {
    const { files } = this.message;
    const key = JSON.stringify(files);
    if (this.filesKey !== key) {
      this.filesKey = key;
      this.fileList = h(
        "div.files",
        {},
        files.map((/** @type {any} */ file) => shared(file, this.workplace.api)),
      );
    }
    return this.fileList;
  }

  showFoot() {
    const { message, workplace } = this;
    this.fresh = message.reply_count > 0 && workplace.isThreadFresh(this.channel, message);
    fill(
      this.foot,
      message.files?.length > 0 && this.files,
      (message.reactions ?? []).length > 0 &&
        h(
          "div.reactions",
          {},
          message.reactions.map((/** @type {any} */ r) => this.reaction(r)),
        ),
      !this.inThread && message.reply_count > 0 && this.threadLink(),
    );
  }

  /** @param {any} reaction */
  reaction({ name, users, count }) {
    const { api, directory } = this.workplace;
    const mine = users.includes(directory.me);
    const who = users.map((/** @type {string} */ id) => directory.userName(id)).join(", ");
    const toggle = () =>
      api.post("react", { channel: this.channel, ts: this.message.ts, name, on: !mine });
    return h(
      "button.reaction",
      {
        type: "button",
        title: `${who} · :${name}:`,
        "aria-pressed": String(mine),
        "aria-label": `${name}, ${count}: ${who}`,
        onclick: toggle,
      },
      h("span.reaction-face", {}, emoji(name)),
      h("span", {}, String(count)),
    );
  }

  threadLink() {
    const { message, workplace } = this;
    const { directory } = workplace;
    const faces = (message.reply_users ?? [])
      .slice(0, 4)
      .map((/** @type {string} */ id) => face(directory.user(id), directory.userName(id)));
    const open = () => workplace.openThread(this.channel, message.ts);
    return h(
      "button.thread-link",
      { type: "button", onclick: open },
      h("span.faces", {}, faces),
      this.fresh && h("span.fresh", { title: "New replies" }, h("span.unseen", {}, "New: ")),
      h("span.count", {}, message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`),
      message.latest_reply && h("span.latest", {}, `last ${clock(dateOf(message.latest_reply))}`),
    );
  }
}

/** @param {any} message what decides the body's look */
const body = (message) =>
  JSON.stringify([
    message.text,
    message.blocks,
    message.attachments,
    message.subtype,
    message.streaming_state,
    Boolean(message.edited),
  ]);

const edited = () => h("span.edited", {}, " (edited)");

/** @param {any} one @param {import("./directory.js").Directory} directory */
function attachment(one, directory) {
  return h(
    "div.attachment",
    {},
    one.title && h("strong", {}, one.title),
    mrkdwn(one.text ?? one.fallback ?? "", directory),
  );
}
