/** Slack's mrkdwn as nodes: blocks of code, quotes, then what stands within a line. */

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { dateToken } from "./when.js";

/**
 * @typedef {object} Directory
 * @property {(id: string) => string} userName
 * @property {(id: string) => string} channelName
 * @property {string} me
 */

const FENCE = /```\n?([\s\S]+?)\n?```/g;

/**
 * Render mrkdwn.
 *
 * @param {string} text as Slack sends it: `&amp;`, `&lt;`, `&gt;` escaped, tokens in angle brackets
 * @param {Directory} directory
 * @param {boolean} [verbatim] leave bare addresses the text that they are
 * @returns {Node[]}
 */
export function mrkdwn(text, directory, verbatim = false) {
  const out = [];
  const marks = verbatim ? MARKS : MARKS_AND_LINKS;
  let end = 0;
  for (const match of text.matchAll(FENCE)) {
    out.push(...quoted(text.slice(end, match.index).replace(/\n$/, ""), directory, marks));
    out.push(h("pre", {}, h("code", {}, unescape(match[1]))));
    end = match.index + match[0].length;
  }
  const rest = text.slice(end);
  return [...out, ...quoted(end ? rest.replace(/^\n/, "") : rest, directory, marks)];
}

/**
 * Render plain text: only emoji shortcodes are special.
 *
 * @param {string} text
 * @param {boolean} [withEmoji]
 * @returns {Node[]}
 */
export function plain(text, withEmoji = true) {
  const shown = withEmoji ? text.replace(/:([\w+-]+):/g, (_, name) => emoji(name)) : text;
  return [document.createTextNode(unescape(shown))];
}

const QUOTE = /^(?:&gt;|>) ?/;

/** @param {string} text @param {Directory} directory @param {RegExp} marks @returns {Node[]} */
function quoted(text, directory, marks) {
  const out = [];
  for (const group of groups(text.split("\n"))) {
    const nodes = group.lines.flatMap((line, index) => [
      ...(index ? [h("br")] : []),
      ...inline(line, directory, marks),
    ]);
    if (group.quote) out.push(h("blockquote", {}, nodes));
    else out.push(...(out.length && !isBlock(out.at(-1)) ? [h("br")] : []), ...nodes);
  }
  return out;
}

/** @param {Node|undefined} node */
const isBlock = (node) =>
  node instanceof HTMLElement && ["BLOCKQUOTE", "PRE"].includes(node.tagName);

/** @param {string[]} lines */
function groups(lines) {
  /** @type {{quote: boolean, lines: string[]}[]} */
  const found = [];
  for (const line of lines) {
    const quote = QUOTE.test(line);
    const last = found.at(-1);
    const shown = quote ? line.replace(QUOTE, "") : line;
    if (last?.quote === quote) last.lines.push(shown);
    else found.push({ quote, lines: [shown] });
  }
  return found;
}

/**
 * A pair of marks counts only where no word touches it from outside and no space from inside.
 * @param {string} mark
 */
const pair = (mark) =>
  `(?<![\\w${mark}])${mark}(?=\\S)((?:[^${mark}\\n]|${mark}(?=\\w))+?)(?<=\\S)${mark}(?![\\w${mark}])`;

const MARKS = new RegExp(
  [
    "`([^`\\n]+)`",
    "<([^<>\\n]+)>",
    pair("\\*"),
    pair("_"),
    pair("~"),
    ":([a-z0-9_+'-]+(?:::skin-tone-\\d)?):",
  ].join("|"),
  "g",
);
const BARE = "(https?:\\/\\/[^\\s<>]+[^\\s<>.,;:!?)\"'])";
const MARKS_AND_LINKS = new RegExp(`${MARKS.source}|${BARE}`, "g");

/** @param {string} text @param {Directory} directory @param {RegExp} marks @returns {Node[]} */
function inline(text, directory, marks) {
  /** @type {Node[]} */
  const out = [];
  let end = 0;
  for (const match of text.matchAll(marks)) {
    if (match.index > end)
      out.push(document.createTextNode(unescape(text.slice(end, match.index))));
    out.push(span(match, directory, marks));
    end = match.index + match[0].length;
  }
  if (end < text.length) out.push(document.createTextNode(unescape(text.slice(end))));
  return out;
}

/** @param {RegExpMatchArray} match @param {Directory} directory @param {RegExp} marks */
function span([, code, token, bold, italic, strike, name, url], directory, marks) {
  if (code) return h("code", {}, unescape(code));
  if (token) return reference(token, directory);
  if (bold) return h("strong", {}, inline(bold, directory, marks));
  if (italic) return h("em", {}, inline(italic, directory, marks));
  if (strike) return h("s", {}, inline(strike, directory, marks));
  if (name) return document.createTextNode(emoji(name));
  return anchor(unescape(url), unescape(url));
}

/** @param {string} token @param {Directory} directory @returns {Node} */
function reference(token, directory) {
  const [target, label] = split(token);
  if (target.startsWith("@")) return mentionUser(target.slice(1), directory);
  if (target.startsWith("#")) return mention(`#${directory.channelName(target.slice(1)) || label}`);
  if (target.startsWith("!")) return special(target.slice(1), label);
  return anchor(unescape(target), unescape(label ?? target.replace(/^mailto:/, "")));
}

/** @param {string} token @returns {[string, string|undefined]} */
function split(token) {
  const bar = token.indexOf("|");
  return bar < 0 ? [token, undefined] : [token.slice(0, bar), token.slice(bar + 1)];
}

/** @param {string} target @param {string|undefined} label */
function special(target, label) {
  const [kind, ...rest] = target.split("^");
  if (kind === "date") return date(rest, label);
  if (kind === "subteam") return mention(label ?? `@${rest[0]}`);
  return mention(`@${kind}`, "loud");
}

/** @param {string[]} parts @param {string|undefined} fallback */
function date([seconds = "", pattern = "", link], fallback) {
  const shown = dateToken(seconds, unescape(pattern)) ?? unescape(fallback ?? pattern);
  return link ? anchor(unescape(link), shown) : h("time", { class: "date" }, shown);
}

/**
 * Render somebody's mention; one's own stands out.
 *
 * @param {string} id
 * @param {Directory} directory
 * @returns {HTMLElement}
 */
export function mentionUser(id, directory) {
  const node = mention(`@${directory.userName(id)}`, id === directory.me ? "own" : "");
  node.dataset.user = id;
  return node;
}

/** @param {string} shown @param {string} [kind] @returns {HTMLElement} */
export function mention(shown, kind = "") {
  return h("span.mention", { class: kind }, shown);
}

/**
 * Make a link that can only lead to the web or to mail; anything else stays text.
 *
 * @param {string} target
 * @param {string} label
 * @returns {Node}
 */
export function anchor(target, label) {
  if (!/^(https?:\/\/|mailto:)/i.test(target)) return document.createTextNode(label);
  return h("a", { href: target, target: "_blank", rel: "noopener noreferrer" }, label);
}

/** @param {string} text */
function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
