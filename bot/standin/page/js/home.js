/** An app's Home: its own page for one person. */

import { Blocks } from "./blocks/blocks.js";
import { Form } from "./blocks/form.js";
import { fill, h } from "./dom.js";
import { face } from "./people.js";
import { drawerButton } from "./sidebar.js";

/**
 * Draw an app's tabs.
 *
 * @param {any} app
 * @param {"home"|"messages"} current
 * @returns {HTMLElement}
 */
export function tabs(app, current) {
  const tab = (
    /** @type {string} */ name,
    /** @type {string} */ label,
    /** @type {string} */ href,
  ) => h("a.tab", { href, "aria-current": name === current ? "page" : null }, label);
  return h(
    "nav.tabs",
    { "aria-label": app.name },
    app.home_enabled && tab("home", "Home", `#app/${app.app_id}`),
    app.dm && app.messages_enabled !== false && tab("messages", "Messages", `#c/${app.dm}`),
  );
}

/** The Home tab of one app. */
export class HomePane {
  /** @param {import("./workplace.js").Workplace} workplace @param {any} app */
  constructor(workplace, app) {
    this.workplace = workplace;
    this.app = app;
    /** @type {undefined} nobody writes into a Home */
    this.composer = undefined;
    this.body = h("div.home-body.blocks");
    this.slot = h("div.scroller.home", {
      tabindex: "0",
      role: "region",
      "aria-label": `${app.name}, Home`,
    });
    this.element = h(
      "main.pane.channel",
      { "aria-label": app.name },
      h(
        "header.pane-head",
        {},
        h(
          "h1",
          {},
          drawerButton(),
          face(undefined, app.name),
          h("span", {}, app.name),
          h("span.topic", {}, app.description ?? ""),
        ),
        tabs(app, "home"),
      ),
      this.slot,
    );
    this.forget = workplace.state.on(
      "home",
      (event) => event.app_id === app.app_id && this.show(event.view),
    );
  }

  async load() {
    this.show(this.workplace.boot.homes[this.app.app_id]);
    const answer = await this.workplace.api.post("home", { app_id: this.app.app_id, tab: "home" });
    if (answer.ok && answer.view) this.show(answer.view);
  }

  /** @param {any} view */
  show(view) {
    if (!view)
      return fill(this.slot, h("p.nothing", {}, `${this.app.name} has put nothing here yet.`));
    if (this.viewId !== view.id) this.begin(view.id);
    const surface = /** @type {import("./blocks/slot.js").Surface} */ (this.surface);
    surface.form = new Form(view.blocks, {}, surface.form);
    this.blocks?.show(view.blocks, surface);
    fill(this.slot, this.body);
  }

  /** @param {string} id */
  begin(id) {
    this.viewId = id;
    this.surface = this.workplace.surface({ type: "view", view_id: id });
    this.blocks = new Blocks(this.body);
    fill(this.body);
  }

  end() {
    this.forget?.();
  }
}
