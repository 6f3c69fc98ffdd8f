/** The list of calls and deliveries, filtered, with the chosen one beside it. */

import { fill, h } from "../dom.js";
import { details, KINDS, kindName, line } from "./entry.js";
import { isFine } from "./journal.js";

/** @typedef {import("./journal.js").Entry} Entry */

const SHOWN = 300;
const NEAR_PX = 40;

/** @param {Entry} entry all words in it, to search */
const words = ({ name, app, verdict, request, response }) =>
  `${name} ${app} ${verdict} ${JSON.stringify(request)} ${JSON.stringify(response)}`.toLowerCase();

/** The tab that shows what passes. */
export class Traffic {
  /** @param {import("./journal.js").Journal} journal */
  constructor(journal) {
    this.journal = journal;
    this.most = SHOWN;
    this.kind = "";
    this.build();
    journal.listeners.add((entry) => this.heard(entry));
  }

  build() {
    this.search = /** @type {HTMLInputElement} */ (
      h("input.field", {
        type: "search",
        placeholder: "Filter by name, verdict, any word within",
        "aria-label": "Filter",
        oninput: () => this.show(),
      })
    );
    this.trouble = /** @type {HTMLInputElement} */ (
      h("input", { type: "checkbox", onchange: () => this.show() })
    );
    this.list = h("div.entries", { role: "group", "aria-label": "Calls and deliveries" });
    this.list.addEventListener("keydown", (event) => this.step(event));
    this.side = h("div.entry-side", { hidden: true });
    this.count = h("span.entry-count", { role: "status" });
    this.element = h(
      "div.traffic",
      {},
      h(
        "div.filters",
        {},
        this.search,
        h("div.kinds", { role: "group", "aria-label": "Kind" }, this.kinds()),
        h("label.tick", {}, this.trouble, "Only trouble"),
        this.count,
        h("button.link", { type: "button", onclick: () => this.clear() }, "Clear"),
      ),
      h("div.entry-panes", {}, this.list, this.side),
    );
  }

  kinds() {
    const all = [["", "All"], ...Object.keys(KINDS).map((kind) => [kind, `${kindName(kind)}s`])];
    return all.map(([kind, label]) => {
      const chosen = String(kind === this.kind);
      const choose = (/** @type {any} */ event) => this.choose(kind, event.currentTarget);
      return h(
        "button.kind",
        { type: "button", "aria-pressed": chosen, onclick: choose },
        kind === "refused" ? "Refused" : label[0].toUpperCase() + label.slice(1),
      );
    });
  }

  /** @param {string} kind @param {HTMLElement} button */
  choose(kind, button) {
    this.kind = kind;
    for (const one of button.parentElement?.children ?? [])
      one.setAttribute("aria-pressed", String(one === button));
    this.show();
  }

  /** @param {Entry} entry */
  fits(entry) {
    if (this.kind && entry.kind !== this.kind) return false;
    if (this.trouble?.checked && isFine(entry)) return false;
    const query = this.search?.value.trim().toLowerCase();
    return !query || words(entry).includes(query);
  }

  show() {
    const fitting = this.journal.entries.filter((entry) => this.fits(entry));
    const rows = fitting.slice(-this.most).map((entry) => this.row(entry));
    fill(
      this.list,
      fitting.length > this.most && this.moreButton(),
      rows.length ? rows : h("p.nothing", {}, "Nothing yet. Say something, or press something."),
    );
    this.tell(fitting.length);
    this.toEnd();
  }

  /** @param {number} count */
  tell(count) {
    fill(this.count, `${count} of ${this.journal.entries.length}`);
  }

  moreButton() {
    const more = () => {
      this.most += SHOWN;
      this.show();
    };
    return h("button.button.small", { type: "button", onclick: more }, "Earlier");
  }

  /** @param {Entry} entry */
  row(entry) {
    const node = line(entry, () => this.open(entry));
    if (entry.n === this.chosen) node.setAttribute("aria-current", "true");
    return node;
  }

  /** @param {Entry} entry */
  heard(entry) {
    if (!this.element.checkVisibility() || !this.fits(entry)) return;
    const { scrollTop, scrollHeight, clientHeight } = this.list;
    const near = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    this.list.querySelector(".nothing")?.remove();
    this.list.append(this.row(entry));
    const rows = this.list.querySelectorAll(".entry");
    if (rows.length > this.most) rows[0].remove();
    this.tell(this.journal.entries.filter((one) => this.fits(one)).length);
    if (near) this.toEnd();
  }

  toEnd() {
    this.list.scrollTop = this.list.scrollHeight;
  }

  /** @param {Entry} entry */
  open(entry) {
    this.chosen = entry.n;
    for (const row of this.list.querySelectorAll("[aria-current]"))
      row.removeAttribute("aria-current");
    this.rowOf(entry.n)?.setAttribute("aria-current", "true");
    this.side.hidden = false;
    fill(
      this.side,
      details(entry, () => this.close()),
    );
  }

  /** @param {number} n @returns {HTMLElement|null} */
  rowOf(n) {
    return this.list.querySelector(`[data-n="${n}"]`);
  }

  close() {
    this.side.hidden = true;
    if (this.chosen) this.rowOf(this.chosen)?.focus();
  }

  clear() {
    this.journal.forget();
    this.close();
    this.show();
  }

  /** @param {KeyboardEvent} event */
  step(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = /** @type {HTMLElement} */ (event.target);
    if (!step || !row.matches(".entry")) return;
    const goal = step > 0 ? row.nextElementSibling : row.previousElementSibling;
    event.preventDefault();
    /** @type {HTMLElement|null} */ (goal)?.focus();
  }
}
