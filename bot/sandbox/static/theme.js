// Sets the reader's chosen colours before the first paint; the system's choice needs no help.
try {
  const chosen = localStorage.getItem("tipline-theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch {
  // Storage can be switched off; the page then follows the system.
}
