/** The line that tells what happens while a script plays. */

import { fill, h, icon } from "./dom.js";
import { ICONS } from "./icons.js";
import { face } from "./people.js";

/** The bar below the top line. */
export class WatchBar {
  /** @param {import("./workplace.js").Workplace} workplace */
  constructor(workplace) {
    this.workplace = workplace;
    this.element = h("section.watch", { "aria-label": "Watching", hidden: true });
    this.note = h("p.watch-note", { "aria-live": "polite" });
    workplace.state.on("script", () => this.show());
    this.show();
  }

  show() {
    const { script } = this.workplace.state;
    this.element.hidden = !script;
    if (!script) return;
    const running = script.state === "running";
    fill(this.note, this.actor(script), running ? script.note || script.title : outcome(script));
    const progress = h("progress", {
      max: script.steps,
      value: script.step,
      "aria-label": "Progress",
    });
    fill(this.element, this.note, progress, running ? this.stopButton() : this.closeButton());
  }

  /** @param {any} script */
  actor({ acting, state, note = "" }) {
    const person = this.workplace.boot.people.find(
      (/** @type {any} */ one) => one.handle === acting,
    );
    if (!person || state !== "running") return null;
    const [name] = person.name.split(" ");
    return h(
      "span.actor",
      {},
      face(this.workplace.directory.user(person.id), person.name),
      !note.includes(name) && h("strong", {}, name),
    );
  }

  stopButton() {
    const stop = () => this.workplace.api.post("script-stop");
    return h("button.button.small", { type: "button", onclick: stop }, icon(ICONS.stop), "Stop");
  }

  closeButton() {
    const close = () => (this.element.hidden = true);
    return h("button.button.small", { type: "button", onclick: close }, "Close");
  }
}

/** @param {any} script */
function outcome({ state, title, message }) {
  if (state === "done")
    return `${title}: that was all of it. Have a look around, or start your own.`;
  if (state === "stopped") return `${title}: stopped here. Go on yourself if you like.`;
  return `${title} couldn't go on: ${message ?? "something is missing"}`;
}
