/** What one can do with a message; shown where the pointer or the focus is. */

import { fill, h, icon } from "./dom.js";
import { sure } from "./dialog.js";
import { edit } from "./editing.js";
import { emoji, PICKER } from "./emoji.js";
import { ICONS } from "./icons.js";
import { attach, menu } from "./popover.js";

/** The one toolbar of a timeline. */
export class Toolbar {
  /** @param {import("./workplace.js").Workplace} workplace @param {import("./timeline.js").Timeline} timeline */
  constructor(workplace, timeline) {
    this.workplace = workplace;
    this.timeline = timeline;
    this.element = h("div.toolbar", { role: "toolbar", "aria-label": "Message actions" });
    const move = (/** @type {Event} */ event) =>
      this.move(/** @type {HTMLElement} */ (event.target));
    timeline.list.addEventListener(
      "pointerover",
      (event) => event.pointerType === "mouse" && move(event),
    );
    timeline.list.addEventListener("focusin", move);
    timeline.list.addEventListener("click", move);
  }

  /** @param {HTMLElement} target */
  move(target) {
    const near = /** @type {HTMLElement|null} */ (target.closest(".message"));
    const row = near && this.timeline.rows.get(near.dataset.ts ?? "");
    if (!row || row === this.row || this.element.querySelector(":popover-open")) return;
    this.row = row;
    const { message } = row;
    const nothing = message.is_ephemeral || message.subtype;
    if (nothing && message.subtype !== "thread_broadcast") return this.element.remove();
    fill(this.element, this.buttons(message));
    row.element.append(this.element);
  }

  /** @param {any} message */
  buttons(message) {
    const { workplace, timeline } = this;
    const reply = () => workplace.openThread(timeline.channel, message.thread_ts ?? message.ts);
    return [
      this.reactButton(message),
      !timeline.thread && tool("Reply in thread", ICONS.reply, reply),
      this.moreButton(message),
    ];
  }

  /** @param {any} message */
  reactButton(message) {
    const button = tool("React", ICONS.smile);
    const panel = h(
      "div.picker",
      { role: "menu", "aria-label": "Reactions" },
      PICKER.map((name) =>
        h(
          "button.pick",
          {
            type: "button",
            role: "menuitem",
            "aria-label": name,
            title: `:${name}:`,
            onclick: () => this.react(message, name, panel),
          },
          emoji(name),
        ),
      ),
    );
    attach(button, panel);
    return [button, panel];
  }

  /** @param {any} message @param {string} name @param {HTMLElement} panel */
  react(message, name, panel) {
    const { api, directory } = this.workplace;
    const mine = message.reactions?.some(
      (/** @type {any} */ r) => r.name === name && r.users.includes(directory.me),
    );
    panel.hidePopover();
    api.post("react", { channel: this.timeline.channel, ts: message.ts, name, on: !mine });
  }

  /** @param {any} message */
  moreButton(message) {
    const button = tool("More actions", ICONS.more);
    return [button, menu(button, () => [...this.shortcuts(message), ...this.own(message)])];
  }

  /** @param {any} message */
  shortcuts(message) {
    const { api } = this.workplace;
    const found = this.workplace.shortcuts("message").map(({ app, shortcut }) => ({
      label: shortcut.name,
      hint: app.name,
      icon: icon(ICONS.bolt),
      run: () =>
        api.post("shortcut", {
          callback_id: shortcut.callback_id,
          channel: this.timeline.channel,
          ts: message.ts,
        }),
    }));
    return found.length ? found : [{ heading: "No app offers a shortcut here" }];
  }

  /** @param {any} message */
  own(message) {
    const { api, directory } = this.workplace;
    if (message.user !== directory.me || message.bot_id) return [];
    const { channel } = this.timeline;
    const remove = async () => {
      if (await sure("Delete this message?", "It is gone for everybody.", "Delete")) {
        api.post("delete", { channel, ts: message.ts });
      }
    };
    const row = this.row;
    return [
      {
        label: "Edit message",
        icon: icon(ICONS.edit),
        run: () => row && edit(this.workplace, row),
      },
      { label: "Delete message", icon: icon(ICONS.trash), danger: true, run: remove },
    ];
  }
}

/** @param {string} label @param {string} shape @param {() => void} [onclick] */
function tool(label, shape, onclick) {
  return h(
    "button.icon-button",
    { type: "button", "aria-label": label, title: label, onclick },
    icon(shape),
  );
}
