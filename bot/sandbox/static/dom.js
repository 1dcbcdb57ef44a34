// Builds nodes. Nothing on this page is ever parsed as HTML: texts become text nodes.

export function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "data") Object.assign(node.dataset, value);
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name === "className" ? "class" : name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `page/static/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

// Opens one of the page's dialogs; resolves to its form, or to null when it was left.
export function openDialog(id, prepare = () => {}) {
  const dialog = document.getElementById(id);
  const form = dialog.querySelector("form");
  form.reset();
  prepare(form.elements, dialog);
  dialog.returnValue = "";
  let sent = false;
  form.onsubmit = () => { sent = true; };
  for (const button of dialog.querySelectorAll("[data-close]")) button.onclick = () => dialog.close();
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(sent ? form.elements : null), { once: true });
  });
}

// Makes *list* show *items* while it touches only what changed, so focus and scrolling stay.
export function reconcile(list, items, keyOf, draw) {
  const shown = new Map([...list.children].map((node) => [node.dataset.key, node]));
  let place = list.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    const print = JSON.stringify(item);
    const old = shown.get(key);
    shown.delete(key);
    let node = old;
    if (!old || old.print !== print) {
      node = draw(item);
      node.dataset.key = key;
      node.print = print;
      if (old) {
        if (place === old) place = node;
        replaceKeepingFocus(old, node);
      }
    }
    if (node === place) place = place.nextElementSibling;
    else list.insertBefore(node, place);
  }
  for (const node of shown.values()) node.remove();
}

function replaceKeepingFocus(old, node) {
  const targets = "button, a[href]";
  const index = [...old.querySelectorAll(targets)].indexOf(document.activeElement);
  old.replaceWith(node);
  if (index < 0) return;
  const successors = node.querySelectorAll(targets);
  const successor = successors[Math.min(index, successors.length - 1)];
  (successor ?? node.closest("[tabindex]"))?.focus({ preventScroll: true });
}
