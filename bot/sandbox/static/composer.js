// The place where one writes: message, reply, correction, forward, file, command.
import { make, openDialog } from "./dom.js";

// *deeds*: {say, edit, forward, attach, commands}; commands() gives [{command, description}]
export class Composer {
  constructor(form, role, deeds) {
    this.form = form;
    this.deeds = deeds;
    this.field = form.querySelector("textarea");
    this.about = form.querySelector(".about");
    this.menu = form.querySelector(".commands");
    this.opener = form.querySelector(".do-commands");
    this.task = {};
    this.chosen = -1;
    this.field.id = `say-${role}`;
    this.menu.id = `commands-${role}`;
    this.field.setAttribute("aria-controls", this.menu.id);
    this.field.setAttribute("aria-autocomplete", "list");
    this.opener.setAttribute("aria-controls", this.menu.id);
    this.listen();
  }

  listen() {
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.field.addEventListener("keydown", (event) => this.onKey(event));
    this.field.addEventListener("input", () => this.suggest());
    this.field.addEventListener("blur", () => setTimeout(() => this.closeUnlessFocused(), 150));
    this.about.querySelector("button").addEventListener("click", () => this.begin({}));
    this.opener.addEventListener("click", () => (this.menu.hidden ? this.open("") : this.close()));
    this.opener.addEventListener("keydown", (event) => this.onMenuKey(event));
    this.form.querySelector(".do-forward").addEventListener("click", () => this.forward());
    this.form.querySelector(".do-attach").addEventListener("click", () => this.attach());
  }

  name(label) {
    this.field.setAttribute("aria-label", label);
  }

  enable(allowed, placeholder) {
    for (const control of this.form.querySelectorAll("textarea, .send, .extras button")) control.disabled = !allowed;
    this.field.placeholder = placeholder;
    if (!allowed) this.close();
  }

  // *task*: {} to write, {edit: message} to correct, {reply: message} to answer.
  begin(task, { focus = true } = {}) {
    if (this.task.edit || task.edit) this.field.value = task.edit?.text ?? task.edit?.caption ?? "";
    this.task = task;
    const message = task.edit ?? task.reply;
    this.about.hidden = !message;
    const verb = task.edit ? "Editing" : "Replying to";
    const words = message?.text ?? message?.caption ?? "a file";
    this.about.querySelector("span").textContent = `${verb}: ${words}`;
    if (focus) this.field.focus();
  }

  async send() {
    const text = this.field.value.trim();
    if (!text) return;
    const { edit, reply } = this.task;
    this.close();
    const done = edit ? await this.deeds.edit(edit, text) : await this.deeds.say(text, reply?.message_id);
    if (!done) return;
    this.field.value = "";
    this.begin({});
  }

  async forward() {
    const given = await openDialog("forward", (fields) => {
      fields.text.value = this.field.value;
      fields.name.value = "City News 24";
    });
    if (!given) return;
    const post = { text: given.text.value, origin: given.origin.value, name: given.name.value };
    if (await this.deeds.forward(post)) this.field.value = "";
  }

  async attach() {
    const given = await openDialog("attach", (fields) => {
      fields.kind.replaceChildren(
        ...["photo", "video", "voice", "document"].map((kind) => make("option", { value: kind }, kind)),
      );
      fields.file.onchange = () => { fields.kind.value = kindOf(fields.file.files[0]); };
    });
    if (!given) return;
    const file = given.file.files[0];
    await this.deeds.attach({ file, kind: given.kind.value, caption: given.caption.value });
  }

  onKey(event) {
    if (event.isComposing || this.onMenuKey(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape") {
      this.begin({});
    } else if (event.key === "ArrowUp" && !this.field.value) {
      event.preventDefault();
      this.deeds.editLast();
    }
  }

  // True where the open list of commands used the key.
  onMenuKey(event) {
    if (this.menu.hidden) return false;
    const options = [...this.menu.querySelectorAll(".command")];
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key === "Escape") this.close();
    else if (event.key in moves && options.length) {
      this.choose((this.chosen + moves[event.key] + options.length) % options.length);
    } else if ((event.key === "Enter" || event.key === "Tab") && options[this.chosen]) {
      options[this.chosen].click();
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  suggest() {
    const typed = /^\/([a-z0-9_]*)$/i.exec(this.field.value);
    if (typed) this.open(typed[1].toLowerCase());
    else this.close();
  }

  open(start) {
    const fitting = this.deeds.commands().filter((one) => one.command.startsWith(start));
    this.menu.replaceChildren(...fitting.map((one, index) => this.option(one, index)));
    if (!fitting.length) this.menu.append(make("li", { className: "none", role: "option", "aria-disabled": "true" }, "The bot has no such command in its menu."));
    this.menu.hidden = false;
    this.opener.setAttribute("aria-expanded", "true");
    this.choose(fitting.length ? 0 : -1);
  }

  option(one, index) {
    const use = () => {
      this.close();
      this.field.value = "";
      this.deeds.say(`/${one.command}`);
      this.field.focus();
    };
    return make(
      "li",
      { className: "command", role: "option", id: `${this.menu.id}-${index}`, "aria-selected": "false", onclick: use },
      make("b", {}, `/${one.command}`), make("span", { dir: "auto" }, one.description),
    );
  }

  choose(index) {
    this.chosen = index;
    this.menu.querySelectorAll(".command").forEach((option, place) => {
      option.setAttribute("aria-selected", String(place === index));
      if (place === index) option.scrollIntoView({ block: "nearest" });
    });
    for (const node of [this.field, this.opener]) {
      if (index >= 0) node.setAttribute("aria-activedescendant", `${this.menu.id}-${index}`);
      else node.removeAttribute("aria-activedescendant");
    }
  }

  close() {
    this.menu.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
    this.choose(-1);
  }

  closeUnlessFocused() {
    if (!this.form.contains(document.activeElement)) this.close();
  }
}

function kindOf(file) {
  const [family] = (file?.type ?? "").split("/");
  return { image: "photo", video: "video", audio: "voice" }[family] ?? "document";
}
