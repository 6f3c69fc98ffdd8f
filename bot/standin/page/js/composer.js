/** Where one writes: Enter sends, Shift+Enter breaks the line, suggestions come while typing. */

import { Attachments } from "./attachments.js";
import { suggest, usage } from "./completion.js";
import { fill, h, icon } from "./dom.js";
import { emoji } from "./emoji.js";
import { ICONS } from "./icons.js";
import { picker } from "./picker.js";
import { menu } from "./popover.js";
import { Suggestions } from "./suggestions.js";

/** What was typed but not sent, by place; it survives going elsewhere. @type {Map<string, string>} */
const DRAFTS = new Map();

const HIGHEST_PX = 220;

/** The field below a conversation. */
export class Composer {
  /**
   * @param {import("./workplace.js").Workplace} workplace
   * @param {{channel: string, thread: string|null, label: string, onsend?: () => void, ontyping?: () => void, editLast?: () => void}} options
   */
  constructor(workplace, { channel, thread, label, onsend, ontyping, editLast }) {
    this.workplace = workplace;
    this.channel = channel;
    this.thread = thread;
    this.onsend = onsend;
    this.ontyping = ontyping;
    this.editLast = editLast;
    this.key = `${workplace.directory.me} ${channel} ${thread ?? ""}`;
    /** What is under way, one after the other. */
    this.sent = Promise.resolve();
    this.build(label);
    this.field.value = DRAFTS.get(this.key) ?? "";
    this.typed();
  }

  /** @param {string} label */
  build(label) {
    const { workplace, thread } = this;
    this.field = /** @type {HTMLTextAreaElement} */ (
      h("textarea.composer-field", {
        rows: 1,
        placeholder: label,
        "aria-label": label,
        autocomplete: "off",
        oninput: () => this.written(),
        onkeydown: (/** @type {any} */ event) => this.pressed(event),
      })
    );
    this.suggestions = new Suggestions(this.field, (before) => suggest(workplace, before, !thread));
    this.attachments = new Attachments(() => this.dress());
    this.hint = h("p.usage", { "aria-live": "polite" });
    this.sendButton = h(
      "button.icon-button.send",
      { type: "button", "aria-label": "Send", onclick: () => this.send() },
      icon(ICONS.send),
    );
    const box = [this.plus(), this.field, this.emojiButton(), this.sendButton];
    this.element = h(
      "div.composer",
      {},
      this.suggestions.element,
      this.hint,
      this.attachments.element,
      h("div.composer-box", {}, box),
      thread && this.broadcastBox(),
    );
    this.attachments.catch(this.element);
  }

  emojiButton() {
    const button = h(
      "button.icon-button",
      { type: "button", "aria-label": "Emoji", title: "Emoji" },
      icon(ICONS.smile),
    );
    return [button, picker(button, "Emoji", (name) => this.insert(emoji(name)))];
  }

  /** A reply can stand in the channel, too. */
  broadcastBox() {
    const { workplace, channel } = this;
    const known = workplace.boot.channels[channel];
    const where = `${known?.is_im ? "" : "#"}${workplace.directory.channelName(channel)}`;
    this.broadcast = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox" }));
    return h("label.tick.broadcast", {}, this.broadcast, h("span", {}, `Also send to ${where}`));
  }

  /** The menu of what can be added and what apps offer here. */
  plus() {
    const button = h(
      "button.icon-button",
      { type: "button", "aria-label": "Files and shortcuts", title: "Files and shortcuts" },
      icon(ICONS.plus),
    );
    return [button, menu(button, () => this.offers())];
  }

  offers() {
    const upload = {
      label: "Upload a file",
      icon: icon(ICONS.clip),
      run: () => this.attachments.choose(),
    };
    // Neither commands nor global shortcuts know of a thread.
    if (this.thread) return [upload];
    const { shortcuts, commands } = this.offersOfApps();
    return [
      upload,
      ...(shortcuts.length ? [{ heading: "Shortcuts" }, ...shortcuts] : []),
      ...(commands.length ? [{ heading: "Commands" }, ...commands] : []),
    ];
  }

  offersOfApps() {
    const { api, boot } = this.workplace;
    const shortcuts = this.workplace.shortcuts("global").map(({ app, shortcut }) => ({
      label: shortcut.name,
      hint: shortcut.description || app.name,
      icon: icon(ICONS.bolt),
      run: () => api.post("shortcut", { callback_id: shortcut.callback_id }),
    }));
    const commands = boot.apps
      .flatMap((/** @type {any} */ app) => app.commands)
      .map((/** @type {any} */ command) => ({
        label: command.command,
        hint: command.description,
        run: () => this.begin(`${command.command} `),
      }));
    return { shortcuts, commands };
  }

  /** @param {string} text puts it into the field, ready to go on typing */
  begin(text) {
    this.field.value = text;
    this.field.focus();
    this.typed();
  }

  /** @param {string} text goes in where the caret is */
  insert(text) {
    const { field } = this;
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.focus();
    this.typed();
  }

  /** Somebody has typed, as opposed to a draft that comes back. */
  written() {
    this.typed();
    if (this.field.value.trim() && !this.field.value.startsWith("/")) this.ontyping?.();
  }

  typed() {
    DRAFTS.set(this.key, this.field.value);
    this.grow();
    this.dress();
    fill(this.hint, this.thread ? "" : usage(this.workplace, this.field.value));
    this.suggestions.look();
  }

  dress() {
    const empty = !this.field.value.trim() && !this.attachments?.files.length;
    this.sendButton?.toggleAttribute("disabled", empty);
  }

  /** @param {string} text shown while somebody looks on; what was typed here stays kept */
  show(text) {
    this.field.value = text;
    this.grow();
  }

  /** Show again what was typed here. */
  recall() {
    this.show(DRAFTS.get(this.key) ?? "");
  }

  /** As high as what was typed; a field that isn't on the page yet has no height to measure. */
  grow() {
    const { field } = this;
    if (!field.isConnected) return;
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, HIGHEST_PX)}px`;
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.isComposing) return;
    if (this.suggestions.choose(event)) return event.preventDefault();
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "ArrowUp" && !this.field.value) {
      event.preventDefault();
      this.editLast?.();
    }
  }

  /** Whoever writes fast waits for nothing: what they send goes out in order. */
  send() {
    const text = this.field.value.trim();
    const { files } = this.attachments;
    if (!text && !files.length) return;
    const broadcast = Boolean(this.broadcast?.checked);
    if (this.broadcast) this.broadcast.checked = false;
    this.begin("");
    this.attachments.clear();
    this.sent = this.sent.then(() => this.deliver(text, files, broadcast));
  }

  /** @param {string} text @param {File[]} files @param {boolean} broadcast */
  async deliver(text, files, broadcast) {
    const { workplace, channel, thread } = this;
    // Before it goes: an app's answer may come first, and decides itself where one looks.
    this.onsend?.();
    const went = await (files.length
      ? workplace.upload(channel, thread, text, files)
      : workplace.send(channel, thread, text, broadcast));
    if (went) return;
    if (!this.field.value) this.begin(text);
    this.attachments.add(files);
  }
}
