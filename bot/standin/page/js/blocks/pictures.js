/** Images and videos within blocks. */

import { h, icon } from "../dom.js";
import { ICONS } from "../icons.js";
import { anchor } from "../mrkdwn.js";
import { words } from "./words.js";

/** @typedef {import("./slot.js").Surface} Surface */

/**
 * Draw an image element; where it can't be loaded, what it shows is said in words.
 *
 * @param {any} element with `image_url` or a `slack_file`
 * @param {string} size wide, hero, thumb, small, tiny
 * @param {Surface} surface
 * @returns {HTMLElement}
 */
export function picture(element, size, surface) {
  const { image_url: url, slack_file: file, alt_text: alt = "" } = element;
  const node = h("img", {
    class: size,
    src: url ?? surface.file(file?.id ?? fileOf(file?.url)),
    alt,
    loading: "lazy",
    referrerpolicy: "no-referrer",
  });
  node.addEventListener("error", () =>
    node.replaceWith(h("span.no-image", {}, `Picture: ${alt || "not there"}`)),
  );
  return node;
}

/** @param {string|undefined} url @returns {string} the id in a file's private address */
const fileOf = (url) => url?.match(/files-pri\/\w+-(\w+)/)?.[1] ?? "";

/** @param {any} block @param {Surface} surface */
export function image(block, surface) {
  return h(
    "figure.block-image",
    {},
    block.title && h("figcaption", {}, words(block.title, surface.directory)),
    picture(block, "wide", surface),
  );
}

/** A video is shown by its still; it plays where it lives. @param {any} block @param {Surface} surface */
export function video(block, surface) {
  const still = { image_url: block.thumbnail_url, alt_text: block.alt_text };
  const by = [block.author_name, block.provider_name].filter(Boolean).join(" · ");
  const title = block.title?.text ?? block.alt_text;
  return h(
    "figure.block-video",
    {},
    h(
      "figcaption",
      {},
      by && h("p.soft", {}, by),
      block.title_url ? anchor(block.title_url, title) : h("strong", {}, title),
      block.description && h("p", {}, words(block.description, surface.directory)),
    ),
    h(
      "a.still",
      { href: web(block.video_url), target: "_blank", rel: "noopener noreferrer" },
      picture(still, "wide", surface),
      h("span.play", {}, icon(ICONS.play), h("span.unseen", {}, `Play: ${title}`)),
    ),
  );
}

/** @param {string} url only the web is led to */
const web = (url) => (/^https?:\/\//i.test(url) ? url : null);
