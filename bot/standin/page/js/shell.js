/** The page around the panes, for one person: what is shown follows the address. */

import { ChannelPane } from "./channel.js";
import { fill, h } from "./dom.js";
import { HomePane } from "./home.js";
import { Modals } from "./modal.js";
import { goto, here, permalink } from "./place.js";
import { drawer, Sidebar } from "./sidebar.js";
import { ThreadPane } from "./thread.js";
import { topbar } from "./topbar.js";
import { WatchBar } from "./watch.js";
import { resetLine, Welcome } from "./welcome.js";

/** All that is on the page while one is one person. */
export class Shell {
  /** @param {import("./workplace.js").Workplace} workplace @param {(watching: boolean) => void} watch */
  constructor(workplace, watch) {
    this.workplace = workplace;
    this.sidebar = new Sidebar(workplace, resetLine(workplace));
    this.modals = new Modals(workplace);
    this.welcome = workplace.boot.welcome && new Welcome(workplace, watch);
    this.offline = h("p.offline", { role: "status", hidden: true }, "Reconnecting …");
    this.panes = h("div.panes");
    const curtain = h("div.curtain", { onclick: () => drawer(false) });
    this.element = h(
      "div.shell",
      {},
      topbar(workplace),
      new WatchBar(workplace).element,
      this.offline,
      h("div.room", {}, this.sidebar.element, curtain, this.panes),
      workplace.notices.element,
      this.modals.element,
    );
    this.wanted = "";
    this.element.addEventListener("click", (event) => this.follow(event));
  }

  /** @param {boolean} up */
  connected(up) {
    this.offline.hidden = up;
  }

  /** Show what the address says, one change after the other. @returns {Promise<void>} */
  show() {
    this.shows = (this.shows ?? Promise.resolve()).then(() => this.arrive());
    return this.shows;
  }

  /** The first channel is where one is when the address says nothing. */
  async arrive() {
    const place = here();
    const { boot } = this.workplace;
    const app = boot.apps.find((/** @type {any} */ one) => one.app_id === place.app);
    const channel = boot.channels[place.channel ?? ""] ? place.channel : this.first();
    if (!app && channel !== place.channel) history.replaceState(null, "", `#c/${channel}`);
    await (app
      ? this.showMain(`app ${app.app_id}`, () => new HomePane(this.workplace, app))
      : this.showChannel(/** @type {string} */ (channel)));
    await this.showThread(app ? null : channel, place.thread);
    this.sidebar.show();
    if (this.element.isConnected) this.reveal();
  }

  first() {
    const all = /** @type {any[]} */ (Object.values(this.workplace.boot.channels));
    return (
      this.workplace.boot.welcome?.channel ??
      all.find((channel) => channel.is_member && !channel.is_im)?.id
    );
  }

  /** @param {string} channel */
  showChannel(channel) {
    const welcome =
      channel === this.workplace.boot.welcome?.channel ? (this.welcome?.element ?? null) : null;
    return this.showMain(
      `channel ${channel}`,
      () => new ChannelPane(this.workplace, channel, welcome),
    );
  }

  /** @param {string} key @param {() => ChannelPane|HomePane} make */
  async showMain(key, make) {
    if (this.key === key) return;
    this.key = key;
    this.main?.end();
    this.main = make();
    await this.main.load();
    this.place();
    if (this.main instanceof ChannelPane) this.main.timeline.toNewest();
  }

  /** @param {string|null} channel @param {string|null} ts */
  async showThread(channel, ts) {
    const key = channel && ts ? `${channel} ${ts}` : "";
    if (this.threadKey === key) return;
    this.threadKey = key;
    this.thread?.end();
    this.thread = channel && ts ? new ThreadPane(this.workplace, channel, ts) : undefined;
    await this.thread?.load();
    this.place();
    const watched = this.workplace.state.script?.state === "running";
    if (!watched) this.thread?.composer.field.focus({ preventScroll: true });
  }

  place() {
    fill(this.panes, this.main?.element, this.thread?.element);
    this.panes.classList.toggle("with-thread", Boolean(this.thread));
  }

  /** The page has a height now, so that the newest can be scrolled to. */
  shown() {
    if (this.main instanceof ChannelPane) this.main.timeline.toNewest();
    this.reveal();
  }

  /** Bring the message that a link led to into sight, once. */
  reveal() {
    if (!this.wanted) return;
    this.thread?.timeline.reveal(this.wanted);
    if (this.main instanceof ChannelPane) this.main.timeline.reveal(this.wanted);
    this.wanted = "";
  }

  /** @param {MouseEvent} event a link to a message of this workspace leads there, not to another page */
  follow(event) {
    const link = /** @type {HTMLElement} */ (event.target).closest("a");
    const goal = link && permalink(link.href);
    if (!goal || !this.workplace.boot.channels[goal.channel]) return;
    event.preventDefault();
    this.wanted = goal.ts;
    goto(goal.channel, goal.thread);
    this.show();
  }

  end() {
    this.main?.end();
    this.thread?.end();
  }
}
