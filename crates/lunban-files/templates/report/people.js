
// The people: a table that can be sorted, each with the rounds as a strip.
const PEOPLE_AT_ONCE = 150;

let peopleOrder = { column: 0, down: false };

function showPeople(id) {
  const person = id && plan.people.find((person) => person.id === id);
  if (person) return showPerson(person);
  if (found.people.length === 0) return [el("p", { class: "nothing" }, say("nothing"))];
  const columns = peopleColumns();
  const change = (column) => {
    peopleOrder = { column, down: peopleOrder.column === column && !peopleOrder.down };
    render();
  };
  const sort = { ...peopleOrder, change };
  const people = inOrder(found.people, columns[peopleOrder.column], peopleOrder.down);
  return [stripLegend(), cut(people, PEOPLE_AT_ONCE, (people) => table(columns, people, { caption: say("people"), sort }))];
}

function peopleColumns() {
  const columns = [
    { title: say("name"), of: personLink, key: nameOf },
    { title: say("id"), of: (person) => person.id, key: (person) => person.id },
    { title: say("unit"), of: (person) => unitLink(plan.units[person.unit]), key: (person) => unitName(plan.units[person.unit]) },
    { title: say("rank"), of: rankCell, key: (person) => -person.rank },
    { title: say("duties"), number: true, of: dutiesCell, key: (person) => person.duties.length },
    { title: say("rounds"), of: strip },
  ];
  if (plan.turns.some((turn) => turn.weight > 1)) {
    columns.push({ title: say("heavyDuties"), number: true, of: (person) => number(person.heavy), key: (person) => person.heavy });
  }
  if (plan.people.some((person) => person.km > 0)) {
    columns.push({ title: say("km"), number: true, of: (person) => number(person.km), key: (person) => person.km });
  }
  return columns;
}

function inOrder(people, { key }, down) {
  const compare = (one, other) => (typeof one === "number" ? one - other : one.localeCompare(other, "zh-CN"));
  const keyed = people.map((person) => [key(person), person]);
  keyed.sort(([one], [other]) => (down ? compare(other, one) : compare(one, other)));
  return keyed.map(([, person]) => person);
}

function rankCell(person) {
  return el("span", { class: rankClass(person.rank) }, plan.ranks[person.rank].name);
}

function dutiesCell(person) {
  return person.target === null ? number(person.duties.length) : `${number(person.duties.length)} / ${number(person.target)}`;
}

/** What a person does in each round: `duty`, `kept` or `free`. */
function statesOf(person) {
  return plan.turns.map((_, turn) => {
    if (person.duties.some((duty) => duty.turn === turn)) return "duty";
    return person.kept[turn] === null && person.able ? "free" : "kept";
  });
}

const STATE_WORDS = { duty: "legendDuty", kept: "legendKept", free: "legendFree" };

/** The rounds of a person side by side. */
function strip(person) {
  const states = statesOf(person);
  const [side, gap] = [10, 2];
  const squares = states.map((state, turn) => svg("rect", { class: state, x: turn * (side + gap), y: 0, width: side, height: side, rx: 2 }));
  const said = states.map((state, turn) => `${pick(plan.turns[turn].name)}: ${say(STATE_WORDS[state])}`).join(", ");
  const width = states.length * (side + gap);
  return svg("svg", { class: "strip", role: "img", "aria-label": said, viewBox: `0 0 ${width} ${side}`, width, height: side }, ...squares);
}

function stripLegend() {
  const square = (state) => svg("svg", { class: "strip", width: 10, height: 10, "aria-hidden": "true" }, svg("rect", { class: state, width: 10, height: 10, rx: 2 }));
  return el("ul", { class: "legend" }, Object.entries(STATE_WORDS).map(([state, words]) => el("li", {}, square(state), say(words))));
}
