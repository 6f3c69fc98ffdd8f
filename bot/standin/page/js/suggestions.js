/** The list above a field that offers how the typed word could go on. */

import { fill, h, uid } from "./dom.js";

/** Suggestions for one field; the field keeps the focus. */
export class Suggestions {
  /**
   * @param {HTMLTextAreaElement} field
   * @param {(before: string) => {start: number, items: import("./completion.js").Suggestion[]}} suggest for the text up to the caret
   */
  constructor(field, suggest) {
    this.field = field;
    this.suggest = suggest;
    this.start = 0;
    this.active = 0;
    /** @type {import("./completion.js").Suggestion[]} */
    this.items = [];
    this.element = h("div.suggestions", {
      role: "listbox",
      id: uid("suggestions"),
      "aria-label": "Suggestions",
      hidden: true,
    });
    field.setAttribute("aria-controls", this.element.id);
    field.setAttribute("aria-autocomplete", "list");
    field.addEventListener("blur", () => setTimeout(() => this.offer([]), 150));
  }

  /** Look at what is typed. */
  look() {
    const { field } = this;
    const found = this.suggest(field.value.slice(0, field.selectionStart));
    this.start = found.start;
    this.offer(document.activeElement === field ? found.items : []);
  }

  /** @param {import("./completion.js").Suggestion[]} items */
  offer(items) {
    this.items = items;
    this.element.hidden = !items.length;
    fill(
      this.element,
      items.map((item, index) => this.row(item, index)),
    );
    this.activate(0);
  }

  /** @param {import("./completion.js").Suggestion} item @param {number} index */
  row(item, index) {
    const take = (/** @type {Event} */ event) => {
      event.preventDefault();
      this.take(index);
    };
    return h(
      "div.suggestion",
      { role: "option", id: `${this.element.id}-${index}`, onpointerdown: take },
      h("span.suggestion-label", {}, item.label),
      h("span.suggestion-hint", {}, item.hint),
    );
  }

  /** @param {number} index */
  activate(index) {
    this.active = index;
    const rows = [...this.element.children];
    rows.forEach((row, i) => row.setAttribute("aria-selected", String(i === index)));
    rows[index]?.scrollIntoView({ block: "nearest" });
    if (rows[index]) this.field.setAttribute("aria-activedescendant", rows[index].id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  /** @param {number} index */
  take(index) {
    const { field } = this;
    field.setRangeText(this.items[index].insert, this.start, field.selectionStart, "end");
    field.dispatchEvent(new Event("input"));
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether it was meant for the list */
  choose({ key, shiftKey }) {
    const count = this.items.length;
    if (!count) return false;
    if (key === "ArrowDown") this.activate((this.active + 1) % count);
    else if (key === "ArrowUp") this.activate((this.active + count - 1) % count);
    else if (key === "Tab" || (key === "Enter" && !shiftKey)) this.take(this.active);
    else if (key === "Escape") this.offer([]);
    else return false;
    return true;
  }
}
