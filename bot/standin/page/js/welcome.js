/** The first screen's card: what this is good for, and one press to see it. */

import { busy } from "./blocks/slot.js";
import { sure } from "./dialog.js";
import { fill, h, icon } from "./dom.js";
import { ICONS } from "./icons.js";
import { plays } from "./script.js";
import { embedded } from "./topbar.js";

const FOLDED = "welcome-folded";

/** The card above the conversation of the welcome's channel. */
export class Welcome {
  /**
   * @param {import("./workplace.js").Workplace} workplace
   * @param {(watching: boolean) => void} watch told when a script is started here, or couldn't be
   */
  constructor(workplace, watch) {
    this.workplace = workplace;
    this.watch = watch;
    this.element = h("section.welcome", { "aria-label": "What you can do here" });
    this.fold(embedded || sessionStorage.getItem(FOLDED) === "yes");
    workplace.state.on("script", (script) => plays(script) && this.fold(true));
    workplace.state.on(
      "messages",
      ({ channel, fresh }) => channel === workplace.boot.welcome.channel && this.yield(fresh),
    );
  }

  /** Make room once something happens, unless the person wants the card. @param {any} fresh */
  yield(fresh) {
    if (this.folded || sessionStorage.getItem(FOLDED) === "no") return;
    const { boot, state } = this.workplace;
    const here = state.messages(boot.welcome.channel, null);
    if (fresh || here.some((message) => message.bot_id)) this.fold(true);
  }

  /** @param {boolean} folded remembered for this window */
  choose(folded) {
    sessionStorage.setItem(FOLDED, folded ? "yes" : "no");
    this.fold(folded);
  }

  /** @param {boolean} folded */
  fold(folded) {
    this.folded = folded;
    const { lead, actions, footer, small } = this.workplace.boot.welcome;
    const label = folded ? "Show the introduction" : "Make this smaller";
    const pressed = [...this.element.querySelectorAll("button")].indexOf(
      /** @type {HTMLButtonElement} */ (document.activeElement),
    );
    const toggle = h(
      "button.icon-button.fold",
      {
        type: "button",
        "aria-label": label,
        "aria-expanded": String(!folded),
        onclick: () => this.choose(!folded),
      },
      icon(ICONS.down),
    );
    this.element.classList.toggle("folded", folded);
    fill(
      this.element,
      toggle,
      !folded && h("p.lead", {}, lead),
      h(
        "div.welcome-actions",
        {},
        actions.map((/** @type {any} */ action, /** @type {number} */ i) =>
          this.action(action, i, folded),
        ),
      ),
      !folded && [line(this.workplace, footer), line(this.workplace, small)],
    );
    this.element.querySelectorAll("button")[pressed]?.focus({ preventScroll: true });
  }

  /** @param {any} action @param {number} index @param {boolean} folded */
  action(action, index, folded) {
    const button = h(
      "button.button",
      { type: "button", class: index ? "" : "primary" },
      action.label,
    );
    button.addEventListener("click", () => busy(button, () => this.run(action)));
    return h(
      "div.welcome-action",
      {},
      button,
      !folded && action.hint && h("span.hint", {}, action.hint),
    );
  }

  /** @param {any} action */
  async run(action) {
    const { api, boot } = this.workplace;
    if (action.script) this.watch(true);
    const answer = action.script
      ? await api.post(`script/${encodeURIComponent(action.script)}`)
      : await api.post("command", { channel: boot.welcome.channel, text: action.command });
    if (answer.ok) this.choose(true);
    else if (action.script) this.watch(false);
  }
}

/**
 * Draw the line that resets the example, for elsewhere on the page.
 *
 * @param {import("./workplace.js").Workplace} workplace
 * @returns {HTMLElement|null}
 */
export function resetLine(workplace) {
  const { footer, small } = workplace.boot.welcome ?? {};
  return line(
    workplace,
    [small, footer].find((text) => RESET.test(text ?? "")),
  );
}

const RESET = /(\bReset\b)/;

/** Go back to how it began, if one is sure. @param {import("./api.js").Api} api */
export async function reset(api) {
  const what = "Everything written here goes back to how it began.";
  if (await sure("Reset the example?", what, "Reset")) api.post("reset");
}

/**
 * The word "Reset" within is the button that does it.
 *
 * @param {import("./workplace.js").Workplace} workplace
 * @param {string|undefined} text
 */
function line({ api }, text) {
  if (!text) return null;
  const parts = text
    .split(RESET)
    .map((part) =>
      part === "Reset" ? h("button.link", { type: "button", onclick: () => reset(api) }, part) : part,
    );
  return h("p.footer", {}, parts);
}
