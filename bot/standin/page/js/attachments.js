/** The files that go with what one writes: chosen, dropped or pasted. */

import { fill, h, icon } from "./dom.js";
import { sized } from "./file.js";
import { ICONS } from "./icons.js";

// https://slack.com/help/articles/201330736: ten files in one message.
const MOST = 10;

/** The files of one composer. */
export class Attachments {
  /** @param {() => void} onchange */
  constructor(onchange) {
    this.onchange = onchange;
    /** @type {File[]} */
    this.files = [];
    this.picker = /** @type {HTMLInputElement} */ (
      h("input", {
        type: "file",
        multiple: true,
        hidden: true,
        "aria-label": "Files",
        onchange: () => this.add(this.picker.files),
      })
    );
    this.list = h("ul.attachments", { "aria-label": "Files to send", hidden: true });
    this.element = h("div", {}, this.list, this.picker);
  }

  /** Ask the person for files. */
  choose() {
    this.picker.value = "";
    this.picker.click();
  }

  /** @param {Iterable<File>|null|undefined} files */
  add(files) {
    this.files = [...this.files, ...(files ?? [])].slice(0, MOST);
    this.show();
  }

  clear() {
    this.files = [];
    this.show();
  }

  show() {
    this.list.hidden = !this.files.length;
    fill(
      this.list,
      this.files.map((file) => this.item(file)),
    );
    this.onchange();
  }

  /** @param {File} file */
  item(file) {
    const drop = () => {
      this.files = this.files.filter((one) => one !== file);
      this.show();
    };
    return h(
      "li",
      {},
      icon(ICONS.file),
      h("span", {}, file.name, h("span.soft", {}, ` ${sized(file.size)}`)),
      h(
        "button.icon-button",
        { type: "button", "aria-label": `Remove ${file.name}`, onclick: drop },
        icon(ICONS.close),
      ),
    );
  }

  /** Take files that are dropped on or pasted into *place*. @param {HTMLElement} place */
  catch(place) {
    place.addEventListener("dragover", (event) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    });
    place.addEventListener("drop", (event) => {
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      this.add(event.dataTransfer.files);
    });
    place.addEventListener("paste", (event) => {
      if (event.clipboardData?.files.length) this.add(event.clipboardData.files);
    });
  }
}
