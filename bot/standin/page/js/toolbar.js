/** What one can do with a message; shown where the pointer or the focus is. */

import { aboutPerson } from "./about.js";
import { fill, h, icon } from "./dom.js";
import { sure } from "./dialog.js";
import { edit, typed } from "./editing.js";
import { ICONS } from "./icons.js";
import { picker } from "./picker.js";
import { addressOf } from "./place.js";
import { menu } from "./popover.js";

const RISES_PX = 16;
const MARGIN_PX = 2;

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
    timeline.scroller.addEventListener("scroll", () => this.rise(), { passive: true });
  }

  /** @param {HTMLElement} target */
  move(target) {
    const near = /** @type {HTMLElement|null} */ (target.closest(".message"));
    const row = near && this.timeline.rows.get(near.dataset.ts ?? "");
    if (!row || row === this.row || this.element.querySelector(":popover-open")) return;
    this.row = row;
    const { message } = row;
    const nothing = message.is_ephemeral || message.subtype;
    if (nothing && !USEFUL.has(message.subtype)) return this.element.remove();
    fill(this.element, this.buttons(message));
    row.element.append(this.element);
    this.rise();
  }

  /** It lies across its message's upper edge, as far as that is in sight. */
  rise() {
    const row = this.element.parentElement;
    if (!row) return;
    const { top } = this.timeline.scroller.getBoundingClientRect();
    const hidden = top - row.getBoundingClientRect().top;
    this.element.style.top = `${Math.max(-RISES_PX, hidden + MARGIN_PX)}px`;
  }

  /** @param {any} message */
  buttons(message) {
    const { workplace, timeline } = this;
    const reply = () => workplace.openThread(timeline.channel, message.thread_ts ?? message.ts);
    return [
      this.reactButton(message),
      !timeline.thread && tool("Reply in thread", ICONS.reply, reply),
      this.moreButton(),
    ];
  }

  /** @param {any} message */
  reactButton(message) {
    const button = tool("React", ICONS.smile);
    return [button, picker(button, "Reactions", (name) => this.react(message.ts, name))];
  }

  /** @param {string} ts @param {string} name */
  react(ts, name) {
    const { api, directory } = this.workplace;
    const mine = this.row?.message.reactions?.some(
      (/** @type {any} */ r) => r.name === name && r.users.includes(directory.me),
    );
    api.post("react", { channel: this.timeline.channel, ts, name, on: !mine });
  }

  moreButton() {
    const button = tool("More actions", ICONS.more);
    return [
      button,
      menu(button, () => {
        const message = this.row?.message;
        return [...this.shortcuts(message), ...this.common(message), ...this.own(message)];
      }),
    ];
  }

  /** @param {any} message */
  place(message) {
    return { channel: this.timeline.channel, ts: message.ts };
  }

  /** @param {any} message */
  shortcuts(message) {
    const { api } = this.workplace;
    const found = this.workplace.shortcuts("message").map(({ app, shortcut }) => ({
      label: shortcut.name,
      hint: app.name,
      icon: icon(ICONS.bolt),
      run: () =>
        api.post("shortcut", { callback_id: shortcut.callback_id, ...this.place(message) }),
    }));
    return found.length ? [...found, null] : [];
  }

  /** @param {any} message */
  common(message) {
    const { workplace, timeline } = this;
    const { api, directory } = workplace;
    const place = this.place(message);
    const pinned = message.pinned_to?.includes(timeline.channel);
    const link = addressOf(timeline.channel, message);
    return [
      { label: "Copy link", icon: icon(ICONS.link), run: () => copy(link) },
      {
        label: "Copy text",
        icon: icon(ICONS.copy),
        run: () => copy(typed(message.text ?? "", directory)),
      },
      {
        label: pinned ? "Take the pin off" : "Pin to channel",
        icon: icon(ICONS.pin),
        run: () => api.post("pin", { ...place, on: !pinned }),
      },
      !timeline.thread && {
        label: "Mark as unread",
        icon: icon(ICONS.unread),
        run: () => workplace.markUnread(place),
      },
      message.user && {
        label: `About ${directory.userName(message.user)}`,
        icon: icon(ICONS.info),
        run: () => aboutPerson(workplace, message.user),
      },
    ].filter(Boolean);
  }

  /** @param {any} message */
  own(message) {
    const { workplace, row } = this;
    if (message.user !== workplace.directory.me || message.bot_id || !row) return [];
    const remove = async () => {
      if (await sure("Delete this message?", "It is gone for everybody.", "Delete")) {
        workplace.api.post("delete", this.place(message));
      }
    };
    return [
      null,
      { label: "Edit message", icon: icon(ICONS.edit), run: () => edit(workplace, row) },
      { label: "Delete message", icon: icon(ICONS.trash), danger: true, run: remove },
    ];
  }
}

/** The subtypes of messages that are more than a notice of the workspace. */
const USEFUL = new Set(["thread_broadcast", "file_share", "bot_message"]);

/** @param {string} text */
const copy = (text) => navigator.clipboard.writeText(text);

/** @param {string} label @param {string} shape @param {() => void} [onclick] */
function tool(label, shape, onclick) {
  return h(
    "button.icon-button",
    { type: "button", "aria-label": label, title: label, onclick },
    icon(shape),
  );
}
