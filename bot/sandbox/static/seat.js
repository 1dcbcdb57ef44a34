// One column: who sits here, which chat is open, its messages, and the composer.
import { act, ask, upload } from "./api.js";
import { Composer } from "./composer.js";
import { make, openDialog, reconcile } from "./dom.js";
import { drawMessage, nameOf } from "./message.js";

const TYPING_MS = 5000; // as long as a chat action lasts
const TOAST_MS = 4500;

export class Seat {
  constructor(role, title, { onPeople, onChoice }) {
    this.role = role;
    this.title = title;
    this.onPeople = onPeople;
    this.onChoice = onChoice;
    this.node = document.getElementById("seat").content.firstElementChild.cloneNode(true);
    this.node.dataset.seat = this.node.dataset.role = role;
    this.find = (selector) => this.node.querySelector(selector);
    this.log = this.find(".log");
    this.list = this.find(".log ol");
    this.find("h2").textContent = title;
    this.node.setAttribute("aria-label", title);
    this.news = new Set();
    this.newestTop = 0;
    this.log.addEventListener("scroll", () => { this.followed = this.isFollowing(); this.offerJump(); });
    this.find(".jump").addEventListener("click", () => { this.log.scrollTop = this.log.scrollHeight; });
    new ResizeObserver(() => { if (this.followed ?? true) this.toNewest(); }).observe(this.log);
    this.commands = [];
    this.composer = new Composer(this.find(".composer"), role, {
      say: (text, reply) => this.deed("say", { text, reply_to: reply ?? null }),
      edit: (message, text) => this.deed("edit", { message: message.message_id, text }),
      forward: (post) => this.deed("forward", post),
      attach: (file) => this.attempt(() => upload("attach", { user: this.person.id, chat: this.chat, ...file })),
      commands: () => this.commands,
      editLast: () => this.editLast(),
    });
    this.find(".language").addEventListener("change", (event) => this.change("language", { language: event.target.value }));
    this.find(".block").addEventListener("click", () => this.change("block", { blocked: !this.person.blocked }));
  }

  // Takes over the people and groups that the sandbox has now.
  seat(state) {
    this.state = state;
    this.people = state.people.filter((person) => person.role === this.role);
    const before = this.person?.id;
    this.person = this.people.find((person) => person.id === before) ?? this.people[0];
    this.node.hidden = !this.person;
    if (!this.person) return;
    if (!this.rooms().some((room) => room.id === this.chat)) this.chat = this.person.id;
    this.head();
  }

  rooms() {
    const groups = this.state.groups.filter((group) => group.members.includes(this.person.id));
    return [{ id: this.person.id, title: "Chat with the bot" }, ...groups];
  }

  choose(person) {
    this.person = person;
    this.open(person.id);
    this.onChoice(person);
  }

  open(chat) {
    if (this.chat !== chat) this.list.replaceChildren();
    this.chat = chat;
    this.typing(false);
    this.composer.begin({}, { focus: false });
    this.head();
    this.load();
  }

  head() {
    const { person } = this;
    this.news.delete(this.chat);
    this.find(".avatar").textContent = [...person.name][0] ?? "?";
    this.find(".name").textContent = person.name;
    this.find(".name").title = person.username ? `@${person.username}` : "";
    fillLanguages(this.find(".language"), this.state.languages, person.language);
    const block = this.find(".block");
    block.setAttribute("aria-pressed", String(person.blocked));
    block.setAttribute("aria-label", person.blocked ? "Unblock the bot" : "Block the bot");
    block.title = block.getAttribute("aria-label");
    block.querySelector("span").textContent = "Blocked";
    const places = this.rooms();
    if (this.people.length > 1) this.picks(".people", this.people, (one) => one.id === person.id, (one) => this.choose(one));
    else this.find(".people").replaceChildren();
    if (places.length > 1) this.picks(".rooms", places, (one) => one.id === this.chat, (one) => this.open(one.id));
    else this.find(".rooms").replaceChildren();
    const room = places.find((one) => one.id === this.chat);
    this.log.setAttribute("aria-label", `${this.title}, ${person.name}: ${room.title}`);
    this.composer.name(`Message from ${person.name}`);
    const free = !person.blocked || this.chat !== person.id;
    this.composer.enable(free, free ? "Write a message" : `${person.name} has blocked the bot`);
  }

  picks(selector, items, isChosen, onPick) {
    const shown = items.map((item) => ({ ...item, chosen: isChosen(item), news: this.news.has(item.id) }));
    reconcile(this.find(selector), shown, (item) => item.id, (item) => make(
      "button",
      {
        className: "pick", type: "button", dir: "auto", "aria-pressed": String(item.chosen),
        data: item.news ? { news: "" } : {}, onclick: () => onPick(items.find((one) => one.id === item.id)),
      },
      item.title ?? `${item.name} · ${item.language}`,
    ));
  }

  // Fetches the open chat; while one fetch runs, any number of wishes become one more.
  async load() {
    if (!this.person) return;
    if (this.loading) { this.stale = true; return; }
    this.loading = true;
    const { chat, person } = this;
    try {
      const shown = await ask(`chat?chat=${chat}&user=${person.id}`);
      if (chat === this.chat) this.show(shown);
    } catch (error) {
      this.toast(error.message);
    } finally {
      this.loading = false;
    }
    if (this.stale || chat !== this.chat) { this.stale = false; await this.load(); }
  }

