
// The frame: heading, views, search, language, light and dark. Views are pure: from the plan and what is looked for to nodes.
const VIEWS = {
  overview: showOverview,
  board: showBoard,
  people: showPeople,
  units: showUnits,
  fairness: showFairness,
  map: showMap,
  findings: showFindings,
};

/** The view on the screen, what of it (a person, a unit), and how it follows a search without being built anew. */
let view = "overview";
let shown;
let follow;

/** Where a view with what is looked for stands: `#board?text=...`. */
function address(name, filters) {
  const set = FILTERS.filter((filter) => filters[filter]).map((filter) => [filter, filters[filter]]);
  const query = new URLSearchParams(set).toString();
  return `#${name}${query ? `?${query}` : ""}`;
}

/** Reads the address; one that was cut or misspelt leads to the overview. */
function readAddress() {
  const [path, query] = location.hash.slice(1).split("?");
  const [name, id] = path.split("/");
  view = Object.keys(VIEWS).includes(name) ? name : "overview";
  try { shown = id && decodeURIComponent(id); } catch { shown = undefined; }
  wanted = Object.fromEntries([...new URLSearchParams(query || "")].filter(([filter]) => FILTERS.includes(filter)));
}

/** A filter changes, or all are cleared; the address follows. */
function change(filter, value) {
  wanted = filter === undefined ? {} : { ...wanted, [filter]: value };
  const moved = shown !== undefined;
  shown = undefined;
  history.replaceState(null, "", address(view, wanted));
  find();
  if (follow && !moved) follow();
  else render();
  fillFilterBar();
  linkViews();
  if (filter === undefined) document.getElementById("filter-text").focus();
}

function render() {
  const made = VIEWS[view](shown);
  const nodes = Array.isArray(made) ? made : made.nodes;
  follow = made.update;
  document.getElementById("page").dataset.view = view;
  document.getElementById("main").replaceChildren(el("h1", { class: "view" }, say(view)), ...nodes.filter(Boolean));
}

/** Links to the views keep what is looked for. */
function linkViews() {
  for (const link of document.querySelectorAll("nav a")) {
    link.setAttribute("href", address(link.dataset.view, wanted));
    if (link.dataset.view === view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function goTo() {
  readAddress();
  find();
  render();
  fillFilterBar();
  linkViews();
  scrollTo(0, 0);
}

/** Sets the whole page in one language. */
function setTongue(next) {
  tongue = next;
  document.documentElement.lang = tongue === "zh" ? "zh-CN" : "en";
  document.getElementById("page").replaceChildren(
    el("a", { class: "skip", href: "#main", onclick: skip }, say("skip")),
    heading(),
    el("nav", { "aria-label": say("views") }, Object.keys(VIEWS).map((name) => el("a", { "data-view": name }, say(name)))),
    filterBar(change),
    el("main", { id: "main", tabindex: "-1" }),
    footer());
  goTo();
}

/** Past the frame; the address stays that of the view. */
function skip(event) {
  event.preventDefault();
  document.getElementById("main").focus();
}

function heading() {
  const [first, last] = plan.span;
  const duties = plan.turns.reduce((sum, turn) => sum + turn.filled, 0);
  const subtitle = say("subtitle", fullDay(first), fullDay(last), number(plan.turns.length), number(plan.teams.length), number(duties));
  return el("header", {},
    seal(),
    el("div", { class: "title" }, el("p", { class: "campaign" }, plan.campaign), el("p", { class: "soft" }, subtitle)),
    el("div", { class: "buttons" },
      el("button", { type: "button", id: "language", lang: tongue === "zh" ? "en" : "zh-CN", title: say("languageLabel"), onclick: () => {
        setTongue(tongue === "zh" ? "en" : "zh");
        keep("tongue", tongue);
        document.getElementById("language").focus();
      } }, say("language")),
      el("button", { type: "button", id: "theme", onclick: changeTheme }, say("theme")),
      el("button", { type: "button", id: "print", onclick: () => print() }, say("print"))));
}

/** The mark of the program: a seal with the first letter of its name. */
function seal() {
  return svg("svg", { class: "seal", viewBox: "0 0 44 44", width: 44, height: 44, "aria-hidden": "true" },
    svg("rect", { x: 1, y: 1, width: 42, height: 42, rx: 7 }),
    svg("text", { x: 22, y: 31, "text-anchor": "middle" }, "轮"));
}

function footer() {
  const { version, backend, seed, hash, revision } = plan.made;
  return el("footer", {}, say("made", version, backend, seed, hash.slice(0, 12)),
    revision > 0 && ` · ${say("revision", revision)}`,
    plan.redacted && ` · ${say("redacted")}`);
}

const night = matchMedia("(prefers-color-scheme: dark)");

/** Light or dark as was chosen here, else as the system is. */
function setTheme() {
  document.documentElement.dataset.theme = kept("theme") || (night.matches ? "dark" : "light");
}

function changeTheme() {
  const root = document.documentElement;
  root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
  keep("theme", root.dataset.theme);
}

/** Some browsers keep nothing for a file on disk; then nothing is kept. */
function keep(key, value) {
  try { localStorage.setItem(`lunban-${key}`, value); } catch { /* as said */ }
}

function kept(key) {
  try { return localStorage.getItem(`lunban-${key}`); } catch { return null; }
}

/** `/` goes to the search. */
function onKey(event) {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  document.getElementById("filter-text").focus();
}

/** Paper shows whole lists. */
function beforePrint() {
  for (const more of document.querySelectorAll(".more")) more.click();
}

setTheme();
night.addEventListener("change", setTheme);
addEventListener("hashchange", goTo);
addEventListener("keydown", onKey);
addEventListener("beforeprint", beforePrint);
setTongue(TONGUES.includes(kept("tongue")) ? kept("tongue") : plan.language);
