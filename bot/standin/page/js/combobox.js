/** One select for all of Slack's: single and multiple, with search, groups, options that are asked for. */

import { fill, h, icon, uid } from "./dom.js";
import { ICONS } from "./icons.js";
import { attach, place } from "./popover.js";

const SEARCH_FROM = 7;
const TYPING_MS = 180;

/**
 * @typedef {{value: string, label: string, hint?: string, url?: string}} Option
 * @typedef {{label: string|null, options: Option[]}} Group
 * @typedef {object} Choice
 * @property {string} label what a screen reader calls it
 * @property {string} placeholder
 * @property {string[]} chosen values
 * @property {boolean} multiple
 * @property {number} [max] how many may be chosen
 * @property {boolean} clearable
 * @property {number} [minQuery] characters before options are asked for
 * @property {boolean} [remote] the options come from the app, one query at a time
 * @property {(query: string) => Promise<Group[]>|Group[]} load
 * @property {(value: string) => string} name the label of a value that is chosen already
 * @property {(values: string[], face: HTMLElement) => void} onchange
 */

/** A select; its node is `element`. */
export class Combobox {
  /** @param {Choice} choice */
  constructor(choice) {
    this.choice = choice;
    this.chosen = [...choice.chosen];
    /** @type {Map<string, string>} */
    this.names = new Map();
    this.listId = uid("options");
    this.active = -1;
    this.build();
    this.paint();
  }

  build() {
    this.face = h("button.select-face", { type: "button", "aria-haspopup": "listbox" });
    this.list = h("div.options", {
      role: "listbox",
      id: this.listId,
      "aria-label": this.choice.label,
    });
    if (this.choice.multiple) this.list.setAttribute("aria-multiselectable", "true");
    this.search = /** @type {HTMLInputElement} */ (
      h("input.select-search", {
        type: "text",
        role: "combobox",
        "aria-expanded": "true",
        "aria-controls": this.listId,
        "aria-autocomplete": "list",
        "aria-label": `Search: ${this.choice.label}`,
        placeholder: "Search",
        autocomplete: "off",
        autofocus: true, // at once when the panel opens: no key is lost before
        oninput: () => this.typed(),
      })
    );
    this.panel = h(
      "div.select-panel",
      { onkeydown: (/** @type {any} */ e) => this.key(e) },
      this.search,
      this.list,
    );
    this.chips = h("div.chips");
    this.clear = h(
      "button.select-clear",
      { type: "button", "aria-label": `Clear ${this.choice.label}`, onclick: () => this.set([]) },
      icon(ICONS.close),
    );
    this.element = h("div.select", {}, this.chips, this.face, this.clear, this.panel);
    attach(this.face, this.panel, { onopen: () => this.opened() });
  }

  opened() {
    this.search.value = "";
    this.found = true;
    this.hasty = false;
    this.ask("");
  }

  typed() {
    this.found = false;
    clearTimeout(this.timer);
    const wait = this.choice.remote ? TYPING_MS : 0;
    this.timer = setTimeout(() => this.ask(this.search.value), wait);
  }

  /** @param {string} query */
  async ask(query) {
    const short = query.length < (this.choice.minQuery ?? 0);
    if (short) return this.say(`Type ${this.choice.minQuery} or more characters`);
    if (this.choice.remote) this.say("Looking …");
    this.query = query;
    const groups = await this.choice.load(query);
    if (this.query === query) this.show(groups);
  }

  /** @param {string} text */
  say(text) {
    this.rows = [];
    fill(this.list, h("div.options-none", { role: "presentation" }, text));
  }

  /** @param {Group[]} groups */
  show(groups) {
    /** @type {{option: Option, node: HTMLElement}[]} */
    this.rows = [];
    const total = groups.reduce((sum, group) => sum + group.options.length, 0);
    this.search.classList.toggle(
      "quiet",
      !this.choice.remote && !this.search.value && total < SEARCH_FROM,
    );
    this.found = this.search.value === this.query;
    const hasty = this.hasty && this.found;
    this.hasty &&= !this.found;
    if (!total) return this.say("Nothing found");
    fill(
      this.list,
      groups.map((group) => this.group(group)),
    );
    this.activate(
      Math.max(
        0,
        this.rows.findIndex((row) => this.chosen.includes(row.option.value)),
      ),
    );
    if (hasty) this.pick(this.rows[this.active].option);
  }

