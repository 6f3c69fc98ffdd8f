/** Two to four people side by side, each in a page of their own, with one look behind the scenes. */

import { Api } from "./api.js";
import { arrange, fill, h } from "./dom.js";
import { Live, streamOf } from "./live.js";
import { Notices } from "./notices.js";
import { face, tint } from "./people.js";
import { Scenes } from "./scenes/scenes.js";
import { State } from "./state.js";
import { tools } from "./topbar.js";
import { WatchBar } from "./watch.js";
import { Workplace } from "./workplace.js";

const FEWEST = 2;
const MOST = 4;

/** The page that holds the others. */
class Side {
  /** @param {Workplace} workplace of the first person, who hears what plays */
  constructor(workplace) {
    this.workplace = workplace;
    this.scenes = new Scenes();
    /** @type {Map<string, HTMLElement>} */
    this.frames = new Map();
    this.chosen = this.wanted();
    this.choice = h("span.side-choice", { role: "group", "aria-label": "Who is shown" });
    this.stage = h("main.side");
    document.body.replaceChildren(
      h(
        "header.side-head",
        {},
        h("h1", {}, "Side by side"),
        this.choice,
        h("a", { href: "/" }, "One person"),
        tools(this.scenes),
      ),
      new WatchBar(workplace).element,
      this.stage,
      this.scenes.element,
      workplace.notices.element,
    );
    this.show();
  }

  get people() {
    return this.workplace.boot.people;
  }

  /** Whom the address names, as far as they are here; else the first ones. */
  wanted() {
    const known = this.people.map((/** @type {any} */ one) => one.handle);
    const named = (new URLSearchParams(location.search).get("people") ?? "").split(",");
    const found = [...new Set(named)].filter((handle) => known.includes(handle));
    return (found.length >= FEWEST ? found : known.slice(0, MOST)).slice(0, MOST);
  }

  show() {
    const address = `/side?people=${this.chosen.join(",")}`;
    history.replaceState(null, "", address);
    fill(
      this.choice,
      this.people.map((/** @type {any} */ one) => this.chip(one)),
    );
    this.stage.className = `side of-${this.chosen.length}`;
    arrange(
      this.stage,
      this.chosen.map((handle) => this.frame(handle)),
    );
  }

  /** @param {any} person */
  chip(person) {
    const { handle, name, id } = person;
    const on = this.chosen.includes(handle);
    const few = on && this.chosen.length <= FEWEST;
    const full = !on && this.chosen.length >= MOST;
    return h(
      "button.person-chip",
      {
        type: "button",
        "aria-pressed": String(on),
        disabled: few || full,
        title: few ? "At least two are shown" : full ? "At most four are shown" : "",
        onclick: () => this.turn(handle, on),
      },
      face(this.workplace.directory.user(id), name),
      name.split(" ")[0],
    );
  }

  /** @param {string} handle @param {boolean} on */
  turn(handle, on) {
    this.chosen = on ? this.chosen.filter((one) => one !== handle) : [...this.chosen, handle];
    if (on) this.frames.delete(handle);
    this.show();
  }

  /** @param {string} handle */
  frame(handle) {
    const { name } = this.people.find((/** @type {any} */ one) => one.handle === handle);
    const made = () =>
      h("iframe", { src: `/p/${encodeURIComponent(handle)}`, title: name.split(" ")[0] });
    const node = this.frames.get(handle) ?? made();
    this.frames.set(handle, node);
    return node;
  }
}

async function begin() {
  const notices = new Notices();
  const api = new Api("-", (answer) => notices.show(answer.message, "error"));
  const boot = await api.get("bootstrap");
  if (!boot.ok) return setTimeout(begin, 1500);
  tint(boot.users);
  api.person = boot.people[0].handle;
  const state = new State(boot);
  state.on("reload", () => location.reload());
  new Live({
    address: streamOf(api.person),
    after: boot.seq,
    onevent: (event) => state.apply(event),
    onstate: () => {},
  });
  new Side(new Workplace(api, state, notices));
}

begin();
