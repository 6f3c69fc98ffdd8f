/** Starts the page: who one is comes from the path, where one is from the part behind `#`. */

import { Api } from "./api.js";
import { arrange, h } from "./dom.js";
import { setEmoji } from "./emoji.js";
import { Live, streamOf } from "./live.js";
import { Notices } from "./notices.js";
import { tint } from "./people.js";
import { goto, here, permalink } from "./place.js";
import { plays } from "./script.js";
import { Scenes } from "./scenes/scenes.js";
import { Shell } from "./shell.js";
import { State } from "./state.js";
import { embedded } from "./topbar.js";
import { setClock, setZone } from "./when.js";
import { Workplace } from "./workplace.js";

const RETRY_MS = 1500;

/** The page of one person; while a workshop is watched, of whoever acts. */
class Page {
  /** @param {string} person */
  constructor(person) {
    this.own = person;
    this.current = person;
    this.notices = new Notices();
    this.scenes = new Scenes();
    addEventListener("hashchange", () => this.shell?.show());
  }

  /** @param {string} person the page becomes theirs */
  async become(person) {
    this.current = person;
    const api = new Api(person, (answer) => this.notices.show(answer.message, "error"));
    const boot = await api.get("bootstrap");
    if (!boot.ok) return this.later();
    if (this.current === person) await this.mount(api, boot);
  }

  later() {
    document.body.replaceChildren(
      h("p.waiting", { role: "status" }, "Waiting for the workspace …"),
    );
    setTimeout(() => this.become(this.current), RETRY_MS);
  }

  /** @param {Api} api @param {any} boot */
  async mount(api, boot) {
    const handle =
      boot.people.find((/** @type {any} */ one) => one.id === boot.me.id)?.handle ?? boot.me.handle;
    api.person = handle;
    if (this.own === "-") this.own = this.current = handle;
    setZone(boot.me.tz);
    setClock(boot.now);
    tint(boot.users);
    setEmoji(boot.emoji);
    boot.script ??= this.outcome ?? null;
    this.outcome = undefined;
    const state = new State(boot);
    const shell = new Shell(
      new Workplace(api, state, this.notices),
      this.scenes,
      (watching) => (this.watching = watching),
    );
    this.connect(handle, state, shell);
    await shell.show();
    if (this.current === handle) this.put(shell, state);
    else shell.end();
  }

  /** @param {Shell} shell @param {State} state */
  put(shell, state) {
    shell.modals.follow(this.shell?.modals);
    this.shell?.end();
    this.shell = shell;
    document.body.classList.remove("drawer-open");
    arrange(document.body, embedded ? [shell.element] : [shell.element, this.scenes.element]);
    shell.shown();
    shell.modals.sync();
    // The address may have changed while this shell was on its way.
    shell.show();
  }

  /** @param {string} person @param {State} state @param {Shell} shell */
  connect(person, state, shell) {
    this.live?.end();
    state.on("notice", (notice) => this.notices.show(notice.text, notice.kind));
    state.on("reload", () => this.become(this.current));
    state.on("script", (script) => this.follow(script));
    this.live = new Live({
      address: streamOf(person),
      after: state.boot.seq,
      onevent: (event) => state.apply(event),
      onstate: (up) => shell.connected(up),
    });
  }

  /** @param {any} script the page goes where it goes, and becomes whoever acts; in the end oneself again */
  follow(script) {
    if (embedded || !this.watching) return;
    const running = plays(script);
    if (running && script.channel) this.goWith(script);
    const acting = running && this.shell?.workplace.directory.seat(script.acting)?.handle;
    const who = running ? (acting ?? this.current) : this.own;
    if (!running) Object.assign(this, { watching: false, outcome: script });
    if (who !== this.current) this.become(who);
  }

  /** @param {{channel: string, thread_ts: string|null}} script */
  goWith({ channel, thread_ts: thread }) {
    const place = here();
    if (place.channel !== channel || place.thread !== thread) goto(channel, thread);
  }
}

const linked = permalink(location.href);
if (linked) {
  history.replaceState(null, "", "/");
  goto(linked.channel, linked.thread, linked.ts);
}
const person = decodeURIComponent(location.pathname.match(/^\/p\/([^/]+)/)?.[1] ?? "-");
new Page(person).become(person);
