/** markdown blocks: the part of Markdown that Slack's block understands. */

import { h } from "../dom.js";
import { anchor } from "../mrkdwn.js";
import { emoji } from "../emoji.js";

/**
 * Render Markdown as nodes; HTML within stays text.
 *
 * @param {string} text
 * @returns {Node[]}
 */
export function markdown(text) {
  const out = [];
  const lines = text.replaceAll("\r", "").split("\n");
  while (lines.length) {
    const rule = RULES.find(({ test }) => test.test(lines[0]));
    if (rule) out.push(rule.take(lines));
    else lines.shift();
  }
  return out;
}

const TABLE = /^\s*\|.*\|\s*$/;
const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;
const TASK = /^\[([ xX])\]\s+(.*)$/;
const HEADING = /^(#{1,6})\s+(.*)$/;

/** @type {{test: RegExp, take: (lines: string[]) => Node}[]} */
const RULES = [
  { test: /^```/, take: fence },
  { test: HEADING, take: heading },
  { test: /^\s*([-*_])(\s*\1){2,}\s*$/, take: (lines) => (lines.shift(), h("hr")) },
  { test: /^>/, take: quote },
  { test: ITEM, take: list },
  { test: TABLE, take: table },
  { test: /\S/, take: paragraph },
];

/** @param {string[]} lines @param {(line: string) => boolean} fits @returns {string[]} */
function run(lines, fits) {
  const end = lines.findIndex((line) => !fits(line));
  return lines.splice(0, end < 0 ? lines.length : end);
}

/** @param {string[]} lines */
function fence(lines) {
  lines.shift();
  const code = run(lines, (line) => !line.startsWith("```"));
  lines.shift();
  return h("pre", {}, h("code", {}, code.join("\n")));
}

/** @param {string[]} lines */
function heading(lines) {
  const [, marks, words] = /** @type {RegExpMatchArray} */ (lines.shift()?.match(HEADING));
  return h("p.md-heading", { role: "heading", "aria-level": marks.length }, inline(words));
}

/** @param {string[]} lines */
function quote(lines) {
  const inside = run(lines, (line) => line.startsWith(">")).map((line) => line.replace(/^> ?/, ""));
  return h("blockquote", {}, markdown(inside.join("\n")));
}

/** @param {string[]} lines */
function list(lines) {
  const ordered = /^\s*\d/.test(lines[0]);
  const items = run(lines, (line) => ITEM.test(line)).map((line) => {
    const [, indent, , words] = /** @type {RegExpMatchArray} */ (line.match(ITEM));
    const [, box, rest] = words.match(TASK) ?? [];
    const kind = `indent-${Math.min(4, indent.length >> 1)}`;
    if (!box) return h("li", { class: kind }, inline(words));
    const done = box !== " ";
    return h("li.task-item", { class: kind }, done ? "☑ " : "☐ ", inline(rest));
  });
  return h(ordered ? "ol" : "ul", {}, items);
}

/** @param {string[]} lines */
function table(lines) {
  const rows = run(lines, (line) => TABLE.test(line)).filter((line) => !/^[\s|:-]+$/.test(line));
  const cells = (/** @type {string} */ row) =>
    row
      .trim()
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim());
  const [head, ...body] = rows.map(cells);
  return h(
    "div.table-scroll",
    { tabindex: "0", role: "group", "aria-label": "Table" },
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          head.map((cell) => h("th", { scope: "col" }, inline(cell))),
        ),
      ),
      h(
        "tbody",
        {},
        body.map((row) =>
          h(
            "tr",
            {},
            row.map((cell) => h("td", {}, inline(cell))),
          ),
        ),
      ),
    ),
  );
}

/** @param {string[]} lines */
function paragraph(lines) {
  const special = RULES.slice(0, -1);
  const rest = run(
    lines,
    (line) => /\S/.test(line) && !special.some(({ test }) => test.test(line)),
  );
  return h(
    "p",
    {},
    rest.flatMap((line, i) => (i ? [h("br"), ...inline(line)] : inline(line))),
  );
}

const INLINE =
  /`([^`]+)`|\*\*(.+?)\*\*|__(.+?)__|\*([^*\s][^*]*)\*|\b_([^_]+)_\b|~~(.+?)~~|!?\[([^\]]*)\]\(([^)\s]+)[^)]*\)|:([a-z0-9_+-]+):|(https?:\/\/[^\s<>)]+)/g;

/** @param {string} text @returns {Node[]} */
function inline(text) {
  /** @type {Node[]} */
  const out = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    out.push(document.createTextNode(text.slice(end, match.index)), span(match));
    end = match.index + match[0].length;
  }
  out.push(document.createTextNode(text.slice(end)));
  return out;
}

/** @param {RegExpMatchArray} match @returns {Node} */
function span([, code, strong, strong2, em, em2, strike, label, target, name, url]) {
  if (code) return h("code", {}, code);
  if (strong ?? strong2) return h("strong", {}, inline(strong ?? strong2));
  if (em ?? em2) return h("em", {}, inline(em ?? em2));
  if (strike) return h("s", {}, inline(strike));
  if (name) return document.createTextNode(emoji(name));
  return anchor(target ?? url, label || (target ?? url));
}
