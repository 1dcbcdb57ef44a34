// "Try these": posts that are forwarded with one click, grouped by language and kind.
import { icon, make } from "./dom.js";

const names = new Intl.DisplayNames(["en"], { type: "language" });

export class Samples {
  constructor(onSend) {
    this.onSend = onSend;
    this.select = document.getElementById("samples-language");
    this.list = document.getElementById("samples-list");
    this.hint = document.getElementById("samples-hint");
    this.samples = [];
    this.select.addEventListener("change", () => this.draw());
  }

  fill(samples) {
    if (JSON.stringify(samples) === JSON.stringify(this.samples)) return;
    this.samples = samples;
    const codes = [...new Set(samples.map((sample) => sample.language))];
    const before = this.select.value;
    this.select.replaceChildren(
      ...codes.map((code) => make("option", { value: code }, names.of(code))),
      make("option", { value: "" }, "All languages"),
    );
    if (codes.includes(before)) this.select.value = before;
    this.draw();
  }

  // Shows the samples in *person*'s language, where there are any, and names the person.
  suit(person) {
    const who = `${person.id} ${person.language}`;
    if (who === this.suited) return; // a language chosen by hand stays
    this.suited = who;
    this.hint.textContent = `One click forwards the post to the bot from ${person.name}, as if from a channel.`;
    if (!this.samples.some((sample) => sample.language === person.language)) return;
    this.select.value = person.language;
    this.draw();
  }

  draw() {
    const wanted = this.samples.filter((sample) => !this.select.value || sample.language === this.select.value);
    const groups = Map.groupBy ? Map.groupBy(wanted, (sample) => sample.note) : grouped(wanted);
    const nodes = [];
    for (const [note, samples] of groups) {
      nodes.push(make("h3", {}, note), ...samples.map((sample) => this.button(sample)));
    }
    if (!nodes.length) nodes.push(make("p", { className: "none" }, "No samples here."));
    this.list.replaceChildren(...nodes);
  }

  button(sample) {
    const words = make("span", { dir: "auto", lang: sample.language }, sample.text);
    const node = make("button", { className: "sample", type: "button", title: "Forward this post to the bot" }, words, icon("forward"));
    node.addEventListener("click", async () => {
      node.disabled = true;
      if (await this.onSend(sample)) node.dataset.sent = "";
      node.disabled = false;
    });
    return node;
  }
}

function grouped(samples) {
  const groups = new Map();
  for (const sample of samples) groups.set(sample.note, [...(groups.get(sample.note) ?? []), sample]);
  return groups;
}
