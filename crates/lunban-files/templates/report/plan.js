
// The plan, and what is looked up in it.
const plan = JSON.parse(document.getElementById("plan").textContent);

indexPlan();

/** Lets people, teams and units know their duties, and everything the words that it is found by. */
function indexPlan() {
  for (const unit of plan.units) unit.members = [];
  for (const person of plan.people) {
    person.duties = [];
    person.findings = [];
    plan.units[person.unit].members.push(person);
  }
  for (const team of plan.teams) {
    team.turns = plan.turns.map(() => []);
    team.words = searchable(wordsOfTeam(team));
  }
  for (const turn of plan.turns) Object.assign(turn, { filled: 0, open: 0, words: searchable(bothTongues(turn.name)) });
  plan.duties.forEach((duty, index) => {
    duty.index = index;
    plan.teams[duty.team].turns[duty.turn].push(duty);
    plan.turns[duty.turn][isOpen(duty) ? "open" : "filled"] += 1;
    if (!isOpen(duty)) plan.people[duty.person].duties.push(duty);
  });
  for (const person of plan.people) person.words = searchable(wordsOfPerson(person));
  for (const finding of plan.findings) {
    for (const person of finding.people) plan.people[person].findings.push(finding);
  }
  for (const seats of plan.teams.flatMap((team) => team.turns)) seats.sort(bySeat);
}

/** Leaders first, open seats last of their role. */
function bySeat(one, other) {
  return other.leads - one.leads || isOpen(one) - isOpen(other) || one.index - other.index;
}

function isOpen(duty) {
  return duty.person === undefined;
}

function wordsOfPerson({ name, id, unit, rank, tags, base }) {
  return [name, id, plan.units[unit].name, plan.units[unit].id, plan.ranks[rank].name, base, ...tags];
}

function wordsOfTeam({ id, name, city, kind, covers }) {
  const { name: cityName, province } = plan.cities[city];
  const counties = covers.map((county) => county.name);
  return [id, ...bothTongues(name), ...bothTongues(plan.kinds[kind]), cityName, province, ...counties];
}

function bothTongues(text) {
  return [text.english, text.chinese];
}

/** Words as they are compared: small letters, one text. */
function searchable(words) {
  return words.join("\n").toLowerCase();
}

/** The name of a person, or the id where names are left out. */
function nameOf(person) {
  return person.name || person.id;
}

function personLink(person, ...more) {
  return el("a", { href: `#people/${encodeURIComponent(person.id)}` }, el("bdi", {}, nameOf(person)), ...more);
}

function unitName(unit) {
  return unit.name || unit.id;
}

function unitLink(unit) {
  return el("a", { href: `#units/${encodeURIComponent(unit.id)}` }, el("bdi", {}, unitName(unit)));
}

/** A link to the board with one team found. */
function teamLink(team) {
  return el("a", { href: `#board?text=${encodeURIComponent(team.id)}` }, pick(team.name));
}

/** The people who may serve, or do. */
function ablePeople() {
  return plan.people.filter((person) => person.able);
}

/** Duties for each person; 0 where there is nobody. */
function perPerson({ duties, people }) {
  return people ? duties / people : 0;
}

/** The sums over groups: units, or ranks. */
function summed(groups) {
  const sum = (key) => groups.reduce((total, group) => total + (group[key] || 0), 0);
  return { people: sum("people"), duties: sum("duties"), idle: sum("idle"), heavy: sum("heavy"), km: sum("km") };
}