  /** @param {Group} group */
  group(group) {
    const rows = group.options.map((option) => this.row(option));
    if (!group.label) return rows;
    const id = uid("group");
    return h(
      "div.option-group",
      { role: "group", "aria-labelledby": id },
      h("div.option-group-label", { id }, group.label),
      rows,
    );
  }

  /** @param {Option} option */
  row(option) {
    const selected = this.chosen.includes(option.value);
    this.names.set(option.value, option.label);
    const node = h(
      "div.option",
      {
        role: "option",
        id: uid("option"),
        "aria-selected": String(selected),
        onclick: () => this.pick(option),
      },
      icon(ICONS.check, "icon tick"),
      h(
        "span.option-text",
        {},
        option.label,
        option.hint && h("span.option-hint", {}, option.hint),
      ),
    );
    this.rows?.push({ option, node });
    return node;
  }

  /** @param {number} index */
  activate(index) {
    this.rows?.[this.active]?.node.classList.remove("active");
    this.active = index;
    const row = this.rows?.[index];
    if (!row) return;
    row.node.classList.add("active");
    row.node.scrollIntoView({ block: "nearest" });
    this.search.setAttribute("aria-activedescendant", row.node.id);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const count = this.rows?.length ?? 0;
    const moves = { ArrowDown: this.active + 1, ArrowUp: this.active - 1 };
    const goal = moves[/** @type {keyof typeof moves} */ (event.key)];
    if (goal !== undefined && count) this.activate((goal + count) % count);
    else if (event.key === "Enter" && !this.found)
      this.hasty = true; // what was typed is still looked for: the first of it is meant
    else if (event.key === "Enter" && this.rows?.[this.active])
      this.pick(this.rows[this.active].option);
    else if (event.key === "Tab") return this.panel.hidePopover();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {Option} option */
  pick(option) {
    if (!this.choice.multiple) {
      this.set([option.value]);
      return this.close();
    }
    const has = this.chosen.includes(option.value);
    if (!has && this.chosen.length >= (this.choice.max ?? Infinity)) return;
    this.set(has ? this.chosen.filter((v) => v !== option.value) : [...this.chosen, option.value]);
    for (const row of this.rows ?? []) {
      row.node.setAttribute("aria-selected", String(this.chosen.includes(row.option.value)));
    }
    place(this.panel, this.face); // what is chosen moved it down
    this.search.focus(); // a click took the keys away: Tab and the arrows go on from here
  }

  close() {
    this.panel.hidePopover();
    this.face.focus();
  }

  /** @param {string[]} values */
  set(values) {
    this.chosen = values;
    this.paint();
    this.choice.onchange(values, this.face);
  }

  /** @param {string} value */
  name(value) {
    return this.names.get(value) ?? this.choice.name(value);
  }

  paint() {
    const { multiple, placeholder, label, clearable } = this.choice;
    const shown = !multiple && this.chosen.length ? this.name(this.chosen[0]) : placeholder;
    this.face.classList.toggle("empty", multiple || !this.chosen.length);
    const names = this.chosen.map((value) => this.name(value)).join(", ");
    this.face.setAttribute(
      "aria-label",
      [label, multiple && names, shown].filter(Boolean).join(": "),
    );
    fill(this.face, h("span.select-text", {}, shown), icon(ICONS.down, "icon chevron"));
    this.clear.hidden = multiple || !clearable || !this.chosen.length;
    this.chips.hidden = !multiple || !this.chosen.length;
    fill(this.chips, multiple ? this.chosen.map((value) => this.chip(value)) : []);
  }

  /** @param {string} value */
  chip(value) {
    const drop = () => this.set(this.chosen.filter((v) => v !== value));
    return h(
      "button.chip",
      { type: "button", "aria-label": `Remove ${this.name(value)}`, onclick: drop },
      this.name(value),
      icon(ICONS.close),
    );
  }
}
