
// What is looked for: words and filters. It stands in the address, so that a view can be kept and sent on.
const FILTERS = ["text", "unit", "rank", "city", "kind", "turn", "open", "waiver"];

let wanted = {};

/** What fits: duties by index, people, and teams. */
let found = { active: false, duties: [], people: [], teams: [] };

function find() {
  const words = (wanted.text || "").toLowerCase().split(/\s+/).filter(Boolean);
  const duties = plan.duties.map((duty) => dutyFits(duty, words));
  const teams = plan.teams.filter((team) => team.turns.some((seats) => seats.some((duty) => duties[duty.index])));
  const people = plan.people.filter((person) => personFits(person, words, duties));
  found = { active: FILTERS.some((filter) => wanted[filter]), duties, people, teams };
}

function dutyFits(duty, words) {
  const person = isOpen(duty) ? undefined : plan.people[duty.person];
  const team = plan.teams[duty.team];
  return teamFits(team)
    && (!wanted.turn || duty.turn === Number(wanted.turn))
    && (!wanted.open || isOpen(duty))
    && (!wanted.waiver || duty.waiver === true)
    && (!(wanted.unit || wanted.rank) || (person !== undefined && belongs(person)))
    && words.every((word) => team.words.includes(word) || plan.turns[duty.turn].words.includes(word)
      || (person !== undefined && person.words.includes(word)));
}

function teamFits(team) {
  return (!wanted.city || plan.cities[team.city].code === wanted.city) && (!wanted.kind || team.kind === Number(wanted.kind));
}

function belongs(person) {
  return (!wanted.unit || plan.units[person.unit].id === wanted.unit) && (!wanted.rank || plan.ranks[person.rank].id === wanted.rank);
}

/** People fit by their own words, or by a duty that does. */
function personFits(person, words, duties) {
  if (!belongs(person)) return false;
  const asksForDuty = wanted.city || wanted.kind || wanted.turn || wanted.open || wanted.waiver;
  if (!asksForDuty && words.every((word) => person.words.includes(word))) return true;
  return person.duties.some((duty) => duties[duty.index]);
}

/** The row of fields; `changed` is called with a filter and its new value. */
function filterBar(changed) {
  const field = (filter, control) => el("label", {}, aside(say(filter === "turn" ? "round" : filter)), control);
  const choice = (filter, any, options) => field(filter, el("select", {
    id: `filter-${filter}`,
    onchange: (event) => changed(filter, event.target.value),
  }, el("option", { value: "" }, say(any)), options.map(([value, title]) => el("option", { value }, title))));
  const tick = (filter, title) => el("label", { class: "tick" }, el("input", {
    type: "checkbox",
    id: `filter-${filter}`,
    onchange: (event) => changed(filter, event.target.checked ? "1" : ""),
  }), say(title));
  return el("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
    el("label", { class: "search" }, aside(say("search")), el("input", {
      type: "search",
      id: "filter-text",
      placeholder: say("searchHint"),
      autocomplete: "off",
      spellcheck: "false",
      oninput: (event) => changed("text", event.target.value),
    })),
    choice("unit", "anyUnit", plan.units.filter((unit) => unit.members.length > 0).map((unit) => [unit.id, unitName(unit)])),
    choice("rank", "anyRank", plan.ranks.map((rank) => [rank.id, rank.name])),
    choice("city", "anyCity", plan.cities.map((city) => [city.code, city.name])),
    plan.kinds.length > 1 && choice("kind", "anyKind", plan.kinds.map((kind, position) => [position, pick(kind)])),
    choice("turn", "anyTurn", plan.turns.map((turn, position) => [position, pick(turn.name)])),
    plan.open > 0 && tick("open", "onlyOpen"),
    plan.duties.some((duty) => duty.waiver) && tick("waiver", "onlyWaiver"),
    el("button", { type: "button", id: "filter-reset", onclick: () => changed() }, say("reset")),
    el("output", { id: "found", "aria-live": "polite" }));
}

/** Shows in the fields what is looked for. */
function fillFilterBar() {
  for (const filter of FILTERS) {
    const control = document.getElementById(`filter-${filter}`);
    if (!control) continue;
    if (control.type === "checkbox") control.checked = Boolean(wanted[filter]);
    else if (control !== document.activeElement || !wanted[filter]) control.value = wanted[filter] || "";
  }
  const duties = found.duties.filter(Boolean).length;
  const says = say("result", number(duties), number(found.teams.length), number(found.people.length));
  document.getElementById("found").textContent = found.active ? says : "";
  document.getElementById("filter-reset").hidden = !found.active;
}
