/** What there is to know of a channel or a person, and what one can do about it. */

import { Combobox } from "./combobox.js";
import { notice, sure } from "./dialog.js";
import { fill, h, icon } from "./dom.js";
import { ICONS } from "./icons.js";
import { plain } from "./mrkdwn.js";
import { face } from "./people.js";
import { goto, gotoApp } from "./place.js";
import { clock, dateOf, local } from "./when.js";

/** @typedef {import("./workplace.js").Workplace} Workplace */

/**
 * Show a channel's members and pins.
 *
 * @param {Workplace} workplace
 * @param {string} channel
 */
export async function aboutChannel(workplace, channel) {
  const { api, boot, state, directory } = workplace;
  const answer = await api.get("pins", { channel });
  const pins = answer.ok ? answer.messages : [];
  const body = h("div.about");
  const show = () => {
    const known = boot.channels[channel];
    if (!known) return dialog.close();
    fill(
      body,
      known.topic && h("p", {}, known.topic),
      members(workplace, known),
      pins.length > 0 && pinned(pins, channel, directory, () => dialog.close()),
      known.is_member && leaving(workplace, known, () => dialog.close()),
    );
  };
  const dialog = notice(`#${directory.channelName(channel)}`, body);
  dialog.addEventListener("close", state.on("channels", show));
  show();
}

/** @param {Workplace} workplace @param {any} known */
function members(workplace, known) {
  const { api, boot, directory } = workplace;
  const may = known.is_member && !known.is_archived;
  const rows = known.members.map((/** @type {string} */ id) => {
    const name = directory.userName(id);
    const remove = () => api.post("remove", { channel: known.id, user: id });
    return h(
      "li.member",
      {},
      face(directory.user(id), name),
      h("span.member-name", {}, name, kind(directory.user(id))),
      may &&
        id !== boot.me.id &&
        h(
          "button.button.small",
          { type: "button", "aria-label": `Remove ${name}`, onclick: remove },
          "Remove",
        ),
    );
  });
  return h(
    "section",
    { "aria-label": "Members" },
    h("h3", {}, rows.length === 1 ? "1 member" : `${rows.length} members`),
    may && inviting(workplace, known),
    h("ul.member-list", {}, rows),
  );
}

/** @param {any} user */
const kind = (user) =>
  h("span.soft", {}, user?.is_bot ? " · app" : user?.is_restricted ? " · guest" : "");

/** @param {Workplace} workplace @param {any} known */
function inviting({ api, boot, directory }, known) {
  const all = Object.values(boot.users)
    .filter((user) => !user.deleted && !known.members.includes(user.id))
    .map((user) => ({
      value: user.id,
      label: directory.userName(user.id),
      hint: user.is_bot ? "app" : user.profile?.title,
    }));
  if (!all.length) return null;
  return new Combobox({
    label: "Add somebody",
    placeholder: "Add people or apps",
    chosen: [],
    multiple: false,
    clearable: false,
    load: (query) => [
      {
        label: null,
        options: all.filter((one) => one.label.toLowerCase().includes(query.toLowerCase())),
      },
    ],
    name: (value) => directory.userName(value),
    onchange: ([user]) => api.post("invite", { channel: known.id, user }),
  }).element;
}

/**
 * @param {any[]} pins @param {string} channel
 * @param {import("./directory.js").Directory} directory @param {() => void} done
 */
function pinned(pins, channel, directory, done) {
  const rows = pins.map((message) => {
    const open = () => {
      done();
      goto(channel, message.thread_ts ?? null, message.ts);
    };
    return h(
      "li",
      {},
      h(
        "button.pinned",
        { type: "button", onclick: open },
        h("strong", {}, directory.userName(message.user)),
        h("span.soft", {}, ` ${clock(dateOf(message.ts))} `),
        plain((message.text ?? "").slice(0, 160)),
      ),
    );
  });
  return h("section", { "aria-label": "Pinned" }, h("h3", {}, "Pinned"), h("ul.pins", {}, rows));
}

/** @param {Workplace} workplace @param {any} known @param {() => void} done */
function leaving({ api }, known, done) {
  const leave = async () => {
    if (!(await sure(`Leave #${known.name}?`, "You can come back if it is public.", "Leave")))
      return;
    const answer = await api.post("leave", { channel: known.id });
    if (answer.ok) done();
  };
  return h("button.button.small.danger", { type: "button", onclick: leave }, "Leave");
}

/**
 * Show who somebody is.
 *
 * @param {Workplace} workplace
 * @param {string} id
 */
export function aboutPerson(workplace, id) {
  const { directory, boot } = workplace;
  const user = directory.user(id);
  if (!user) return;
  const app = directory.appOf(id);
  const name = app?.name ?? directory.userName(id);
  const close = (/** @type {() => void} */ run) => () => {
    dialog.close();
    run();
  };
  const write = close(() => workplace.openDirect(id));
  const home = close(() => gotoApp(app.app_id));
  const dialog = notice(
    name,
    h(
      "div.person-card",
      {},
      face(user, name),
      h(
        "div",
        {},
        h("p", {}, app?.description || user.profile?.title || (user.is_bot ? "App" : "")),
        !user.is_bot && user.tz && h("p.soft", {}, `${local(user.tz)} where they are`),
        user.deleted && h("p.soft", {}, "This account is deactivated."),
      ),
    ),
    id !== boot.me.id &&
      h(
        "div.dialog-foot",
        {},
        app?.home_enabled && h("button.button", { type: "button", onclick: home }, "Open its Home"),
        h(
          "button.button.primary",
          { type: "button", onclick: write, disabled: user.deleted },
          icon(ICONS.reply),
          "Write a message",
        ),
      ),
  );
}
