// Searches all claims in the browser. Everything is loaded from beside this page, once it is wanted,
// as scripts: they also work where the pages are opened from a disk.
"use strict";
(() => {
  const form = document.getElementById("search");
  const list = document.getElementById("claims");
  const status = document.getElementById("status");
  const more = document.getElementById("more");
  const turn = document.getElementById("turn");
  const words = document.getElementById("words");
  const clear = form.querySelector("button");
  const selects = [...form.querySelectorAll("select")];
  const { root, locale } = form.dataset;
  const text = JSON.parse(form.dataset.words);
  const shards = form.dataset.shards.split(" ").filter(Boolean);
  const written = { list: [...list.children], start: list.start, status: status.textContent };
  const STEP = 50;
  const SHORTEST = 4; // letters of a word that stay when its ending is cut
  const days = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, {
    dateStyle: "long",
    timeZone: "UTC",
  });
  const plural = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale === "en" ? "en-GB" : locale);
  const OTHER_LETTERS = { ł: "l", đ: "d", ø: "o", ß: "ss", æ: "ae", œ: "oe", ı: "i", ґ: "г" };

  let claims = [];
  let missing = shards.length;
  let begun = false;
  let found = [];
  let shown = 0;

  // One letter for all its looks: no case, no marks, no apostrophes.
  function fold(said) {
    return said
      .normalize("NFD")
      .replace(/[\p{M}'’ʼ`´]/gu, "")
      .toLowerCase()
      .replace(/[łđøßæœıґ]/g, (letter) => OTHER_LETTERS[letter]);
  }

  function parts(said) {
    return fold(said).match(/[\p{L}\p{N}]+/gu) || [];
  }

  // What a file of data calls: rows of number, rating, topic, day, publisher and texts.
  window.archive = {
    take(rows) {
      for (const [number, rating, topic, day, publisher, texts] of rows) {
        const claim = ` ${parts(texts.map((one) => one[1]).join(" ")).join(" ")} `;
        const why = ` ${parts(texts.map((one) => one[2]).join(" ")).join(" ")} `;
        claims.push({ number, rating, topic, day, publisher, texts, claim, why });
      }
    },
  };

  function load() {
    if (begun) return;
    begun = true;
    for (const shard of shards) {
      const script = document.createElement("script");
      script.src = `${root}data/${shard}.js`;
      script.addEventListener("load", () => {
        missing -= 1;
        if (!missing) {
          claims.sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : b.number - a.number));
          search();
        }
      });
      script.addEventListener("error", () => {
        begun = false;
        claims = [];
        missing = shards.length;
        status.textContent = text.broken;
      });
      document.head.append(script);
    }
  }

  function wish() {
    const own = { words: words.value.trim() };
    for (const one of selects) own[one.id] = one.value;
    return own;
  }

  // A word counts most where it stands whole in the claim, least as the beginning of another.
  function weigh(claim, word) {
    const cut = word.slice(0, Math.max(SHORTEST, word.length - 2));
    if (claim.claim.includes(` ${word} `)) return 8;
    if (claim.claim.includes(` ${word}`)) return 6;
    if (claim.why.includes(` ${word} `)) return 4;
    if (claim.why.includes(` ${word}`)) return 3;
    if (claim.claim.includes(` ${cut}`)) return 2;
    return claim.why.includes(` ${cut}`) ? 1 : 0;
  }

  function match(wanted) {
    const asked = parts(wanted.words);
    if (wanted.words && !asked.length) return [];
    const number = /^[№#]\s*(\d+)$/.exec(wanted.words)?.[1]; // as verdicts are called by the bot
    if (number) return claims.filter((claim) => claim.number === Number(number));
    const weighed = [];
    for (const claim of claims) {
      if (wanted.rating && claim.rating !== wanted.rating) continue;
      if (wanted.topic && claim.topic !== wanted.topic) continue;
      if (wanted.language && !claim.texts.some((one) => one[0] === wanted.language)) continue;
      let weight = 1;
      for (const word of asked) {
        const own = weigh(claim, word);
        weight = own && weight ? weight + own : 0;
        if (!weight) break;
      }
      if (weight) weighed.push([weight, claim]);
    }
    return weighed.sort((a, b) => b[0] - a[0]).map((one) => one[1]); // equal ones stay in order
  }

  function element(name, said, attributes = {}) {
    const made = document.createElement(name);
    made.textContent = said;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function row(claim, language) {
    const [code, said, why] =
      claim.texts.find((one) => one[0] === (language || locale)) || claim.texts[0];
    const tongue = code === locale ? {} : { lang: code, dir: "auto" };
    const item = element("li", "", { class: claim.rating.replaceAll("_", "-") });
    const heading = element("h3", "");
    heading.append(element("a", said, { href: `${root}${code}/${claim.number}.html`, ...tongue }));
    const facts = element("p", "", { class: "facts" });
    facts.append(element("span", text.ratings[claim.rating], { class: "rating" }));
    if (claim.day)
      facts.append(element("time", days.format(new Date(claim.day)), { datetime: claim.day }));
    if (claim.topic) facts.append(element("span", claim.topic, { dir: "auto" }));
    if (claim.publisher) facts.append(element("span", claim.publisher, { dir: "auto" }));
    if (code !== locale) facts.append(element("span", text.languages[code] || code));
    item.append(facts, heading);
    if (why) item.append(element("p", why, { class: "why", ...tongue }));
    return item;
  }

  function show() {
    const { language } = wish();
    const next = found.slice(shown, shown + STEP).map((one) => row(one, language));
    list.append(...next);
    shown += next.length;
    more.hidden = shown >= found.length;
    return next[0];
  }

  // Puts the page as it was written back, where nothing is asked.
  function rest() {
    list.replaceChildren(...written.list);
    list.start = written.start;
    status.textContent = written.status;
    more.hidden = true;
    if (turn) turn.hidden = false;
  }

  function search() {
    const wanted = wish();
    const asks = Object.values(wanted).some(Boolean);
    clear.hidden = !asks;
    remember(wanted);
    if (!asks) return rest();
    if (missing) {
      status.textContent = text.searching;
      return load();
    }
    found = match(wanted);
    shown = 0;
    list.replaceChildren();
    list.start = 1;
    if (turn) turn.hidden = true;
    const form = text.plurals[plural.select(found.length)] || text.plurals.other;
    status.textContent = found.length
      ? form.replace("{count}", numbers.format(found.length))
      : text.nothing;
    show();
  }

  // What is asked stands in the address, so that it can be passed on and come back to.
  function remember(wanted) {
    const asked = new URLSearchParams(Object.entries(wanted).filter((one) => one[1]));
    const address = asked.size || [...asked].length ? `#${asked}` : location.pathname + location.search;
    try {
      history.replaceState(null, "", address);
    } catch {
      // a browser that keeps no addresses for files still searches
    }
  }

  function recall() {
    const asked = new URLSearchParams(location.hash.slice(1));
    words.value = asked.get("words") || "";
    for (const one of selects) {
      const value = asked.get(one.id) || "";
      one.value = [...one.options].some((option) => option.value === value) ? value : "";
    }
  }

  let waiting = 0;
  words.addEventListener("focus", load);
  words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 80);
  });
  for (const one of selects) one.addEventListener("change", search);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  form.addEventListener("reset", () => {
    setTimeout(() => {
      search();
      words.focus();
    });
  });
  more.addEventListener("click", () => show()?.querySelector("a").focus());
  addEventListener("hashchange", () => {
    if (location.hash === "#content") return;
    recall();
    search();
  });
  document.addEventListener("keydown", (event) => {
    const writing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      words.focus();
    }
    const links = [...list.querySelectorAll("h3 a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && (document.activeElement === words || at >= 0)) {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)]?.focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (links[at - 1] || words).focus();
    } else if (event.key === "Escape" && document.activeElement === words && words.value) {
      event.preventDefault();
      words.value = "";
      search();
    }
  });

  form.hidden = false;
  recall();
  if (location.hash && location.hash !== "#content") search();
})();
