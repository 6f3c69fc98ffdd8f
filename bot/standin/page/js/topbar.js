/** The line on top: what this is, who one is, and how to be somebody else. */

import { choose, look } from "./appearance.js";
import { h, icon } from "./dom.js";
import { ICONS } from "./icons.js";
import { showKeys } from "./keys.js";
import { face } from "./people.js";
import { menu } from "./popover.js";

const MOST_BESIDE = 4;

/** @param {string} title a department reads like a word in a sentence; an acronym stays one */
const spoken = (title) =>
  /^[A-Z][a-z]/.test(title) ? title[0].toLowerCase() + title.slice(1) : title;

/** Whether this page is one of several side by side. */
export const embedded = window.parent !== window;

/**
 * Draw the top line.
 *
 * @param {import("./workplace.js").Workplace} workplace
 * @param {import("./scenes/scenes.js").Scenes} scenes
 * @returns {HTMLElement}
 */
export function topbar({ boot, directory }, scenes) {
  const name = directory.userName(boot.me.id);
  const title = boot.me.profile?.title;
  return h(
    "header.topbar",
    {},
    !embedded && h("p.headline", {}, icon(ICONS.trail, "icon mark"), headline(boot)),
    h(
      "p.identity",
      {},
      face(boot.me, name),
      h(
        "span.you",
        {},
        "You are ",
        h("strong", {}, name.split(" ")[0]),
        title ? `, ${spoken(title)}.` : ".",
      ),
      !embedded && others(boot),
    ),
    !embedded && tools(scenes),
  );
}

/** @param {any} boot */
function headline(boot) {
  const [name, ...rest] = (boot.welcome?.headline ?? boot.team.name).split(" · ");
  return h(
    "span",
    {},
    h("strong", {}, name),
    rest.map((/** @type {string} */ part) => h("span.aside", {}, ` · ${part}`)),
  );
}

/** @param {any} boot */
function others(boot) {
  const rest = boot.people.filter((/** @type {any} */ person) => person.id !== boot.me.id);
  const links = rest.map((/** @type {any} */ person) =>
    h("a", { href: `/p/${person.handle}` }, person.name.split(" ")[0]),
  );
  if (rest.length) links.push(beside(boot));
  return h(
    "span.switch",
    {},
    "Switch: ",
    links.flatMap((link, i) => (i ? [" · ", link] : [link])),
  );
}

/** @param {any} boot @returns {HTMLElement} the way to several people at once */
export function beside(boot) {
  const names = boot.people.slice(0, MOST_BESIDE).map((/** @type {any} */ one) => one.handle);
  return h("a", { href: `/side?people=${names.join(",")}` }, "Side by side");
}

/**
 * What concerns the page itself.
 *
 * @param {import("./scenes/scenes.js").Scenes} scenes
 * @returns {HTMLElement}
 */
export function tools(scenes) {
  const more = h("button.icon-button", { type: "button", "aria-label": "Page" }, icon(ICONS.more));
  return h("span.tools", {}, scenes.button, more, menu(more, settings));
}

function settings() {
  const looks = /** @type {const} */ ([
    ["", "As this computer"],
    ["light", "Light"],
    ["dark", "Dark"],
  ]);
  const current = look();
  return [
    { heading: "Appearance" },
    ...looks.map(([wanted, label]) => ({
      label,
      icon: icon(current === wanted ? ICONS.check : ICONS.blank),
      run: () => choose(wanted),
    })),
    { heading: "Help" },
    { label: "Keys", hint: "?", icon: icon(ICONS.keys), run: showKeys },
  ];
}
