/** The pane of one canvas: a page of Markdown beside the conversation, always the latest. */

import { markdown } from "./blocks/markdown.js";
import { fill, h, icon } from "./dom.js";
import { ICONS } from "./icons.js";

/** A canvas of a channel. */
export class CanvasPane {
  /** @param {import("./workplace.js").Workplace} workplace @param {string} id */
  constructor(workplace, id) {
    this.workplace = workplace;
    this.id = id;
    /** @type {undefined} nobody writes into a canvas here */
    this.composer = undefined;
    this.title = h("span");
    this.body = h("div.markdown.canvas-body");
    const close = () => workplace.closeThread();
    this.element = h(
      "section.pane.thread",
      { "aria-label": "Canvas" },
      h(
        "header.pane-head",
        {},
        h(
          "h1",
          {},
          icon(ICONS.canvas),
          this.title,
          h("span.topic"),
          h(
            "button.icon-button",
            { type: "button", "aria-label": "Close the canvas", onclick: close },
            icon(ICONS.close),
          ),
        ),
      ),
      h("div.scroller", { tabindex: "0", role: "region", "aria-label": "Canvas" }, this.body),
    );
    this.forget = workplace.state.on("canvas", ({ canvas, deleted }) => {
      if (canvas.id === id) deleted ? close() : this.show(canvas);
    });
  }

  async load() {
    const answer = await this.workplace.api.get("canvas", { id: this.id });
    if (answer.ok) this.show(answer.canvas);
  }

  /** @param {any} canvas */
  show(canvas) {
    fill(this.title, canvas.title || "Canvas");
    fill(
      this.body,
      canvas.markdown ? markdown(canvas.markdown) : h("p.nothing", {}, "This canvas is empty."),
    );
  }

  end() {
    this.forget();
  }
}
