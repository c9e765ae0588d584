
// The units: what each sends, and its own people round by round.

function showUnits(id) {
  const unit = id && plan.units.find((unit) => unit.id === id);
  if (unit) return showUnit(unit);
  const people = new Set(found.people);
  const units = plan.units.filter((unit) => unit.members.some((person) => people.has(person)));
  if (units.length === 0) return [el("p", { class: "nothing" }, say("nothing"))];
  return [el("div", { class: "card" }, table(groupColumns(unitLink), units, { caption: say("units") }))];
}

/** Columns for units or ranks; those that nobody has a number in are left out. */
function groupColumns(name) {
  const has = (key) => plan.units.concat(plan.ranks).some((group) => group[key]);
  const count = (title, key) => ({ title: say(title), number: true, of: (group) => (group[key] === null ? "" : number(group[key])) });
  return [
    { title: say("name"), of: name },
    count("peopleAble", "people"),
    count("withoutDuty", "idle"),
    count("duties", "duties"),
    has("target") && count("target", "target"),
    has("share") && count("share", "share"),
    { title: say("perPerson"), number: true, of: (group) => number(perPerson(group), 2) },
    has("heavy") && count("heavyDuties", "heavy"),
    has("km") && count("km", "km"),
  ].filter(Boolean);
}

function showUnit(unit) {
  const onDuty = plan.turns.map((turn, position) => ({
    label: turnNumber(position),
    value: unit.members.filter((person) => person.duties.some((duty) => duty.turn === position)).length,
  }));
  return [
    el("p", { class: "back" }, el("a", { href: "#units" }, `← ${say("backToUnits")}`)),
    el("section", { class: "card" },
      el("h2", {}, el("bdi", {}, unitName(unit))),
      unit.name && el("p", { class: "soft" }, unit.id),
      el("dl", { class: "figures" },
        plain(number(unit.people), say("peopleAble")),
        plain(number(unit.duties), say("duties")),
        unit.share !== null && plain(number(unit.share), say("share")),
        plain(number(perPerson(unit), 2), say("perPerson")),
        figure(number(unit.idle), say("withoutDuty"), "", unit.idle === 0)),
      el("h3", {}, say("onDuty")),
      columnsChart(say("onDuty"), onDuty)),
    section(say("itsPeople"), unitMatrix(unit)),
  ];
}

/** A round as short as can be: its number, or where it is none its place. */
function turnNumber(position) {
  const digits = /\d+/.exec(plan.turns[position].name.english);
  return plan.turns[position].name.english.startsWith("Round") ? digits[0] : String(position + 1);
}

/** People by rounds, with the city of each duty. */
function unitMatrix(unit) {
  const inTurn = (turn) => (person) => person.duties.filter((duty) => duty.turn === turn)
    .map((duty) => el("span", { class: duty.leads ? "leads" : "" }, plan.cities[plan.teams[duty.team].city].name, duty.waiver && "*"));
  const columns = [
    { title: say("name"), of: personLink },
    { title: say("rank"), of: rankCell },
    { title: say("duties"), number: true, of: dutiesCell },
    ...plan.turns.map((turn, position) => ({ title: pick(turn.name), of: inTurn(position) })),
  ];
  return table(columns, unit.members, { caption: say("itsPeople") });
}
