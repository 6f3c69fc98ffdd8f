/** The list of channels, people and apps; on a phone it is a drawer. */

import { fill, h, icon } from "./dom.js";
import { ICONS } from "./icons.js";
import { face } from "./people.js";
import { here } from "./place.js";

/**
 * Open or close the list on a phone, where it is a drawer; elsewhere it always shows.
 *
 * @param {boolean} open
 */
export function drawer(open) {
  document.body.classList.toggle("drawer-open", open);
  const goal = document.querySelector(open ? ".place.current, .place" : ".drawer-button");
  /** @type {HTMLElement|null} */ (goal)?.focus();
}

/** @returns {HTMLElement} the button that opens the drawer; hidden where there is none */
export function drawerButton() {
  return h(
    "button.icon-button.drawer-button",
    {
      type: "button",
      "aria-label": "Channels and people",
      "aria-controls": "sidebar",
      onclick: () => drawer(true),
    },
    icon(ICONS.menu),
  );
}

/** The navigation on the left. */
export class Sidebar {
  /** @param {import("./workplace.js").Workplace} workplace @param {HTMLElement|null} foot */
  constructor(workplace, foot) {
    this.workplace = workplace;
    this.list = h("div.places");
    this.element = h(
      "nav.sidebar",
      { "aria-label": "Channels and people", id: "sidebar" },
      h("p.team", {}, icon(ICONS.trail, "icon mark"), workplace.boot.team.name),
      this.list,
      foot,
    );
    this.element.addEventListener("click", (event) => {
      if (/** @type {HTMLElement} */ (event.target).closest("a, button")) drawer(false);
    });
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && drawer(false));
    for (const topic of /** @type {const} */ (["channels", "people"]))
      workplace.state.on(topic, () => this.show());
    this.show();
  }

  show() {
    const { channels, apps } = this.workplace.boot;
    const all = /** @type {any[]} */ (Object.values(channels));
    const rooms = all
      .filter((c) => !c.is_im && (c.is_member || !c.is_archived))
      .sort((a, b) => a.name.localeCompare(b.name));
    fill(
      this.list,
      group(
        "Channels",
        rooms.map((channel) => this.room(channel)),
      ),
      group(
        "People",
        this.people().map((user) => this.person(user, all)),
      ),
      group(
        "Apps",
        apps.map((/** @type {any} */ app) => this.app(app)),
      ),
    );
  }

  people() {
    const { directory, boot } = this.workplace;
    return Object.values(boot.users)
      .filter((user) => !user.is_bot && !user.deleted && user.id !== directory.me)
      .sort((a, b) => directory.userName(a.id).localeCompare(directory.userName(b.id)));
  }

  /** @param {any} channel */
  room(channel) {
    const mark = icon(channel.is_private ? ICONS.lock : ICONS.channel);
    const dim = !channel.is_member || channel.is_archived;
    return entry({
      href: `#c/${channel.id}`,
      mark,
      name: channel.name,
      current: here().channel === channel.id,
      ...counts(channel),
      dim,
    });
  }

  /** @param {any} user @param {any[]} channels */
  person(user, channels) {
    const direct = channels.find((channel) => channel.is_im && channel.user === user.id);
    const current = Boolean(direct) && here().channel === direct.id;
    const name = this.workplace.directory.userName(user.id);
    const run = () => this.workplace.openDirect(user.id);
    return entry({ run, mark: face(user, name), name, current, ...counts(direct) });
  }

  /** @param {any} app */
  app(app) {
    const direct = this.workplace.boot.channels[app.dm];
    const current = here().app === app.app_id || (Boolean(app.dm) && here().channel === app.dm);
    const href = app.home_enabled ? `#app/${app.app_id}` : `#c/${app.dm}`;
    return entry({
      href,
      mark: face(undefined, app.name),
      name: app.name,
      current,
      ...counts(direct),
    });
  }
}

/** @param {any} channel */
const counts = (channel) => ({
  unread: channel?.unread ?? 0,
  mentions: channel?.is_im ? channel.unread : (channel?.mentions ?? 0),
});

/** @param {string} label @param {HTMLElement[]} entries */
function group(label, entries) {
  if (!entries.length) return null;
  return h("section.place-group", {}, h("h2", {}, label), h("ul", {}, entries));
}

/**
 * @param {{href?: string, run?: () => void, mark: Element, name: string, current: boolean, unread: number, mentions: number, dim?: boolean}} place
 */
function entry({ href, run, mark, name, current, unread, mentions, dim }) {
  const kind = [unread ? "unread" : "", dim ? "dim" : "", current ? "current" : ""].join(" ");
  const inside = [
    mark,
    h("span.place-name", {}, name),
    mentions > 0 && h("span.count", {}, String(mentions), h("span.unseen", {}, " for you")),
    unread > 0 && h("span.unseen", {}, ` ${unread} unread`),
  ];
  const props = { class: kind, "aria-current": current ? "page" : null };
  return h(
    "li",
    {},
    href
      ? h("a.place", { href, ...props }, inside)
      : h("button.place", { type: "button", onclick: run, ...props }, inside),
  );
}
