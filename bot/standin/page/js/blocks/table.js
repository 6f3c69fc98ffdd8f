/** table blocks. */

import { h } from "../dom.js";
import { richText } from "./rich_text.js";

/**
 * Render a table whose first row is its head.
 *
 * @param {any} block
 * @param {import("./slot.js").Surface} surface
 * @returns {HTMLElement}
 */
export function table(block, { directory }) {
  const settings = block.column_settings ?? [];
  const row = (/** @type {any[]} */ cells, /** @type {string} */ tag) =>
    h(
      "tr",
      {},
      cells.map((cell, i) =>
        h(
          tag,
          {
            class: align(settings[i]),
            scope: tag === "th" ? "col" : null,
          },
          content(cell, directory),
        ),
      ),
    );
  const [head, ...body] = block.rows;
  const label = block.caption ?? "Table";
  return h(
    "div.table-scroll",
    { tabindex: "0", role: "group", "aria-label": label },
    h(
      "table",
      {},
      block.caption && h("caption", {}, block.caption),
      h("thead", {}, row(head, "th")),
      h(
        "tbody",
        {},
        body.map((cells) => row(cells, "td")),
      ),
    ),
  );
}

/** @param {any} setting */
const align = (setting) => (setting?.align ? `align-${setting.align}` : "");

/**
 * Draw what stands in a cell.
 *
 * @param {any} cell
 * @param {import("../mrkdwn.js").Directory} directory
 */
export function content(cell, directory) {
  return cell?.type === "rich_text" ? richText(cell, directory) : textOf(cell);
}

/** @param {any} cell @returns {string} what it says, to sort and to search */
export function textOf(cell) {
  if (cell?.type === "rich_text") return textIn(cell.elements);
  return String(cell?.text ?? cell?.value ?? "");
}

/** @param {any[]} elements @returns {string} */
const textIn = (elements) =>
  elements.map((one) => (one.elements ? textIn(one.elements) : (one.text ?? ""))).join("");
