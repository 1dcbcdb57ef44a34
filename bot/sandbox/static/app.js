// Puts the page together: seats, tabs, samples, colours, and the stream that keeps them fresh.
import { ask, follow } from "./api.js";
import { icon, make } from "./dom.js";
import { Samples } from "./samples.js";
import { Seat } from "./seat.js";

const SAMPLE_CHANNEL = "City News 24";
const TITLES = { public: "Member of the public", reviewer: "Volunteer reviewer", admin: "Admin" };
const TABS = { samples: "Try these", public: "Public", reviewer: "Reviewer", admin: "Admin" };

const byId = (id) => document.getElementById(id);
const known = new Set();
const seats = Object.entries(TITLES).map(([role, title]) => new Seat(role, title, {
  onPeople: refresh,
  onChoice: (person) => { if (role === "public") samples.suit(person); },
}));
const samples = new Samples(forwardSample);

async function forwardSample(sample) {
  const reader = seats[0];
  if (reader.chat !== reader.person.id) reader.open(reader.person.id);
  byId("samples").classList.remove("open");
  byId("drawer").setAttribute("aria-expanded", "false");
  const sent = await reader.deed("forward", { text: sample.text, origin: "channel", name: SAMPLE_CHANNEL });
  showTab("public");
  return sent;
}

async function refresh() {
  const state = await ask("state");
  known.clear();
  for (const one of [...state.people, ...state.groups]) known.add(one.id);
  for (const seat of seats) seat.seat(state);
  samples.fill(state.samples);
  if (seats[0].person) samples.suit(seats[0].person);
  drawTabs();
  byId("desk").classList.add("ready");
}

async function refetch() {
  try {
    await refresh();
    await Promise.all(seats.map((seat) => seat.load()));
    line("live", "Live");
  } catch {
    line("lost", "Reconnecting…"); // the stream breaks too, and its next opening tries again
  }
}

async function onEvent(event) {
  if (!known.has(event.chat)) {
    await refresh();
    known.add(event.chat); // a channel is in nobody's list
  }
  for (const seat of seats) {
    const news = seat.heard(event);
    const tab = byId(`tab-${seat.role}`);
    if (news && tab && tab.getAttribute("aria-current") !== "true") tab.dataset.news = "";
  }
}

function line(state, words) {
  byId("line").dataset.state = state;
  byId("line").textContent = words;
}

// Tabs show one column at a time; on a wide screen all columns stand side by side without them.
let current = "public";

function drawTabs() {
  const shown = ["samples", ...seats.filter((seat) => seat.person).map((seat) => seat.role)];
  if (byId("tabs").children.length !== shown.length) {
    byId("tabs").replaceChildren(...shown.map((name) => make(
      "button",
      { className: "tab", type: "button", id: `tab-${name}`, data: { role: name }, onclick: () => showTab(name) },
      TABS[name],
    )));
  }
  showTab(current);
}

function showTab(name) {
  current = name;
  for (const column of byId("desk").children) column.classList.toggle("shown", column.dataset.seat === name);
  for (const tab of byId("tabs").children) tab.setAttribute("aria-current", String(tab.id === `tab-${name}`));
  delete byId(`tab-${name}`)?.dataset.news;
}

function setUpTheme() {
  const button = byId("theme");
  const isDark = () => getComputedStyle(document.body).colorScheme === "dark"
    || (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  const label = () => {
    const next = isDark() ? "light" : "dark";
    button.setAttribute("aria-label", `Switch to ${next} colours`);
    button.title = button.getAttribute("aria-label");
    button.replaceChildren(icon(next));
  };
  button.addEventListener("click", () => {
    const next = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    remember("tipline-theme", next);
    label();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", label);
  label();
}

function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage can be switched off; the choice then lasts as long as the page.
  }
}

function setUpIntro() {
  const hide = () => { byId("intro").hidden = true; };
  byId("hide-intro").addEventListener("click", () => { hide(); remember("tipline-intro", "hidden"); });
  try {
    if (localStorage.getItem("tipline-intro") === "hidden") hide();
  } catch {
    // As above: without storage the introduction comes back with the next visit.
  }
}

function setUpDrawer() {
  const toggle = (open) => {
    byId("samples").classList.toggle("open", open);
    byId("drawer").setAttribute("aria-expanded", String(open));
  };
  byId("drawer").addEventListener("click", () => toggle(!byId("samples").classList.contains("open")));
  byId("samples").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    toggle(false);
    byId("drawer").focus();
  });
}

byId("desk").append(...seats.map((seat) => seat.node));
setUpTheme();
setUpIntro();
setUpDrawer();
showTab(current);
follow({
  onOpen: refetch,
  onEvent,
  onLost: () => line("lost", "Reconnecting…"),
});
