/** Blocks that frame others: cards, carousels, alerts, containers. */

import { h, icon } from "../dom.js";
import { ICONS } from "../icons.js";
import { draw } from "./elements.js";
import { picture } from "./pictures.js";
import { richText } from "./rich_text.js";
import { words } from "./words.js";

/** @typedef {import("./slot.js").Surface} Surface */

/** @param {any} block @param {Surface} surface @param {any} [owner] the carousel that it is in */
export function card(block, surface, owner = block) {
  const { hero_image: hero, icon: mark, title, subtitle, body, subtext, actions } = block;
  const { directory } = surface;
  return h(
    "article.card",
    {},
    hero && picture(hero, "hero", surface),
    h(
      "header.card-head",
      {},
      mark && picture(mark, "small", surface),
      h(
        "div",
        {},
        title && h("p.card-title", {}, words(title, directory)),
        subtitle && h("p.soft", {}, words(subtitle, directory)),
      ),
    ),
    body && h("div.card-body", {}, words(body, directory)),
    subtext && h("p.soft", {}, words(subtext, directory)),
    actions?.length > 0 &&
      h(
        "div.block-actions",
        {},
        actions.map((/** @type {any} */ element) => draw(surface, owner, element)),
      ),
  );
}

/** @param {any} block @param {Surface} surface */
export function carousel(block, surface) {
  return h(
    "div.carousel",
    { tabindex: "0", role: "group", "aria-label": `${block.elements.length} cards` },
    block.elements.map((/** @type {any} */ one) => card(one, surface, block)),
  );
}

/** What each level of an alert is called where its colour isn't seen. */
const LEVELS = { info: "Note", warning: "Careful", error: "Error", success: "Done" };

/** @param {any} block @param {Surface} surface */
export function alert(block, { directory }) {
  const level = block.level ?? "default";
  const said = LEVELS[/** @type {keyof typeof LEVELS} */ (level)];
  return h(
    "div.alert",
    { class: level, role: "note" },
    icon(level === "success" ? ICONS.check : ICONS.info),
    h("div", {}, said && h("span.unseen", {}, `${said}: `), words(block.text, directory)),
  );
}

/**
 * A container can be folded; what it holds are blocks like any others.
 *
 * @param {any} block
 * @param {Surface} surface
 * @param {(block: any, surface: Surface) => HTMLElement} drawn how its blocks are drawn
 */
export function container(block, surface, drawn) {
  const { directory } = surface;
  const inside = h(
    "div.blocks",
    {},
    block.child_blocks.map((/** @type {any} */ child) => drawn(child, surface)),
  );
  const head = [
    block.icon && picture(block.icon, "small", surface),
    h(
      "span",
      {},
      h(
        "strong",
        {},
        block.rich_text_title
          ? richText(block.rich_text_title, directory)
          : words(block.title, directory),
      ),
      block.subtitle && h("span.soft", {}, " ", words(block.subtitle, directory)),
    ),
  ];
  const width = block.width ?? "standard";
  if (!block.is_collapsible)
    return h("section.container", { class: width }, h("div.container-head", {}, head), inside);
  return h(
    "details.container",
    { class: width, open: !block.default_collapsed },
    h("summary.container-head", {}, head),
    inside,
  );
}
