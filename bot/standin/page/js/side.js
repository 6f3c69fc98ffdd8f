/** Two to four people side by side, each in a page of their own. */

import { h } from "./dom.js";

const MOST = 4;

const people = (new URLSearchParams(location.search).get("people") ?? "")
  .split(",")
  .filter(Boolean)
  .slice(0, MOST);

/** @param {string} handle */
const name = (handle) => handle.charAt(0).toUpperCase() + handle.slice(1);

/** @param {string} handle */
const frame = (handle) =>
  h("iframe", { src: `/p/${encodeURIComponent(handle)}`, title: name(handle) });

document.body.append(
  h(
    "header.side-head",
    {},
    h("strong", {}, "Side by side"),
    h("span", {}, people.map(name).join(" · ")),
    h("a", { href: "/" }, "One person"),
  ),
  h("div.side", { class: `of-${people.length}` }, people.map(frame)),
);
