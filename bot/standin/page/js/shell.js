/** The page around the panes, for one person: what is shown follows the address. */

import { aboutPerson } from "./about.js";
import { CanvasPane } from "./canvas.js";
import { ChannelPane } from "./channel.js";
import { fill, h } from "./dom.js";
import { HomePane } from "./home.js";
import { Modals } from "./modal.js";
import { Jump } from "./jump.js";
import { listen } from "./keys.js";
import { goto, here, permalink, takeWanted } from "./place.js";
import { plays } from "./script.js";
import { Shoulder } from "./shoulder.js";
import { drawer, Sidebar } from "./sidebar.js";
import { ThreadPane } from "./thread.js";
import { beside, embedded, topbar } from "./topbar.js";
import { WatchBar } from "./watch.js";
import { resetLine, Welcome } from "./welcome.js";

/** Give the focus back, or to the message, where it came from. @param {HTMLElement} came */
function refocus(came) {
  const message = /** @type {HTMLElement|null} */ (came.closest(".message"));
  (came.checkVisibility() ? came : message)?.focus({ preventScroll: true });
}

/** All that is on the page while one is one person. */
export class Shell {
  /**
   * @param {import("./workplace.js").Workplace} workplace
   * @param {import("./scenes/scenes.js").Scenes} scenes
   * @param {(watching: boolean) => void} watch
   */
  constructor(workplace, scenes, watch) {
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
      topbar(workplace, scenes),
      !embedded && new WatchBar(workplace, beside(workplace.boot)).element,
      this.offline,
      h("div.room", {}, this.sidebar.element, curtain, this.panes),
      workplace.notices.element,
      this.modals.element,
    );
    this.shoulder = new Shoulder(this);
    this.element.addEventListener("click", (event) => this.follow(event));
    this.stops = [
      listen({
        jump: () => new Jump(workplace).open(),
        walk: (step) => this.sidebar.walk(step),
      }),
      workplace.state.on("channels", () => this.title()),
    ];
    this.title();
  }

  /** What waits for this person stands in the window's title. */
  title() {
    const { boot, directory } = this.workplace;
    const waiting = /** @type {any[]} */ (Object.values(boot.channels)).reduce(
      (sum, channel) => sum + (channel.is_im ? channel.unread : channel.mentions),
      0,
    );
    const name = `${directory.userName(directory.me)} · ${boot.team.name}`;
    document.title = waiting ? `(${waiting}) ${name}` : name;
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
    await this.showBeside(channel, app ? {} : place);
    this.sidebar.show();
    if (this.element.isConnected) this.reveal();
    this.shoulder.look();
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

  /** @param {any} channel @param {{thread?: string|null, canvas?: string|null}} what stands beside it */
  async showBeside(channel, { thread, canvas }) {
    const key = thread ?? canvas ? `${channel} ${thread ?? canvas}` : "";
    if (this.besideKey === key) return;
    this.besideKey = key;
    const focused = /** @type {HTMLElement} */ (document.activeElement);
    const back = this.beside?.element.contains(focused) ? this.came : null;
    this.came = focused;
    this.beside?.end();
    this.beside = undefined;
    if (thread) this.beside = new ThreadPane(this.workplace, channel, thread);
    else if (canvas) this.beside = new CanvasPane(this.workplace, canvas);
    await this.beside?.load();
    this.place();
    const watched = plays(this.workplace.state.script);
    if (!watched) this.beside?.composer?.field.focus({ preventScroll: true });
    if (!this.beside && back) refocus(back);
  }

  place() {
    fill(this.panes, this.main?.element, this.beside?.element);
    this.panes.classList.toggle("with-thread", Boolean(this.beside));
  }

  /** The page has a height now, so that the newest can be scrolled to. */
  shown() {
    if (this.main instanceof ChannelPane) this.main.timeline.toNewest();
    this.reveal();
    this.shoulder.look();
  }

  /** @param {boolean} inThread @returns {import("./composer.js").Composer|undefined} */
  composer(inThread) {
    return inThread ? this.beside?.composer : this.main?.composer;
  }

  /** Bring the message that a link led to into sight, once. */
  reveal() {
    const wanted = takeWanted();
    if (!wanted) return;
    if (this.beside instanceof ThreadPane) this.beside.timeline.reveal(wanted);
    if (this.main instanceof ChannelPane) this.main.timeline.reveal(wanted);
  }

  /** @param {MouseEvent} event a link to a message of this workspace leads there, a name to its person */
  follow(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const person = /** @type {HTMLElement|null} */ (target.closest("[data-user]"));
    if (person?.dataset.user) return aboutPerson(this.workplace, person.dataset.user);
    const link = target.closest("a");
    const goal = link && permalink(link.href);
    if (!goal || !this.workplace.boot.channels[goal.channel]) return;
    event.preventDefault();
    goto(goal.channel, goal.thread, goal.ts);
  }

  end() {
    this.shoulder.end();
    for (const stop of this.stops) stop();
    this.main?.end();
    this.beside?.end();
  }
}
