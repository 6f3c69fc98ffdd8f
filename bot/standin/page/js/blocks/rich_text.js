/** rich_text blocks. */

import { h } from "../dom.js";
import { emoji } from "../emoji.js";
import { anchor, mention, mentionUser } from "../mrkdwn.js";
import { dateToken } from "../when.js";

/** @typedef {import("../mrkdwn.js").Directory} Directory */

const MARKS = { bold: "strong", italic: "em", strike: "s", underline: "u", code: "code" };

/**
 * Render a rich_text block (or a rich_text table cell).
 *
 * @param {any} block
 * @param {Directory} directory
 * @returns {HTMLElement}
 */
export function richText(block, directory) {
  return h(
    "div.rich",
    {},
    block.elements.map((/** @type {any} */ part) => section(part, directory)),
  );
}

/** @param {any} part @param {Directory} directory @returns {Node} */
function section(part, directory) {
  const inside = () => part.elements.map((/** @type {any} */ element) => leaf(element, directory));
  if (part.type === "rich_text_list") return list(part, directory);
  if (part.type === "rich_text_quote") return h("blockquote", {}, inside());
  if (part.type === "rich_text_preformatted") return h("pre", {}, h("code", {}, inside()));
  return h("div", {}, inside());
}

/** @param {any} part @param {Directory} directory */
function list(part, directory) {
  const ordered = part.style === "ordered";
  return h(
    ordered ? "ol" : "ul",
    { class: `indent-${part.indent ?? 0}`, start: ordered ? (part.offset ?? 0) + 1 : null },
    part.elements.map((/** @type {any} */ item) => h("li", {}, section(item, directory))),
  );
}

/** @param {any} element @param {Directory} directory @returns {Node} */
function leaf(element, directory) {
  const { style = {} } = element;
  const marks = Object.entries(MARKS).filter(([mark]) => style[mark]);
  return marks.reduce((node, [, tag]) => h(tag, {}, node), bare(element, directory));
}

/** @param {any} element @param {Directory} directory @returns {Node} */
function bare(element, directory) {
  const kinds = {
    link: () => anchor(element.url, element.text || element.url),
    user: () => mentionUser(element.user_id, directory),
    channel: () => mention(`#${directory.channelName(element.channel_id)}`),
    usergroup: () => mention(`@${element.usergroup_id}`),
    broadcast: () => mention(`@${element.range}`, "loud"),
    emoji: () => document.createTextNode(emoji(element.name)),
    color: () => h("code", {}, element.value),
    date: () =>
      document.createTextNode(
        dateToken(String(element.timestamp), element.format) ?? element.fallback ?? "",
      ),
  };
  const kind = kinds[/** @type {keyof typeof kinds} */ (element.type)];
  return kind ? kind() : lines(element.text ?? "");
}

/** @param {string} text @returns {Node} */
function lines(text) {
  const parts = document.createDocumentFragment();
  parts.append(...text.split("\n").flatMap((line, i) => (i ? [h("br"), line] : [line])));
  return parts;
}
