/** Block Kit: each block type has one function; the rest shows its JSON honestly. */

import { arrange, fill, h, uid } from "../dom.js";
import { alert, card, carousel, container } from "./cards.js";
import { dataTable } from "./data_table.js";
import { draw, unknown } from "./elements.js";
import { markdown } from "./markdown.js";
import { image, picture, video } from "./pictures.js";
import { richText } from "./rich_text.js";
import { table } from "./table.js";
import { planOf, taskCard } from "./tasks.js";
import { words } from "./words.js";

/** @typedef {import("./slot.js").Surface} Surface */

/** @type {Record<string, (block: any, surface: Surface) => HTMLElement>} */
const DRAW = {
  header: (block, { directory }) => h("h2.block-header", {}, words(block.text, directory)),
  divider: () => h("hr"),
  section,
  context,
  actions,
  context_actions: actions,
  input,
  image,
  video,
  table,
  data_table: dataTable,
  alert,
  card: (block, surface) => card(block, surface),
  carousel,
  container: (block, surface) => container(block, surface, drawn),
  task_card: taskCard,
  plan: planOf,
  rich_text: (block, { directory }) => richText(block, directory),
  markdown: (block) => h("div.markdown", {}, markdown(block.text)),
};

/** @param {any} block @param {Surface} surface */
function section(block, surface) {
  const fields = (block.fields ?? []).map((/** @type {any} */ field) =>
    h("div.section-field", {}, words(field, surface.directory)),
  );
  return h(
    "div.block-section",
    {},
    h(
      "div.section-body",
      {},
      block.text && h("div.section-text", {}, words(block.text, surface.directory)),
      fields.length > 0 && h("div.section-fields", {}, fields),
    ),
    block.accessory && h("div.accessory", {}, accessory(block, surface)),
  );
}

/** @param {any} block @param {Surface} surface */
function accessory(block, surface) {
  if (block.accessory.type === "image") return picture(block.accessory, "thumb", surface);
  return draw(surface, block, block.accessory);
}

/** @param {any} block @param {Surface} surface */
function context(block, surface) {
  return h(
    "div.block-context",
    {},
    block.elements.map((/** @type {any} */ element) =>
      element.type === "image"
        ? picture(element, "tiny", surface)
        : h("span", {}, words(element, surface.directory)),
    ),
  );
}

/** @param {any} block @param {Surface} surface */
function actions(block, surface) {
  return h(
    "div.block-actions",
    {},
    block.elements.map((/** @type {any} */ element) => draw(surface, block, element)),
  );
}

/** @param {any} block @param {Surface} surface */
function input(block, surface) {
  const nodes = [draw(surface, block, block.element)].flat();
  const control = nodes[0].matches("input, textarea") ? nodes[0] : null;
  const id = uid("input");
  if (control) control.id = id;
  const hint =
    block.hint && h("p.input-hint", { id: uid("hint") }, words(block.hint, surface.directory));
  const error = h("p.input-error", { id: uid("error"), role: "alert", hidden: true });
  nodes[0].setAttribute("aria-describedby", [hint && hint.id, error.id].filter(Boolean).join(" "));
  if (control && !block.optional) control.setAttribute("aria-required", "true");
  return h(
    "div.block-input",
    {},
    h(
      control ? "label.input-label" : "div.input-label",
      { for: control && id },
      words(block.label, surface.directory),
      block.optional && h("span.optional", {}, " (optional)"),
    ),
    nodes,
    hint,
    error,
  );
}

/** @param {any} block */
const placeholder = (block) => unknown(`Block of type “${block.type}”, not drawn here`, block);

/** @param {any} block @param {Surface} surface @returns {HTMLElement} */
function drawn(block, surface) {
  const node = (DRAW[block.type] ?? placeholder)(block, surface);
  node.classList.add("block");
  if (block.block_id) node.dataset.block = block.block_id;
  return node;
}

/** The blocks of one surface; unchanged blocks keep their nodes, so focus and typing survive an edit. */
export class Blocks {
  /** @param {HTMLElement} element where the blocks are put */
  constructor(element) {
    this.element = element;
    /** @type {Map<string, HTMLElement>} */
    this.kept = new Map();
  }

  /** @param {any[]} blocks @param {Surface} surface */
  show(blocks, surface) {
    const before = this.kept;
    this.kept = new Map();
    const nodes = blocks.map((block, index) => {
      const key = `${block.block_id ?? index} ${JSON.stringify(block)}`;
      const node = before.get(key) ?? drawn(block, surface);
      this.kept.set(key, node);
      return node;
    });
    arrange(this.element, nodes);
  }

  /** @param {Record<string, string>} errors by block id; shown at their inputs */
  fail(errors) {
    for (const slot of this.element.querySelectorAll(".input-error")) {
      const block = /** @type {HTMLElement} */ (slot.closest(".block"));
      const text = errors[block.dataset.block ?? ""] ?? "";
      fill(slot, text);
      /** @type {HTMLElement} */ (slot).hidden = !text;
      block.classList.toggle("invalid", Boolean(text));
      for (const field of block.querySelectorAll(".field, .select-face, .ticks")) {
        field.setAttribute("aria-invalid", String(Boolean(text)));
      }
    }
    this.element.querySelector(".invalid")?.scrollIntoView({ block: "nearest" });
  }
}
