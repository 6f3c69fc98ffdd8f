/** The middle of the page: one channel or direct conversation. */

import { aboutChannel } from "./about.js";
import { Prompts } from "./assistant.js";
import { Composer } from "./composer.js";
import { fill, h, icon } from "./dom.js";
import { edit } from "./editing.js";
import { ICONS } from "./icons.js";
import { anchor } from "./mrkdwn.js";
import { face } from "./people.js";
import { canvasAddress } from "./place.js";
import { drawerButton } from "./sidebar.js";
import { tabs } from "./home.js";
import { Timeline } from "./timeline.js";
import { Typing } from "./typing.js";

/** A channel's header, messages and composer. */
export class ChannelPane {
  /**
   * @param {import("./workplace.js").Workplace} workplace
   * @param {string} channel
   * @param {HTMLElement|null} welcome shown above the messages
   */
  constructor(workplace, channel, welcome) {
    this.workplace = workplace;
    this.channel = channel;
    this.app = workplace.boot.apps.find((/** @type {any} */ app) => app.dm === channel);
    const name = this.name;
    this.timeline = new Timeline(workplace, {
      channel,
      thread: null,
      label: `Messages in ${name}`,
      empty: "Nothing here yet. Say hello.",
    });
    workplace.left = "";
    this.typing = new Typing(workplace, channel, null);
    this.prompts = new Prompts(workplace, channel, null);
    this.head = h("header.pane-head");
    this.foot = h("div.pane-foot");
    this.element = h(
      "main.pane.channel",
      { "aria-label": name },
      this.head,
      welcome,
      this.timeline.element,
      this.typing.element,
      this.prompts.element,
      this.foot,
    );
    this.stops = [
      workplace.state.on("channels", () => this.dress()),
      workplace.state.on(
        "messages",
        (event) => event.channel === channel && event.fresh && this.read(),
      ),
    ];
    this.dress();
  }

  get known() {
    return this.workplace.boot.channels[this.channel];
  }

  get name() {
    return `${this.known?.is_im ? "" : "#"}${this.workplace.directory.channelName(this.channel)}`;
  }

  end() {
    this.timeline.end();
    this.typing.end();
    this.prompts.end();
    for (const stop of this.stops) stop();
  }

  async load() {
    await this.workplace.loadHistory(this.channel);
    this.timeline.sync();
    this.read();
  }

  read() {
    if (document.visibilityState === "visible") this.workplace.markRead(this.channel);
  }

  dress() {
    const { known } = this;
    if (!known) return;
    if (this.element.isConnected) this.read();
    fill(this.head, this.title(), this.app && tabs(this.app, "messages"), this.bookmarks());
    const state = `${known.is_member || known.is_im} ${known.is_archived}`;
    if (state === this.state) return;
    this.state = state;
    fill(this.foot, this.bottom());
  }

  title() {
    const { known, workplace } = this;
    const { directory } = workplace;
    if (known.is_im) {
      const user = directory.user(known.user);
      const name = directory.userName(known.user);
      return h(
        "h1",
        {},
        drawerButton(),
        face(user, name),
        h("span", {}, name),
        !this.app && h("span.topic", {}, user?.profile?.title ?? ""),
      );
    }
    return h(
      "h1",
      {},
      drawerButton(),
      icon(known.is_private ? ICONS.lock : ICONS.channel),
      h("span", {}, known.name),
      h("span.topic", {}, known.topic?.value ?? known.topic ?? ""),
      known.is_ext_shared && h("span.badge", {}, "Shared with another company"),
      this.membersButton(),
    );
  }

  membersButton() {
    const { known, workplace, channel } = this;
    const names = known.members.map((/** @type {string} */ id) => workplace.directory.userName(id));
    return h(
      "button.members",
      {
        type: "button",
        title: names.join(", "),
        onclick: () => aboutChannel(workplace, channel),
      },
      icon(ICONS.people),
      String(names.length),
      h("span.unseen", {}, " members: about this channel"),
    );
  }

  bookmarks() {
    const { bookmarks = [], canvases = [] } = this.known;
    if (!bookmarks.length && !canvases.length) return null;
    return h(
      "p.bookmarks",
      {},
      canvases.map((/** @type {any} */ canvas) =>
        h(
          "a.canvas-link",
          { href: canvasAddress(this.channel, canvas.id) },
          icon(ICONS.canvas),
          canvas.title || "Canvas",
        ),
      ),
      bookmarks.map((/** @type {any} */ mark) => anchor(mark.link, mark.title)),
    );
  }

  bottom() {
    const { known, workplace, channel } = this;
    if (known.is_archived)
      return h("p.closed", {}, "This channel is archived. Nobody can write here.");
    if (!known.is_member && !known.is_im) {
      const join = () => workplace.api.post("join", { channel });
      return h(
        "p.closed",
        {},
        `You aren't in ${this.name}. `,
        h("button.button.primary", { type: "button", onclick: join }, "Join"),
      );
    }
    this.composer = new Composer(workplace, {
      channel,
      thread: null,
      label: `Message ${this.name}`,
      onsend: () => this.timeline.toNewest(),
      ontyping: () => this.typing.tell(),
      editLast: () => editLast(workplace, this.timeline),
    });
    return this.composer.element;
  }
}

/**
 * Begin to edit one's newest message of a timeline.
 *
 * @param {import("./workplace.js").Workplace} workplace
 * @param {Timeline} timeline
 */
export function editLast(workplace, timeline) {
  const own = timeline.all.findLast(
    (message) => message.user === workplace.directory.me && !message.bot_id && !message.subtype,
  );
  const row = own && timeline.rows.get(own.ts);
  if (row) edit(workplace, row);
}
