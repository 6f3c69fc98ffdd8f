/** The list of channels, people and apps; on a phone it is a drawer. */

import { fill, h, icon } from "./dom.js";
import { ICONS } from "./icons.js";
import { newChannel } from "./new_channel.js";
import { face } from "./people.js";
import { here } from "./place.js";
import { menu } from "./popover.js";

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
      team(workplace.boot),
      this.list,
      foot,
    );
    this.element.addEventListener("click", (event) => {
      if (/** @type {HTMLElement} */ (event.target).closest(".place")) drawer(false);
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
      .filter((c) => !c.is_im && !c.is_mpim && (c.is_member || !c.is_archived))
      .sort((a, b) => a.name.localeCompare(b.name));
    const people = this.workplace.directory.colleagues();
    fill(
      this.list,
      group(
        "Channels",
        rooms.map((channel) => this.room(channel)),
        this.addButton(),
      ),
      group(
        "People",
        [
          ...people.map((user) => this.person(user, all)),
          ...all.filter((c) => c.is_mpim).map((channel) => this.room(channel)),
        ],
      ),
      group(
        "Apps",
        apps.map((/** @type {any} */ app) => this.app(app)),
      ),
    );
  }

  addButton() {
    return h(
      "button.icon-button.add",
      {
        type: "button",
        "aria-label": "New channel",
        title: "New channel",
        onclick: () => newChannel(this.workplace),
      },
      icon(ICONS.plus),
    );
  }

  /** Go to the place above or below the current one. @param {1|-1} step */
  walk(step) {
    const all = /** @type {HTMLElement[]} */ ([...this.list.querySelectorAll(".place")]);
    const from = all.findIndex((place) => place.matches("[aria-current]"));
    all[(from + step + all.length) % all.length]?.click();
  }

  /** @param {any} channel */
  room(channel) {
    const shape = channel.is_mpim ? ICONS.people : channel.is_private ? ICONS.lock : ICONS.channel;
    const mark = icon(shape);
    const dim = !channel.is_member || channel.is_archived;
    return entry({
      href: `#c/${channel.id}`,
      mark,
      name: this.workplace.directory.channelName(channel.id),
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

/** The workspace's name; where there are several, the way to the others. @param {any} boot */
function team({ team: { name }, workspaces }) {
  const shown = [icon(ICONS.trail, "icon mark"), h("span", {}, name)];
  if (workspaces.length < 2) return h("p.team", {}, shown);
  const button = h("button.team", { type: "button" }, shown, icon(ICONS.down, "icon chevron"));
  const items = () =>
    workspaces.map((/** @type {any} */ one) => ({
      label: one.name,
      icon: icon(one.name === name ? ICONS.check : ICONS.blank),
      run: () => location.assign(one.url),
    }));
  return [button, menu(button, items)];
}

/** @param {any} channel */
const counts = (channel) => ({
  unread: channel?.unread ?? 0,
  mentions: channel?.is_im ? channel.unread : (channel?.mentions ?? 0),
});

/** @param {string} label @param {HTMLElement[]} entries @param {HTMLElement} [button] beside the label */
function group(label, entries, button) {
  if (!entries.length) return null;
  return h("section.place-group", {}, h("h2", {}, label, button), h("ul", {}, entries));
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
