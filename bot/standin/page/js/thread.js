/** The pane of one thread: beside the channel on a laptop, over it on a phone. */

import { assistantOf, Prompts } from "./assistant.js";
import { editLast } from "./channel.js";
import { Composer } from "./composer.js";
import { h, icon } from "./dom.js";
import { ICONS } from "./icons.js";
import { Timeline } from "./timeline.js";
import { Typing } from "./typing.js";

/** A root message, its replies and a composer. */
export class ThreadPane {
  /** @param {import("./workplace.js").Workplace} workplace @param {string} channel @param {string} ts */
  constructor(workplace, channel, ts) {
    this.workplace = workplace;
    this.channel = channel;
    this.ts = ts;
    this.timeline = new Timeline(workplace, {
      channel,
      thread: ts,
      label: "Thread",
      empty: "This thread is gone.",
    });
    this.typing = new Typing(workplace, channel, ts);
    this.prompts = new Prompts(workplace, channel, ts);
    this.composer = new Composer(workplace, {
      channel,
      thread: ts,
      label: "Reply, visible to all",
      onsend: () => this.timeline.toNewest(),
      ontyping: () => this.typing.tell(),
      editLast: () => editLast(workplace, this.timeline),
    });
    const close = () => workplace.closeThread();
    const known = workplace.boot.channels[channel];
    const role = matchMedia("(width <= 1040px)").matches ? "main" : "complementary";
    this.element = h(
      "section.pane.thread",
      { role, "aria-label": "Thread" },
      h(
        "header.pane-head",
        {},
        h(
          "h1",
          {},
          h("span", {}, assistantOf(workplace, channel, ts)?.title || "Thread"),
          h(
            "span.topic",
            {},
            `${known?.is_im ? "" : "#"}${workplace.directory.channelName(channel)}`,
          ),
          h(
            "button.icon-button",
            { type: "button", "aria-label": "Close the thread", onclick: close },
            icon(ICONS.close),
          ),
        ),
      ),
      this.timeline.element,
      this.typing.element,
      this.prompts.element,
      h("div.pane-foot", {}, this.composer.element),
    );
    this.stop = workplace.state.on(
      "messages",
      ({ fresh }) => fresh?.thread_ts === ts && this.read(),
    );
    this.element.addEventListener(
      "keydown",
      (event) => event.key === "Escape" && !event.defaultPrevented && close(),
    );
  }

  async load() {
    await this.workplace.loadThread(this.channel, this.ts);
    this.timeline.sync();
    this.read();
  }

  read() {
    this.workplace.markThreadRead(this.channel, this.ts);
  }

  end() {
    this.stop();
    this.typing.end();
    this.prompts.end();
    this.timeline.end();
  }
}
