/** Going somewhere by typing: channels, people, apps. */

import { closable } from "./dialog.js";
import { fill, h, icon, uid } from "./dom.js";
import { ICONS } from "./icons.js";
import { face } from "./people.js";
import { goto, gotoApp } from "./place.js";

const MOST = 9;

/** @typedef {{name: string, hint: string, mark: Element, go: () => void, unread: number}} Place */

/** @param {import("./workplace.js").Workplace} workplace @returns {Place[]} the unread ones first */
function places(workplace) {
  const { boot, directory } = workplace;
  const all = /** @type {any[]} */ (Object.values(boot.channels));
  const rooms = all
    .filter((channel) => !channel.is_im)
    .map((channel) => ({
      name: channel.name,
      hint: channel.topic,
      mark: icon(channel.is_private ? ICONS.lock : ICONS.channel),
      go: () => goto(channel.id),
      unread: channel.unread,
    }));
  const people = directory.colleagues().map((user) => ({
    name: directory.userName(user.id),
    hint: user.profile?.title ?? "",
    mark: face(user, directory.userName(user.id)),
    go: () => workplace.openDirect(user.id),
    unread: all.find((channel) => channel.is_im && channel.user === user.id)?.unread ?? 0,
  }));
  const apps = boot.apps.map((/** @type {any} */ app) => ({
    name: app.name,
    hint: app.description ?? "app",
    mark: face(undefined, app.name),
    go: () => (app.home_enabled ? gotoApp(app.app_id) : goto(app.dm)),
    unread: boot.channels[app.dm]?.unread ?? 0,
  }));
  return [...rooms, ...people, ...apps].sort((a, b) => b.unread - a.unread);
}

/** The dialog that asks where to go. */
export class Jump {
  /** @param {import("./workplace.js").Workplace} workplace */
  constructor(workplace) {
    this.all = places(workplace);
    this.listId = uid("places");
    this.list = h("div.options", { role: "listbox", id: this.listId, "aria-label": "Places" });
    this.field = /** @type {HTMLInputElement} */ (
      h("input.field", {
        type: "text",
        role: "combobox",
        "aria-expanded": "true",
        "aria-controls": this.listId,
        "aria-label": "Where to?",
        placeholder: "Where to?",
        autocomplete: "off",
        oninput: () => this.show(),
        onkeydown: (/** @type {any} */ event) => this.pressed(event),
      })
    );
    this.dialog = /** @type {HTMLDialogElement} */ (
      h("dialog.jump", { "aria-label": "Go to" }, this.field, this.list)
    );
    closable(this.dialog);
    this.show();
  }

  open() {
    document.body.append(this.dialog);
    this.dialog.showModal();
  }

  show() {
    const query = this.field.value.trim().toLowerCase();
    this.shown = this.all.filter(({ name }) => name.toLowerCase().includes(query)).slice(0, MOST);
    const rows = this.shown.map((place, index) => this.row(place, index));
    fill(this.list, rows.length ? rows : h("p.options-none", {}, "Nothing found"));
    this.mark(0);
  }

  /** @param {Place} place @param {number} index */
  row(place, index) {
    return h(
      "div.suggestion",
      {
        role: "option",
        id: `${this.listId}-${index}`,
        class: place.unread ? "unread" : "",
        onclick: () => this.take(place),
      },
      place.mark,
      h("span.suggestion-label", {}, place.name),
      h("span.suggestion-hint", {}, place.hint),
    );
  }

  /** @param {number} index */
  mark(index) {
    this.active = index;
    const rows = [...this.list.querySelectorAll("[role=option]")];
    rows.forEach((row, i) => row.setAttribute("aria-selected", String(i === index)));
    if (rows[index]) this.field.setAttribute("aria-activedescendant", rows[index].id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const { shown = [], active = 0 } = this;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter") this.take(shown[active]);
    else if (step && shown.length) this.mark((active + step + shown.length) % shown.length);
    else return;
    event.preventDefault();
  }

  /** @param {Place|undefined} place */
  take(place) {
    if (!place) return;
    this.dialog.close();
    place.go();
  }
}
