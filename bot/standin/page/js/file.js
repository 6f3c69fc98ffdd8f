/** Files in messages: a picture, the beginning of a text, or a card to download. */

import { notice } from "./dialog.js";
import { fill, h, icon } from "./dom.js";
import { ICONS } from "./icons.js";

/** @typedef {import("./api.js").Api} Api */

const CSV_ROWS = 40;
const WIDEST_PX = 420;
const HIGHEST_PX = 320;

/**
 * Draw a file that a message shares.
 *
 * @param {any} file Slack's file object
 * @param {Api} api knows where the bytes are
 * @returns {HTMLElement}
 */
export function shared(file, api) {
  if (file.mode === "tombstone")
    return h("p.file.gone", {}, icon(ICONS.file), " This file was deleted.");
  if (/^image\/(png|jpeg|gif|webp)$/.test(file.mimetype)) return pictureOf(file, api);
  return h(
    "div.file",
    {},
    head(file, api),
    file.mode === "snippet" && file.preview && beginning(file, api),
  );
}

/** @param {any} file @param {Api} api */
const address = (file, api) => api.address(`file/${file.id}`);

/** @param {any} file @param {Api} api */
function pictureOf(file, api) {
  const about = file.alt_txt || file.title;
  const image = h("img.shared", {
    src: address(file, api),
    alt: about,
    loading: "lazy",
    ...fitted(file.original_w, file.original_h),
  });
  const open = () =>
    view(file, api, h("img.whole", { src: address(file, api), alt: about }), file.alt_txt);
  return h(
    "figure.file-picture",
    {},
    h("figcaption.soft", {}, `${file.title} · ${sized(file.size)}`),
    h(
      "button.open-file",
      { type: "button", "aria-label": `Enlarge ${file.title}`, onclick: open },
      image,
    ),
  );
}

/** @param {number} [width] @param {number} [height] @returns {object} the size that it is shown in */
function fitted(width, height) {
  if (!width || !height) return {};
  const scale = Math.min(1, WIDEST_PX / width, HIGHEST_PX / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** @param {any} file @param {Api} api */
function head(file, api) {
  return h(
    "header.file-head",
    {},
    h("span.file-mark", {}, icon(ICONS.file)),
    h(
      "span.file-name",
      {},
      h("strong", {}, file.title || file.name),
      h("span.soft", {}, `${file.pretty_type || file.filetype} · ${sized(file.size)}`),
    ),
    download(file, api),
  );
}

/** @param {any} file @param {Api} api */
function download(file, api) {
  return h(
    "a.icon-button",
    {
      href: `${address(file, api)}?download=1`,
      download: file.name,
      "aria-label": `Download ${file.name}`,
      title: "Download",
    },
    icon(ICONS.download),
  );
}

/** @param {any} file @param {Api} api */
function beginning(file, api) {
  const more = file.lines_more ?? 0;
  const label = more === 1 ? "1 more line" : `${more} more lines`;
  const open = () => readWhole(file, api);
  return [
    content(file, file.preview),
    (file.preview_is_truncated || more > 0) &&
      h("button.link", { type: "button", onclick: open }, more ? `Show ${label}` : "Show all"),
  ];
}

/** @param {any} file @param {string} text */
function content(file, text) {
  if (file.filetype === "csv") return sheet(text, file.title);
  return h("pre.file-text", { tabindex: "0", role: "region", "aria-label": file.title }, text);
}

/** @param {any} file @param {Api} api */
async function readWhole(file, api) {
  const place = h("div", {}, "Loading …");
  view(file, api, place);
  const answer = await fetch(address(file, api));
  fill(place, answer.ok ? content(file, await answer.text()) : "This file can't be read now.");
}

/** @param {any} file @param {Api} api @param {HTMLElement} body @param {string} [caption] */
function view(file, api, body, caption) {
  const dialog = notice(
    file.title || file.name,
    body,
    caption && h("p.soft", {}, caption),
    h("div.dialog-foot", {}, download(file, api)),
  );
  dialog.classList.add("viewer");
}

/** @param {string} text comma-separated, quoted as in RFC 4180 @param {string} label */
function sheet(text, label) {
  const [first = [], ...rest] = rowsOf(text);
  const cell = (/** @type {string} */ tag) => (/** @type {string} */ word) => h(tag, {}, word);
  return h(
    "div.table-scroll",
    { tabindex: "0", role: "group", "aria-label": label },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, first.map(cell("th")))),
      h(
        "tbody",
        {},
        rest.slice(0, CSV_ROWS).map((row) => h("tr", {}, row.map(cell("td")))),
      ),
    ),
  );
}

/** @param {string} text @returns {string[][]} */
function rowsOf(text) {
  const separator = (text.split("\n")[0] ?? "").includes(";") ? ";" : ",";
  /** @type {string[][]} */
  const rows = [[]];
  const cell = new RegExp(`("(?:[^"]|"")*"|[^"${separator}\\n]*)(${separator}|\\r?\\n|$)`, "gy");
  for (const [, raw, end] of text.trimEnd().matchAll(cell)) {
    rows[rows.length - 1].push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (end === "") break;
    if (end !== separator) rows.push([]);
  }
  return rows;
}

/** @param {number} bytes @returns {string} */
export function sized(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  const [size, unit] = bytes < 1e6 ? [bytes / 1e3, "KB"] : [bytes / 1e6, "MB"];
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`;
}
