/** Where one writes: Enter sends, Shift+Enter breaks the line, suggestions come while typing. */

import { suggest, usage } from "./completion.js";
import { fill, h, icon, uid } from "./dom.js";
import { ICONS } from "./icons.js";
import { menu } from "./popover.js";

/** What was typed but not sent, by place; it survives going elsewhere. @type {Map<string, string>} */
const DRAFTS = new Map();

/** The field below a conversation. */
export class Composer {
  /**
   * @param {import("./workplace.js").Workplace} workplace
   * @param {{channel: string, thread: string|null, label: string, onsent?: () => void, editLast?: () => void}} options
   */
  constructor(workplace, { channel, thread, label, onsent, editLast }) {
    this.workplace = workplace;
    this.channel = channel;
    this.thread = thread;
    this.onsent = onsent;
    this.editLast = editLast;
    this.key = `${workplace.directory.me} ${channel} ${thread ?? ""}`;
    this.listId = uid("suggestions");
    this.build(label);
    this.field.value = DRAFTS.get(this.key) ?? "";
    this.typed();
  }

  /** @param {string} label */
  build(label) {
    this.field = /** @type {HTMLTextAreaElement} */ (
      h("textarea.composer-field", {
        rows: 1,
        placeholder: label,
        "aria-label": label,
        "aria-controls": this.listId,
        "aria-autocomplete": "list",
        autocomplete: "off",
        oninput: () => this.typed(),
        onkeydown: (/** @type {any} */ event) => this.pressed(event),
        onblur: () => setTimeout(() => this.offer([]), 150),
      })
    );
    this.list = h("div.suggestions", {
      role: "listbox",
      id: this.listId,
      "aria-label": "Suggestions",
      hidden: true,
    });
    this.hint = h("p.usage", { "aria-live": "polite" });
    this.sendButton = h(
      "button.icon-button.send",
      { type: "button", "aria-label": "Send", onclick: () => this.send() },
      icon(ICONS.send),
    );
    this.element = h(
      "div.composer",
      {},
      this.list,
      this.hint,
      h("div.composer-box", {}, !this.thread && this.plus(), this.field, this.sendButton),
    );
  }

  /** The menu of what apps offer here. */
  plus() {
    const button = h(
      "button.icon-button",
      { type: "button", "aria-label": "Shortcuts" },
      icon(ICONS.plus),
    );
    return [button, menu(button, () => this.offers())];
  }

  offers() {
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
    return [{ heading: "Shortcuts" }, ...shortcuts, { heading: "Commands" }, ...commands];
  }

  /** @param {string} text puts it into the field, ready to go on typing */
  begin(text) {
    this.field.value = text;
    this.field.focus();
    this.typed();
  }

  typed() {
    const { field } = this;
    DRAFTS.set(this.key, field.value);
    this.grow();
    this.sendButton.toggleAttribute("disabled", !field.value.trim());
    fill(this.hint, this.thread ? "" : usage(this.workplace, field.value));
    const found = suggest(this.workplace, field.value.slice(0, field.selectionStart), !this.thread);
    this.start = found.start;
    this.offer(document.activeElement === field ? found.items : []);
  }

  /** As high as what was typed; a field that isn't on the page yet has no height to measure. */
  grow() {
    const { field } = this;
    if (!field.isConnected) return;
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 220)}px`;
  }

  /** @param {import("./completion.js").Suggestion[]} items */
  offer(items) {
    this.items = items;
    this.list.hidden = !items.length;
    fill(
      this.list,
      items.map((item, index) => this.suggestion(item, index)),
    );
    this.activate(0);
  }

  /** @param {import("./completion.js").Suggestion} item @param {number} index */
  suggestion(item, index) {
    const take = (/** @type {Event} */ event) => {
      event.preventDefault();
      this.take(index);
    };
    return h(
      "div.suggestion",
      { role: "option", id: `${this.listId}-${index}`, onpointerdown: take },
      h("span.suggestion-label", {}, item.label),
      h("span.suggestion-hint", {}, item.hint),
    );
  }

  /** @param {number} index */
  activate(index) {
    this.active = index;
    [...this.list.children].forEach((row, i) =>
      row.setAttribute("aria-selected", String(i === index)),
    );
    if (this.items.length)
      this.field.setAttribute("aria-activedescendant", `${this.listId}-${index}`);
    else this.field.removeAttribute("aria-activedescendant");
  }

  /** @param {number} index */
  take(index) {
    const { field } = this;
    const after = field.value.slice(field.selectionStart);
    const text = field.value.slice(0, this.start) + this.items[index].insert;
    field.value = text + after;
    field.setSelectionRange(text.length, text.length);
    this.typed();
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.isComposing) return;
    if (this.items.length && this.choose(event)) return event.preventDefault();
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "ArrowUp" && !this.field.value) {
      event.preventDefault();
      this.editLast?.();
    }
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether it was meant for the suggestions */
  choose({ key, shiftKey }) {
    const count = this.items.length;
    if (key === "ArrowDown") this.activate((this.active + 1) % count);
    else if (key === "ArrowUp") this.activate((this.active + count - 1) % count);
    else if (key === "Tab" || (key === "Enter" && !shiftKey)) this.take(this.active);
    else if (key === "Escape") this.offer([]);
    else return false;
    return true;
  }

  async send() {
    const text = this.field.value.trim();
    if (!text || this.sending) return;
    this.sending = true;
    this.begin("");
    const went = await this.workplace.send(this.channel, this.thread, text);
    this.sending = false;
    if (went) this.onsent?.();
    else if (!this.field.value) this.begin(text);
  }
}
