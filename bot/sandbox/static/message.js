// Draws one message: a Bot API object in, a list item out.
import { icon, make } from "./dom.js";
import { formatted, safeAddress } from "./entities.js";

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const calendar = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });

// *view*: {me, inGroup, onPress, onCommand, onReply, onEdit, onDelete, onFind}
export function drawMessage(message, view) {
  const event = serviceText(message);
  if (event) return make("li", { className: "service", dir: "auto" }, event);
  const own = message.from?.id === view.me;
  const item = make("li", { className: own ? "message own" : "message", data: { id: message.message_id } });
  const bubble = make("div", { className: "bubble" });
  if (view.inGroup && !own) bubble.append(make("div", { className: "from", dir: "auto" }, nameOf(message.from)));
  if (message.forward_origin) bubble.append(origin(message.forward_origin));
  if (message.reply_to_message || message.quote) bubble.append(quoted(message, view.onFind));
  bubble.append(...attachments(message));
  const text = message.text ?? message.caption;
  const entities = message.entities ?? message.caption_entities;
  if (text) bubble.append(formatted(text, entities, view.onCommand));
  bubble.append(foot(message, acts(message, own, view)));
  item.append(bubble);
  const rows = message.reply_markup?.inline_keyboard;
  if (rows) item.append(keyboard(message, rows, view));
  return item;
}

export function nameOf(user) {
  return [user?.first_name, user?.last_name].filter(Boolean).join(" ") || user?.title || "Someone";
}

function origin(from) {
  const [kind, name] = {
    user: () => ["", nameOf(from.sender_user)],
    hidden_user: () => ["hidden account", from.sender_user_name],
    chat: () => ["group", from.sender_chat?.title],
    channel: () => ["channel", from.chat?.title],
  }[from.type]?.() ?? ["", from.type];
  const words = kind ? `Forwarded from ${kind} ` : "Forwarded from ";
  return make("div", { className: "origin" }, icon("forward"), make("span", {}, words, make("bdi", {}, name ?? "")));
}

function quoted(message, onFind) {
  const original = message.reply_to_message;
  const words = message.quote?.text ?? original?.text ?? original?.caption ?? (original ? "a file" : "");
  return make(
    "button",
    {
      className: "quote", type: "button", title: "Go to the quoted message",
      onclick: () => original && onFind(original.message_id),
    },
    make("b", { dir: "auto" }, original?.from ? nameOf(original.from) : "Quote"),
    make("span", { dir: "auto" }, words),
  );
}

function attachments(message) {
  const nodes = [];
  const photo = message.photo?.at(-1);
  if (photo) {
    const picture = make("img", {
      className: "photo", src: address(photo), alt: message.caption ? "Photo with the caption below" : "Photo",
      width: photo.width, height: photo.height,
    });
    nodes.push(make("a", { href: address(photo), target: "_blank", rel: "noopener", title: "Open the photo" }, picture));
  }
  for (const kind of ["document", "video", "voice", "audio", "animation", "sticker"]) {
    const file = message[kind];
    if (!file) continue;
    const name = file.file_name ?? kind[0].toUpperCase() + kind.slice(1);
    nodes.push(make(
      "div", { className: "attached" }, icon("file"),
      make("a", { className: "linkish", href: address(file), download: true, dir: "auto" }, name),
    ));
  }
  return nodes;
}

function address(file) {
  return `page/file/${encodeURIComponent(file.file_id)}`;
}

// What Telegram says in grey in the middle of a chat.
function serviceText(message) {
  if (message.new_chat_members) return `${message.new_chat_members.map(nameOf).join(", ")} joined the group`;
  if (message.left_chat_member) return `${nameOf(message.left_chat_member)} left the group`;
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return "This group became a supergroup.";
  return "";
}

function foot(message, buttons) {
  const sent = new Date(message.date * 1000);
  const row = make("div", { className: "foot" }, buttons);
  const reactions = (message.reactions ?? []).map((reaction) => reaction.emoji).filter(Boolean);
  if (reactions.length) row.append(make("span", { "aria-label": "Reaction" }, reactions.join("")));
  if (message.edit_date) {
    row.append(make("span", { className: "edited", title: calendar.format(new Date(message.edit_date * 1000)) }, "edited"));
  }
  row.append(make("time", { datetime: sent.toISOString(), title: calendar.format(sent) }, clock.format(sent)));
  return row;
}

function acts(message, own, view) {
  const row = make("div", { className: "acts" });
  const act = (name, label, onclick) => row.append(
    make("button", { className: "plain act", type: "button", "aria-label": label, title: label, onclick }, icon(name)),
  );
  if (!own) act("reply", "Reply", () => view.onReply(message));
  const words = message.text !== undefined || message.caption !== undefined;
  if (own && words && !message.forward_origin) act("edit", "Edit", () => view.onEdit(message));
  if (own) act("delete", "Delete", () => view.onDelete(message));
  return row;
}

function keyboard(message, rows, view) {
  const box = make("div", { className: "keys", role: "group", "aria-label": "Buttons of this message" });
  for (const row of rows) {
    box.append(make("div", {}, ...row.map((button) => key(message, button, view))));
  }
  return box;
}

function key(message, button, view) {
  const label = make("span", { dir: "auto" }, button.text);
  if (button.url !== undefined) {
    const href = safeAddress(button.url);
    return make("a", { className: "key", href, target: "_blank", rel: "noopener noreferrer" }, label, icon("outside"));
  }
  const node = make("button", { className: "key", type: "button" }, label);
  node.addEventListener("click", () => view.onPress(message, button, node));
  return node;
}
