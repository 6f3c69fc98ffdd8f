/** Looking over a shoulder: what a script's person is about to press glows, what they write is typed. */

const LETTER_MS = 18;

/** Shows what the acting person does, on their own page. */
export class Shoulder {
  /** @param {import("./shell.js").Shell} shell */
  constructor(shell) {
    this.shell = shell;
    this.forget = shell.workplace.state.on("script", () => this.look());
  }

  /** Show what the script does now; only the person who acts has something to show. */
  look() {
    const { state, boot } = this.shell.workplace;
    const { script } = state;
    const mine = script?.acting === boot.me.handle;
    this.point(mine ? script.pointing : null);
    this.type(mine ? script.typing : "", script);
  }

  /** @param {any} target where the next press goes */
  point(target) {
    for (const node of document.querySelectorAll(".pointed")) node.classList.remove("pointed");
    const node = target && (target.button ? dialogButton(target.button) : element(target));
    node?.classList.add("pointed");
    node?.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} text @param {any} script */
  type(text, script) {
    if (this.text === text) return;
    this.text = text;
    clearInterval(this.timer);
    this.composer?.recall();
    this.composer = text ? this.shell.composer(Boolean(script.thread_ts)) : undefined;
    if (this.composer) this.write(this.composer, text);
  }

  /** @param {import("./composer.js").Composer} composer @param {string} text */
  write(composer, text) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return composer.show(text);
    let shown = 0;
    this.timer = setInterval(() => {
      shown += 1;
      composer.show(text.slice(0, shown));
      if (shown >= text.length) clearInterval(this.timer);
    }, LETTER_MS);
  }

  end() {
    clearInterval(this.timer);
    this.forget();
  }
}

/** @param {"submit"|"close"} name @returns {HTMLElement|null} */
function dialogButton(name) {
  return document.querySelector(
    name === "submit" ? "dialog.modal [type=submit]" : "dialog.modal .dialog-foot .close",
  );
}

/** @param {any} target @returns {HTMLElement|null} */
function element({ source, block_id: block, action_id: action }) {
  const surface =
    source.type === "view"
      ? document.querySelector("dialog.modal[open], .home-body")
      : document.querySelector(`.message[data-ts="${source.ts}"]`);
  const place = surface?.querySelector(`[data-block="${CSS.escape(block)}"]`);
  return place?.querySelector(`[data-action="${CSS.escape(action)}"]`) ?? null;
}
