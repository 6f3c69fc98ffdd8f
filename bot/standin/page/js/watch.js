/** The line that tells what happens while a script plays, with its pause and its stop. */

import { fill, h, icon } from "./dom.js";
import { ICONS } from "./icons.js";
import { face } from "./people.js";
import { plays } from "./script.js";
import { reset } from "./welcome.js";

/** The bar below the top line. */
export class WatchBar {
  /** @param {import("./workplace.js").Workplace} workplace @param {HTMLElement} [beside] shown behind its buttons */
  constructor(workplace, beside) {
    this.workplace = workplace;
    this.beside = beside;
    this.element = h("section.watch", { "aria-label": "Watching", hidden: true });
    this.note = h("p.watch-note", { "aria-live": "polite" });
    this.buttons = h("span.watch-buttons");
    this.progress = h("progress", { "aria-label": "Progress" });
    this.element.append(this.note, this.progress, this.buttons);
    workplace.state.on("script", () => this.show());
    this.show();
  }

  show() {
    const { script } = this.workplace.state;
    this.element.hidden = !script;
    if (!script) return;
    const going = plays(script);
    this.element.classList.toggle("paused", script.state === "paused");
    this.tell(going ? script.note || script.title : outcome(script), going && script.acting);
    Object.assign(this.progress, { max: script.steps, value: script.step });
    if (this.state === script.state) return;
    this.state = script.state;
    fill(this.buttons, going ? [this.pauseButton(), this.stopButton()] : this.lastButtons());
    if (going && this.beside) this.buttons.append(this.beside);
  }

  /** The same words are not said twice to a screen reader. @param {string} text @param {string} acting */
  tell(text, acting) {
    const key = `${text} ${acting}`;
    if (this.told === key) return;
    this.told = key;
    fill(this.note, acting && this.actor(acting, text), text);
  }

  /** @param {string} acting @param {string} text */
  actor(acting, text) {
    const { directory } = this.workplace;
    const person = directory.seat(acting);
    if (!person) return null;
    const [name] = person.name.split(" ");
    return h(
      "span.actor",
      {},
      face(directory.user(person.id), person.name),
      !text.includes(name) && h("strong", {}, name),
    );
  }

  pauseButton() {
    const paused = this.state === "paused";
    const hold = () => this.workplace.api.post("script-hold", { on: !paused });
    return h(
      "button.button.small",
      { type: "button", onclick: hold },
      icon(paused ? ICONS.play : ICONS.pause),
      paused ? "Go on" : "Pause",
    );
  }

  stopButton() {
    const stop = () => this.workplace.api.post("script-stop");
    return h("button.button.small", { type: "button", onclick: stop }, icon(ICONS.stop), "Stop");
  }

  /** What couldn't go on can from the beginning. */
  lastButtons() {
    const { api, boot, state } = this.workplace;
    const again = state.script.state === "failed" && boot.welcome;
    return [again && button("Reset", () => reset(api)), this.closeButton()];
  }

  closeButton() {
    const close = () => (this.element.hidden = true);
    return button("Close", close);
  }
}

/** @param {string} label @param {() => unknown} onclick */
const button = (label, onclick) => h("button.button.small", { type: "button", onclick }, label);

/** @param {any} script */
function outcome({ state, title, message }) {
  if (state === "done")
    return `${title}: that was all of it. Have a look around, or start your own.`;
  if (state === "stopped") return `${title}: stopped here. Go on yourself if you like.`;
  return `${title} couldn't go on. ${message ?? "Something is missing."}`;
}
