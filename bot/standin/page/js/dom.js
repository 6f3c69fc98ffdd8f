/** Elements without markup strings: whatever people or apps wrote enters the page as text nodes. */

const AS_PROPERTY = new Set([
  "value",
  "checked",
  "disabled",
  "selected",
  "hidden",
  "indeterminate",
]);

/**
 * Build an element; a tag may carry classes (`"button.plain"`), children may nest or be empty.
 *
 * @param {string} tag
 * @param {Record<string, unknown>} [props] attributes; `onclick`-like keys are listeners
 * @param {...unknown} children nodes, strings, numbers, arrays; null, undefined, false are skipped
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(props)) assign(element, key, value);
  element.append(...nodes(children));
  return element;
}

/** @param {Element} element @param {string} key @param {unknown} value */
function assign(element, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key.startsWith("on")) element.addEventListener(key.slice(2), /** @type {any} */ (value));
  else if (key === "class") element.classList.add(...String(value).split(" ").filter(Boolean));
  else if (key === "dataset") Object.assign(/** @type {any} */ (element).dataset, value);
  else if (AS_PROPERTY.has(key)) /** @type {any} */ (element)[key] = value;
  else element.setAttribute(key, value === true ? "" : String(value));
}

/** @param {unknown[]} children @returns {(Node|string)[]} */
function nodes(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : String(child)));
}

/**
 * Put *children* in place of whatever *parent* holds.
 *
 * @param {Element} parent
 * @param {...unknown} children
 */
export function fill(parent, ...children) {
  parent.replaceChildren(...nodes(children));
}

/**
 * Make *wanted* the children of *parent* with as few moves as can be: what stays keeps focus and state.
 *
 * @param {Element} parent
 * @param {Node[]} wanted
 */
export function arrange(parent, wanted) {
  const kept = new Set(wanted);
  for (const child of [...parent.childNodes]) if (!kept.has(child)) child.remove();
  let there = parent.firstChild;
  for (const node of wanted) {
    if (node === there) there = there.nextSibling;
    else parent.insertBefore(node, there);
  }
}

const SVG = "http://www.w3.org/2000/svg";

/**
 * Draw a line icon from path data on a 24 by 24 grid; decorative, so hidden from screen readers.
 *
 * @param {string} d
 * @param {string} [className]
 * @returns {SVGElement}
 */
export function icon(d, className = "icon") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", d);
  svg.append(path);
  return svg;
}

const FOCUSABLE = "a, button, input, select, summary, textarea, [tabindex='0']";

/**
 * Let the keyboard scroll *box* where nothing within it takes the focus.
 *
 * @param {HTMLElement} box
 */
export function reachable(box) {
  if (box.querySelector(FOCUSABLE)) box.removeAttribute("tabindex");
  else box.setAttribute("tabindex", "0");
}

let serial = 0;

/**
 * Return an element id that nothing else in this page has.
 *
 * @param {string} prefix
 * @returns {string}
 */
export function uid(prefix) {
  serial += 1;
  return `${prefix}-${serial}`;
}