  show({ messages, commands, description }) {
    this.commands = commands;
    const following = this.isFollowing();
    const empty = !messages.length && this.chat === this.person.id;
    const items = empty ? [{ message_id: "fresh", description }] : messages;
    const view = this.view();
    reconcile(this.list, items, (item) => item.message_id, (item) => (empty ? this.fresh(item) : drawMessage(item, view)));
    this.messages = messages;
    if (following) this.toNewest();
    this.offerJump();
  }

  offerJump() {
    const { log } = this;
    this.find(".jump").hidden = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  }

  // Whether the reader is where the newest message was last put before them.
  isFollowing() {
    const { log } = this;
    const toEnd = log.scrollHeight - log.scrollTop - log.clientHeight;
    return toEnd < 80 || Math.abs(log.scrollTop - this.newestTop) < 2;
  }

  // A message taller than the screen is shown from its beginning: answers say the rating first.
  toNewest() {
    const { log } = this;
    const newest = this.list.lastElementChild;
    log.scrollTop = log.scrollHeight;
    if (newest && newest.offsetHeight > log.clientHeight - 16) {
      const hidden = log.getBoundingClientRect().top - newest.getBoundingClientRect().top;
      log.scrollTop -= hidden + 12;
    }
    this.newestTop = log.scrollTop;
  }

  view() {
    return {
      me: this.person.id,
      inGroup: this.chat !== this.person.id,
      onPress: (message, button, node) => this.press(message, button, node),
      onCommand: (command) => this.deed("say", { text: command, reply_to: null }),
      onReply: (message) => this.composer.begin({ reply: message }),
      onEdit: (message) => this.composer.begin({ edit: message }),
      onDelete: (message) => this.deed("delete", { message: message.message_id }),
      onFind: (id) => this.reveal(id),
    };
  }

  fresh({ description }) {
    const start = make("button", { className: "main", type: "button", onclick: () => this.deed("say", { text: "/start", reply_to: null }) }, "Start");
    const hint = this.role === "public" ? make("p", {}, "Or try one of the sample posts straight away.") : null;
    const about = description ? make("p", { dir: "auto" }, description) : null;
    return make("li", { className: "fresh" }, make("strong", { dir: "auto" }, nameOf(this.state.bot)), about, start, hint);
  }

  reveal(id) {
    const item = this.list.querySelector(`[data-key="${id}"]`);
    if (!item) return;
    item.scrollIntoView({ block: "center", behavior: "smooth" });
    item.classList.remove("found");
    requestAnimationFrame(() => item.classList.add("found"));
  }

  editLast() {
    const mine = this.messages?.findLast((one) => one.from?.id === this.person.id && one.text && !one.forward_origin);
    if (mine) this.composer.begin({ edit: mine });
  }

  async press(message, button, node) {
    node.setAttribute("aria-busy", "true");
    await this.attempt(async () => {
      const { text, show_alert: alarm } = await act("press", {
        user: this.person.id, chat: this.chat, message: message.message_id, button: button.callback_data,
      });
      if (text && alarm) await openDialog("alert", (_, dialog) => { dialog.querySelector("p").textContent = text; });
      else if (text) this.toast(text);
    });
    node.removeAttribute("aria-busy");
  }

  deed(path, body) {
    return this.attempt(() => act(path, { user: this.person.id, chat: this.chat, ...body }));
  }

  async change(path, body) {
    await this.attempt(() => act(path, { user: this.person.id, ...body }));
    await this.onPeople();
    this.load();
  }

  async attempt(deed) {
    try {
      await deed();
      return true;
    } catch (error) {
      this.toast(error.message);
      return false;
    }
  }

  // Something happened in *chat*; says whether it concerns this seat but is not on its screen.
  heard({ kind, chat, from_bot: fromBot }) {
    if (!this.person) return false;
    if (chat === this.chat) {
      if (kind === "chat_action") this.typing(true);
      else if (kind !== "callback_answer") {
        if (fromBot) this.typing(false);
        this.load();
      }
      return kind === "message" && fromBot;
    }
    const mine = this.people.some((person) => person.id === chat) || this.rooms().some((room) => room.id === chat);
    if (!mine || kind !== "message") return false;
    this.news.add(chat);
    this.head();
    return true;
  }

  typing(on) {
    clearTimeout(this.typingEnds);
    this.find(".typing-who").textContent = `${nameOf(this.state.bot)} is typing`;
    this.find(".typing").classList.toggle("on", on);
    if (on) this.typingEnds = setTimeout(() => this.typing(false), TYPING_MS);
  }

  toast(text) {
    const toast = make("div", { className: "toast", dir: "auto" }, text);
    this.find(".toasts").append(toast);
    setTimeout(() => toast.remove(), TOAST_MS);
  }
}

function fillLanguages(select, languages, current) {
  const codes = languages.includes(current) ? languages : [...languages, current];
  const names = new Intl.DisplayNames(["en"], { type: "language" });
  if (select.options.length !== codes.length) {
    select.replaceChildren(...codes.map((code) => make("option", { value: code }, names.of(code))));
  }
  select.value = current;
}
