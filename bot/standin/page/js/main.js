/** Starts the page: who one is comes from the path, where one is from the part behind `#`. */

import { Api } from "./api.js";
import { h } from "./dom.js";
import { Live } from "./live.js";
import { Notices } from "./notices.js";
import { tint } from "./people.js";
import { goto, here, permalink } from "./place.js";
import { Shell } from "./shell.js";
import { State } from "./state.js";
import { embedded } from "./topbar.js";
import { setClock, setZone } from "./when.js";
import { Workplace } from "./workplace.js";

const RETRY_MS = 1500;

/** The page of one person; while a workshop is watched, of whoever acts. */
class Page {
  /** @param {string} person @param {string} wanted the ts of a message that a link led to */
  constructor(person, wanted) {
    this.own = person;
    this.wanted = wanted;
    this.current = person;
    this.notices = new Notices();
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
    boot.script ??= this.outcome ?? null;
    this.outcome = undefined;
    const state = new State(boot);
    const shell = new Shell(
      new Workplace(api, state, this.notices),
      (watching) => (this.watching = watching),
    );
    shell.wanted = this.wanted;
    this.wanted = "";
    this.connect(handle, state, shell);
    await shell.show();
    if (this.current === handle) this.put(shell, state);
    else shell.end();
  }

  /** @param {Shell} shell @param {State} state */
  put(shell, state) {
    this.shell?.end();
    this.shell = shell;
    document.title = `${state.directory.userName(state.directory.me)} · ${state.boot.team.name}`;
    document.body.classList.remove("drawer-open");
    document.body.replaceChildren(shell.element);
    shell.shown();
    shell.modals.sync();
  }

  /** @param {string} person @param {State} state @param {Shell} shell */
  connect(person, state, shell) {
    this.live?.end();
    state.on("notice", (notice) => this.notices.show(notice.text, notice.kind));
    state.on("reload", () => this.become(this.current));
    state.on("script", (script) => this.follow(script));
    this.live = new Live({
      person,
      seq: state.boot.seq,
      onevent: (event) => state.apply(event),
      onstate: (up) => shell.connected(up),
    });
  }

  /** @param {any} script the page goes where it goes, and becomes whoever acts; in the end oneself again */
  follow(script) {
    if (embedded || !this.watching) return;
    const running = script?.state === "running";
    if (running && script.channel) this.goWith(script);
    const who = running ? (script.acting ?? this.current) : this.own;
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
if (linked)
  history.replaceState(
    null,
    "",
    linked.thread ? `/#c/${linked.channel}/${linked.thread}` : `/#c/${linked.channel}`,
  );
const person = decodeURIComponent(location.pathname.match(/^\/p\/([^/]+)/)?.[1] ?? "-");
new Page(person, linked?.ts ?? "").become(person);
