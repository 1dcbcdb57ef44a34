// Turns a message's text and entities into nodes. Offsets are UTF-16 units, as JavaScript counts.
import { make } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote",
};

export function formatted(text, entities, onCommand) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const box = make("div", { className: "text", dir: "auto" });
  fill(box, text, sorted, 0, text.length, onCommand);
  return box;
}

function fill(parent, text, entities, start, end, onCommand) {
  let at = start;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    const stop = Math.min(entity.offset + entity.length, end);
    if (entity.offset < at || stop <= entity.offset) continue;
    parent.append(text.slice(at, entity.offset));
    const node = wrapper(entity, text.slice(entity.offset, stop), onCommand);
    const inner = entities.slice(index + 1).filter((other) => other.offset < stop);
    fill(node, text, inner, entity.offset, stop, onCommand);
    parent.append(node);
    // A quotation ends its line by itself.
    at = node.tagName === "BLOCKQUOTE" && text[stop] === "\n" ? stop + 1 : stop;
  }
  parent.append(text.slice(at, end));
}

function wrapper(entity, covered, onCommand) {
  switch (entity.type) {
    case "text_link": return link(entity.url);
    case "url": return link(/^[a-z][a-z0-9+.-]*:/i.test(covered) ? covered : `http://${covered}`);
    case "email": return link(`mailto:${covered}`);
    case "bot_command":
      return make("button", { className: "linkish", type: "button", onclick: () => onCommand(covered) });
    case "spoiler": return spoiler();
    case "expandable_blockquote": return folded();
    default: return make(TAGS[entity.type] ?? "span");
  }
}

// Only these schemes become links; anything else (javascript: above all) stays plain text.
export function safeAddress(address) {
  try {
    const url = new URL(address);
    return ["http:", "https:", "mailto:", "tg:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

function link(address) {
  const href = safeAddress(address);
  if (!href) return make("span");
  return make("a", { href, target: "_blank", rel: "noopener noreferrer", title: href });
}

function spoiler() {
  const node = make("button", { className: "spoiler", type: "button", "aria-expanded": "false" });
  node.addEventListener("click", () => node.setAttribute("aria-expanded", "true"));
  return node;
}

function folded() {
  const node = make("blockquote", { className: "folded", tabindex: "0" });
  const unfold = () => node.classList.toggle("folded");
  node.addEventListener("click", unfold);
  node.addEventListener("keydown", (event) => { if (event.key === "Enter") unfold(); });
  return node;
}
