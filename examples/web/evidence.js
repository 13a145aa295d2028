// The box: what somebody holds, in one or more parts, with the places that the evidence rests on marked in it.

import { bytes, h } from "./dom.js";

/** Texts up to this length are edited in the box; longer ones are shown, a screenful at a time. */
const EDITED = 100_000;

/** Tables and logs are read with their lines whole, unless one is longer than this. */
const WHOLE_LINE = 400;

/** A line longer than this is shown in pieces. */
const ROW = 600;

/** More marks than this tell nothing. */
const MARKS = 500;

/** Files that are larger than this together are not read. */
const MOST = 256 << 20;

const PLACEHOLDER = `Paste or drop anything:

137
kubectl get pods
kubectl describe pod …
kubectl get pod … -o yaml, or json
docker inspect …
a log, an event, dmesg`;

export class EvidenceBox extends EventTarget {
  inputs = [{ name: "-", text: "" }];
  #active = 0;
  #marks = [];
  #strong;
  #rows;
  /** Whether it came as a whole and was not typed. */
  #whole = false;

  constructor() {
    super();
    this.tabs = h("div", { class: "tabs", role: "group", "aria-label": "Parts" });
    this.backdrop = h("pre", { class: "backdrop", "aria-hidden": "true" });
    this.textarea = h("textarea", {
      "aria-label": "What you hold: an exit code, a pod, an event, a log",
      spellcheck: "false",
      autocomplete: "off",
      autocapitalize: "off",
      placeholder: PLACEHOLDER,
      oninput: () => this.#edited(),
      onpaste: (event) => this.#pasted(event),
    });
    this.spacer = h("div", { class: "spacer" });
    this.viewer = h("div", { class: "viewer", tabindex: "0", role: "region", "aria-label": "A long text", hidden: true, onscroll: () => this.#drawRows() }, this.spacer);
    this.edit = h("div", { class: "edit", tabindex: "-1" }, h("div", { class: "layers" }, this.backdrop, this.textarea));
    this.element = h("div", { class: "evidence" }, this.tabs, this.edit, this.viewer);
    for (const name of ["dragenter", "dragover"]) {
      this.element.addEventListener(name, (event) => {
        event.preventDefault();
        this.element.classList.add("over");
      });
    }
    this.element.addEventListener("dragleave", () => this.element.classList.remove("over"));
    this.element.addEventListener("drop", (event) => {
      event.preventDefault();
      this.element.classList.remove("over");
      if (event.dataTransfer.files.length > 0) this.open([...event.dataTransfer.files]);
      else this.set([{ name: "-", text: event.dataTransfer.getData("text") }]);
    });
    new ResizeObserver(() => this.#drawRows()).observe(this.viewer);
    this.#show();
  }

  get isEmpty() {
    return this.inputs.every(({ text }) => text.trim() === "");
  }

  get size() {
    return this.inputs.reduce((sum, { text }) => sum + text.length, 0);
  }

  /** Reads files, each as a part. */
  async open(files) {
    if (files.reduce((sum, { size }) => sum + size, 0) > MOST) {
      this.dispatchEvent(new CustomEvent("refused", { detail: `more than ${bytes(MOST)} do not fit here: use the command line` }));
      return;
    }
    const held = this.inputs.filter(({ text }) => text.trim() !== "");
    const read = await Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() })));
    const names = new Set(read.map(({ name }) => name));
    this.set([...held.filter(({ name }) => !names.has(name)), ...read]);
  }

  /** Holds these parts instead. */
  set(inputs) {
    this.inputs = inputs.length > 0 ? inputs : [{ name: "-", text: "" }];
    this.#active = 0;
    this.#marks = [];
    this.#strong = undefined;
    this.#whole = true;
    this.#show();
    this.dispatchEvent(new Event("change"));
  }

  /** Marks the places of the evidence: `{ input, start, end }`, in UTF-16 code units. */
  mark(sources) {
    this.#marks = sources.slice(0, MARKS);
    this.#strong = undefined;
    this.#draw();
    if (this.#whole && sources.length > 0) this.#turnTo(sources[0]);
    this.#whole = false;
  }

  /** Marks one place more than the others, and brings it into view; none for nothing. */
  point(source, focus = false) {
    this.#strong = source;
    if (source) this.#turnTo(source, focus);
    else this.#draw();
  }

  #turnTo(source, focus = false) {
    const part = this.inputs.findIndex(({ name }) => name === source.input);
    if (part >= 0 && part !== this.#active) {
      this.#active = part;
      this.#show();
    } else {
      this.#draw();
    }
    this.#reveal(source, focus);
  }

  #part() {
    return this.inputs[this.#active] ?? this.inputs[0];
  }

  #edited() {
    this.#part().text = this.textarea.value;
    this.#marks = [];
    this.#strong = undefined;
    if (this.textarea.value.length > EDITED) this.#show();
    else this.#draw();
    this.dispatchEvent(new Event("change"));
  }

  /** A textarea takes seconds for megabytes, so they never get into it. */
  #pasted(event) {
    const pasted = event.clipboardData.getData("text");
    this.#whole = this.isEmpty;
    if (pasted.length <= EDITED) return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = this.textarea;
    this.#part().text = value.slice(0, selectionStart) + pasted + value.slice(selectionEnd);
    this.#marks = [];
    this.#show();
    this.dispatchEvent(new Event("change"));
  }

  #show() {
    const { text } = this.#part();
    const long = text.length > EDITED;
    this.edit.hidden = long;
    this.viewer.hidden = !long;
    this.tabs.hidden = this.inputs.length < 2 && !long;
    this.tabs.replaceChildren(
      ...this.inputs.map(({ name, text }, index) =>
        h(
          "button",
          { type: "button", "aria-pressed": String(index === this.#active), onclick: () => this.#choose(index) },
          name === "-" ? "Paste" : name,
          text.length > EDITED && h("small", {}, ` ${bytes(text.length)}`),
        ),
      ),
    );
    if (long) {
      this.#rows = rowsOf(text);
      this.viewer.scrollTop = 0;
    } else {
      this.#rows = undefined;
      if (this.textarea.value !== text) this.textarea.value = text;
    }
    this.#draw();
  }

  #choose(index) {
    this.#active = index;
    this.#show();
    this.tabs.children[index].focus();
  }

  #draw() {
    if (this.#rows) return this.#drawRows();
    const { name, text } = this.#part();
    this.edit.classList.toggle("wrapped", hasLongLine(text));
    // The line feed at the end keeps the last line of the text from being dropped.
    this.backdrop.replaceChildren(...this.#marked(text, 0, text.length, name), "\n");
  }

  /** A stretch of the text as nodes, with its marks. */
  #marked(text, from, to, name) {
    const mine = (source) => source && source.input === name && source.start < to && source.end > from;
    const marks = this.#marks.filter(mine);
    const strong = mine(this.#strong) ? this.#strong : undefined;
    const cuts = new Set([from, to]);
    for (const { start, end } of strong ? [...marks, strong] : marks) {
      cuts.add(Math.max(start, from)).add(Math.min(end, to));
    }
    const places = [...cuts].sort((a, b) => a - b);
    return places.slice(0, -1).map((start, index) => {
      const piece = text.slice(start, places[index + 1]);
      const inside = (source) => source.start <= start && start < source.end;
      if (strong && inside(strong)) return h("mark", { class: "strong" }, piece);
      return marks.some(inside) ? h("mark", {}, piece) : piece;
    });
  }

  /** The rows in view, and no more. */
  #drawRows() {
    if (!this.#rows || this.viewer.hidden) return;
    const { name, text } = this.#part();
    const view = this.#view();
    this.spacer.style.height = `${view.height}px`;
    const first = Math.max(0, Math.floor(view.row(this.viewer.scrollTop)) - 5);
    const last = Math.min(this.#rows.length - 1, first + view.visible + 10);
    const rows = [];
    for (let row = first; row < last; row += 1) {
      const [from, to] = [this.#rows[row], this.#rows[row + 1]];
      const end = text[to - 1] === "\n" ? to - 1 : to;
      const line = h("div", {}, this.#marked(text, from, end, name));
      line.style.top = `${view.top(row, this.viewer.scrollTop)}px`;
      rows.push(line);
    }
    this.spacer.replaceChildren(...rows);
  }

  /** How rows and pixels belong together; a browser has not enough pixels for ten million rows. */
  #view() {
    const line = Number.parseFloat(getComputedStyle(this.viewer).lineHeight) || 18;
    const count = this.#rows.length - 1;
    const visible = Math.ceil(this.viewer.clientHeight / line) + 1;
    const height = Math.min(count * line + 16, 8_000_000);
    const scroll = Math.max(1, height - this.viewer.clientHeight);
    const hidden = Math.max(0, count * line + 16 - this.viewer.clientHeight);
    const row = (top) => ((top / scroll) * hidden) / line;
    const top = (index, scrolled) => 8 + index * line - row(scrolled) * line + scrolled;
    return { line, visible, height, row, top, scrollTo: (index) => ((index * line) / Math.max(1, hidden)) * scroll };
  }

  #reveal({ start }, focus) {
    if (this.#rows) {
      const row = Math.max(0, this.#rows.findIndex((from) => from > start) - 1);
      const view = this.#view();
      this.viewer.scrollTop = Math.max(0, view.scrollTo(Math.max(0, row - view.visible / 3)));
      this.#drawRows();
      if (focus) this.viewer.focus();
      return;
    }
    const mark = this.backdrop.querySelector(".strong") ?? this.backdrop.querySelector("mark");
    if (!mark) return;
    const box = this.edit.getBoundingClientRect();
    const place = mark.getBoundingClientRect();
    if (place.top < box.top + 24 || place.bottom > box.bottom - 24) {
      this.edit.scrollTop += place.top - box.top - box.height / 3;
    }
    if (place.left < box.left || place.right > box.right - 24) {
      this.edit.scrollLeft += place.left - box.left - box.width / 3;
    }
    if (focus) {
      this.textarea.focus({ preventScroll: true });
      this.textarea.setSelectionRange(start, start);
      this.edit.scrollIntoView({ block: "nearest" });
    }
  }
}

function hasLongLine(text) {
  for (let from = 0; from < text.length; ) {
    const newline = text.indexOf("\n", from);
    const end = newline < 0 ? text.length : newline;
    if (end - from > WHOLE_LINE) return true;
    from = end + 1;
  }
  return false;
}

/** Where each row of a text begins, and where the last one ends. */
function rowsOf(text) {
  const rows = [];
  for (let from = 0; from < text.length; ) {
    const newline = text.indexOf("\n", from);
    const end = newline < 0 ? text.length : newline + 1;
    for (; from < end; from += ROW) rows.push(from);
    from = end;
  }
  rows.push(text.length);
  return rows;
}
