/** An app's modals: one dialog showing the top of the stack, one kept form for each view. */

import { Blocks } from "./blocks/blocks.js";
import { Form, fields } from "./blocks/form.js";
import { busy } from "./blocks/slot.js";
import { fill, h, icon, reachable, uid } from "./dom.js";
import { ICONS } from "./icons.js";
import { plain } from "./mrkdwn.js";
import { plays } from "./script.js";

/** One view of the stack with what was typed into it. */
class Sheet {
  /** @param {import("./workplace.js").Workplace} workplace @param {string} viewId */
  constructor(workplace, viewId) {
    this.surface = workplace.surface({ type: "view", view_id: viewId });
    this.body = h("div.sheet-body.blocks");
    this.blocks = new Blocks(this.body);
  }

  /** @param {any} modal the contract's MODAL */
  show({ view, values, errors, filled }) {
    this.view = view;
    this.surface.told = view.state?.values;
    this.surface.form = new Form(view.blocks, values, filled ? undefined : this.surface.form);
    if (filled) this.blocks = new Blocks(this.body);
    this.blocks.show(view.blocks, this.surface);
    this.blocks.fail(errors ?? {});
  }

  /** @returns {Record<string, string>} what this page itself can see is missing, by block id */
  missing() {
    const empty = fields(this.view.blocks).filter(({ block, element }) => {
      const value = this.surface.form.get(block, element);
      return (
        block.type === "input" &&
        !block.optional &&
        (value === null || value === "" || (Array.isArray(value) && !value.length))
      );
    });
    return Object.fromEntries(
      empty.map(({ block }) => [block.block_id, "Please complete this required field."]),
    );
  }
}

/** The place where modals appear. */
export class Modals {
  /** @param {import("./workplace.js").Workplace} workplace */
  constructor(workplace) {
    this.workplace = workplace;
    /** @type {Map<string, Sheet>} */
    this.sheets = new Map();
    const title = uid("modal");
    this.title = h("h2", { id: title });
    this.slot = h("div.modal-slot", { role: "group", "aria-labelledby": title });
    this.foot = h("div.dialog-foot");
    this.closeButton = h(
      "button.icon-button",
      { type: "button", "aria-label": "Close", onclick: () => this.close() },
      icon(ICONS.close),
    );
    this.form = h(
      "form",
      { novalidate: true, onsubmit: (/** @type {Event} */ event) => this.submit(event) },
      h("header.modal-head", {}, this.title, this.closeButton),
      this.slot,
      this.foot,
    );
    this.element = /** @type {HTMLDialogElement} */ (
      h("dialog.modal", { "aria-labelledby": title }, this.form)
    );
    this.element.addEventListener("cancel", (event) => {
      if (event.target !== this.element) return;
      event.preventDefault();
      this.close();
    });
    // A browser need not ask before it closes a dialog; Slack must hear of it all the same. It
    // tells of it a moment later: by then the next form may stand there.
    this.element.addEventListener("close", () => {
      if (this.stack.length && !this.element.open) this.close();
    });
    this.forget = workplace.state.on("modals", () => this.sync());
  }

  /** @param {Modals|undefined} before the modals of the page before: what was typed there stays */
  follow(before) {
    for (const [id, { surface }] of before?.sheets ?? []) {
      const sheet = new Sheet(this.workplace, id);
      sheet.surface.form = surface.form;
      this.sheets.set(id, sheet);
    }
  }

  get stack() {
    return this.workplace.state.modals;
  }

  sync() {
    const { stack } = this;
    const open = new Set(stack.map((modal) => modal.view.id));
    for (const id of this.sheets.keys()) if (!open.has(id)) this.sheets.delete(id);
    if (!stack.length) return this.hide();
    this.show(stack[stack.length - 1]);
  }

  hide() {
    this.sheet = undefined;
    if (this.element.open) this.element.close();
  }

  /** @param {any} modal */
  show(modal) {
    const { view } = modal;
    const sheet = this.sheets.get(view.id) ?? new Sheet(this.workplace, view.id);
    this.sheets.set(view.id, sheet);
    sheet.show(modal);
    fill(this.title, plain(view.title.text));
    this.showFoot(view);
    this.closeButton.setAttribute("aria-label", this.stack.length > 1 ? "Back" : "Close");
    fill(this.closeButton, icon(this.stack.length > 1 ? ICONS.back : ICONS.close));
    this.element.classList.toggle("deep", this.stack.length > 1);
    if (!this.element.open) this.open();
    if (this.sheet !== sheet) this.enter(sheet);
  }

  /** While a script plays, one looks over a shoulder: the rest of the page, with its Stop, stays in reach. */
  open() {
    const watched = plays(this.workplace.state.script);
    this.element.classList.toggle("watched", watched);
    if (watched) this.element.show();
    else this.element.showModal();
  }

  /** @param {Sheet} sheet */
  enter(sheet) {
    this.sheet = sheet;
    fill(this.slot, sheet.body);
    reachable(this.slot);
    this.slot.scrollTop = 0;
    const wanted =
      sheet.body.querySelector("[autofocus]:not(.select-search)") ??
      sheet.body.querySelector(".field, .select-face, input");
    /** @type {HTMLElement} */ (wanted ?? this.closeButton).focus();
  }

  /** @param {any} view */
  showFoot(view) {
    const submit =
      view.submit &&
      h(
        "button.button.primary",
        { type: "submit", disabled: view.submit_disabled === true },
        plain(view.submit.text),
      );
    const close = h(
      "button.button.close",
      { type: "button", onclick: () => this.close() },
      plain(view.close?.text ?? "Cancel"),
    );
    this.submitButton = submit || undefined;
    this.foot.hidden = !submit && !view.close;
    fill(this.foot, close, submit);
  }

  /** @param {Event} event */
  submit(event) {
    event.preventDefault();
    const { sheet, submitButton } = this;
    if (!sheet || !submitButton) return;
    const missing = sheet.missing();
    sheet.blocks.fail(missing);
    if (Object.keys(missing).length) return focusFirst(sheet);
    busy(submitButton, () => this.deliver(sheet));
  }

  /** @param {Sheet} sheet */
  async deliver(sheet) {
    const body = { view_id: sheet.view.id, values: sheet.surface.form.values() };
    const answer = await this.workplace.api.post("submit", body);
    if (!answer.ok) return sheet.blocks.element.prepend(failure(answer.message));
    this.workplace.state.setModals(answer.modals);
    // The next page is read from its beginning, where it says what became of this one.
    if (answer.result === "updated") this.slot.scrollTop = 0;
    if (answer.result !== "errors") return;
    sheet.blocks.fail(answer.errors ?? {});
    focusFirst(sheet);
  }

  async close() {
    const top = this.stack.at(-1);
    if (!top) return this.hide();
    const answer = await this.workplace.api.post("close", { view_id: top.view.id });
    if (answer.ok) this.workplace.state.setModals(answer.modals);
  }
}

/** @param {string} text */
function failure(text) {
  const node = h("p.sheet-failure", { role: "alert" }, text);
  setTimeout(() => node.remove(), 8000);
  return node;
}

/** @param {Sheet} sheet */
function focusFirst(sheet) {
  const wanted = sheet.body.querySelector(".invalid .field, .invalid .select-face, .invalid input");
  /** @type {HTMLElement|null} */ (wanted)?.focus();
}
