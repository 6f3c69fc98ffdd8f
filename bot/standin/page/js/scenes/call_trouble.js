/** How the Web API misbehaves. */

import { fill, h } from "../dom.js";
import { amount, press } from "./switch.js";

/** What each kind of trouble is called, and the one figure or word that it takes. */
const KINDS = Object.freeze({
  ratelimited: { label: "say 429, too many", takes: ["retry_after", "Retry-After", "1"] },
  status: { label: "answer with a status", takes: ["status", "Status", "503"] },
  html: { label: "answer with a web page", takes: null },
  drop: { label: "do the work, then break off", takes: ["seconds", "Seconds before", "0"] },
  delay: { label: "take their time", takes: ["seconds", "Seconds", "5"] },
  error: { label: "refuse with an error", takes: ["error", "Error", "internal_error"] },
  unknown_method: { label: "not know the method", takes: null },
});

/** @typedef {keyof typeof KINDS} Kind */

const NUMBERS = new Set(["status", "seconds"]);

/** The part of the switchboard for calls. */
export class CallTrouble {
  /** @param {(what: string, body: object) => void} give */
  constructor(give) {
    this.give = give;
    this.rules = h("ul.rules");
    this.takes = h("span.amounted");
    this.method = /** @type {HTMLInputElement} */ (
      h("input.field", {
        type: "text",
        placeholder: "every method",
        "aria-label": "Method",
        autocomplete: "off",
        spellcheck: "false",
      })
    );
    this.kind = /** @type {HTMLSelectElement} */ (
      h(
        "select.field",
        { "aria-label": "Trouble", onchange: () => this.ask() },
        Object.entries(KINDS).map(([value, { label }]) => h("option", { value }, label)),
      )
    );
    this.count = amount("for the next", "calls", { value: 1, min: 1, max: 1000 });
    this.element = h(
      "section.trouble",
      { "aria-label": "Calls to the Web API" },
      h("h3", {}, "Calls to the Web API"),
      h("form.trouble-row", { onsubmit: (/** @type {Event} */ e) => this.arm(e) }, [
        "Let",
        this.method,
        this.kind,
        this.takes,
        this.count.element,
        h("button.button.small.primary", { type: "submit" }, "Disturb"),
      ]),
      this.rules,
    );
    this.ask();
  }

  get takesNow() {
    return KINDS[/** @type {Kind} */ (this.kind.value)].takes;
  }

  ask() {
    const { takesNow } = this;
    if (!takesNow) return fill(this.takes);
    const [, label, value] = takesNow;
    this.word = /** @type {HTMLInputElement} */ (
      h("input.field.amount", { type: "text", "aria-label": label, value, autocomplete: "off" })
    );
    fill(this.takes, h("span", { "aria-hidden": "true" }, label), this.word);
  }

  /** @param {Event} event */
  arm(event) {
    event.preventDefault();
    const { takesNow } = this;
    const body = {
      kind: this.kind.value,
      method: this.method.value.trim() || "*",
      count: Number(this.count.field.value),
    };
    this.give("fault", takesNow ? { ...body, [takesNow[0]]: this.said(takesNow[0]) } : body);
  }

  /** @param {string} key */
  said(key) {
    const text = this.word?.value.trim() ?? "";
    if (NUMBERS.has(key)) return Number(text);
    return text || null;
  }

  /** @param {any[]} faults the rules in force */
  show(faults) {
    fill(
      this.rules,
      faults.map((rule) => h("li", {}, sentence(rule))),
      faults.length > 0 &&
        h(
          "li",
          {},
          press("Let all calls go right", () => this.give("fault", { clear: true })),
        ),
    );
  }
}

/** @param {any} rule */
function sentence({ method, kind, count }) {
  const who = method === "*" ? "Every method" : method;
  const { label } = KINDS[/** @type {Kind} */ (kind)];
  return `${who} will ${label}, ${count === 1 ? "once" : `${count} times`}.`;
}
