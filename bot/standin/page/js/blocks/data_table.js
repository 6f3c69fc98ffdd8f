/** data_table blocks: sorted by a press on a column's head, filtered, in pages. */

import { fill, h, icon } from "../dom.js";
import { ICONS } from "../icons.js";
import { content, textOf } from "./table.js";

/** @typedef {import("./slot.js").Surface} Surface */

// https://docs.slack.dev/reference/block-kit/blocks/data-table-block: page_size
const PAGE_SIZE = 5;

/** A table that one can work with. */
class DataTable {
  /** @param {any} block @param {Surface} surface */
  constructor(block, surface) {
    const [head, ...rows] = block.rows;
    this.head = head;
    this.rows = rows;
    this.block = block;
    this.surface = surface;
    this.size = block.page_size ?? PAGE_SIZE;
    this.page = 0;
    /** @type {number|null} */
    this.column = null;
    this.down = false;
    this.body = h("tbody");
    this.pager = h("div.pager");
    this.headRow = h("tr");
    this.element = h("div.data-table", {}, this.filterField(), this.scroller(), this.pager);
    this.show();
  }

  scroller() {
    const { caption } = this.block;
    return h(
      "div.table-scroll",
      { tabindex: "0", role: "group", "aria-label": caption },
      h("table", {}, h("caption", {}, caption), h("thead", {}, this.headRow), this.body),
    );
  }

  filterField() {
    if (this.rows.length <= this.size) return null;
    this.filter = /** @type {HTMLInputElement} */ (
      h("input.field.table-filter", {
        type: "search",
        placeholder: "Filter",
        "aria-label": `Filter: ${this.block.caption}`,
      })
    );
    this.filter.addEventListener("input", () => this.turn(0));
    return this.filter;
  }

  /** @returns {any[][]} the rows that fit, in order */
  fitting() {
    const query = this.filter?.value.trim().toLowerCase() ?? "";
    const found = this.rows.filter((/** @type {any[]} */ row) =>
      row.some((cell) => textOf(cell).toLowerCase().includes(query)),
    );
    const { column, down } = this;
    if (column === null) return found;
    const sorted = [...found].sort((a, b) => compare(a[column], b[column]));
    return down ? sorted.reverse() : sorted;
  }

  /** @param {number} column first upwards, then downwards, then as it came */
  sort(column) {
    if (this.column !== column) Object.assign(this, { column, down: false });
    else if (this.down) this.column = null;
    else this.down = true;
    this.turn(0);
  }

  /** @param {number} page */
  turn(page) {
    this.page = page;
    this.show();
  }

  show() {
    const found = this.fitting();
    const first = this.page * this.size;
    fill(
      this.headRow,
      this.head.map((/** @type {any} */ cell, /** @type {number} */ i) => this.headCell(cell, i)),
    );
    fill(
      this.body,
      found.slice(first, first + this.size).map((row) => this.row(row)),
    );
    this.showPager(found.length);
  }

  /** @param {any} cell @param {number} column */
  headCell(cell, column) {
    const sorted = this.column === column ? (this.down ? "descending" : "ascending") : "none";
    const press = () => {
      this.sort(column);
      /** @type {HTMLElement|undefined} */ (this.headRow.children[column]?.firstChild)?.focus();
    };
    return h(
      "th",
      { scope: "col", "aria-sort": sorted },
      h(
        "button.sort",
        { type: "button", onclick: press },
        textOf(cell),
        sorted !== "none" && icon(sorted === "ascending" ? ICONS.up : ICONS.down),
      ),
    );
  }

  /** @param {any[]} cells */
  row(cells) {
    const named = this.block.row_header_column_index ?? 0;
    return h(
      "tr",
      {},
      cells.map((cell, i) =>
        h(
          i === named ? "th" : "td",
          { scope: i === named ? "row" : null },
          content(cell, this.surface.directory),
        ),
      ),
    );
  }

  /** @param {number} count */
  showPager(count) {
    this.pager.hidden = count <= this.size && !this.filter?.value;
    const pages = Math.max(1, Math.ceil(count / this.size));
    const step = (/** @type {string} */ label, /** @type {number} */ by) =>
      h(
        "button.button.small",
        {
          type: "button",
          disabled: !(this.page + by in Array(pages).fill(0)),
          onclick: () => this.turn(this.page + by),
        },
        label,
      );
    fill(
      this.pager,
      step("Back", -1),
      h("span.soft", { role: "status" }, `Page ${this.page + 1} of ${pages} · ${count} rows`),
      step("On", 1),
    );
  }
}

/** @param {any} one @param {any} other numbers by size, words by the alphabet */
function compare(one, other) {
  if (one?.type === "raw_number" && other?.type === "raw_number")
    return Number(one.value) - Number(other.value);
  return textOf(one).localeCompare(textOf(other), undefined, { numeric: true });
}

/** @param {any} block @param {Surface} surface @returns {HTMLElement} */
export const dataTable = (block, surface) => new DataTable(block, surface).element;
