
// One person: when they serve, what kept them, who else could have, and how others fare.

function showPerson(person) {
  const unit = plan.units[person.unit];
  return [
    el("p", { class: "back" }, el("a", { href: "#people" }, `← ${say("backToPeople")}`)),
    el("section", { class: "card" },
      el("h2", {}, el("bdi", {}, nameOf(person))),
      el("p", { class: "soft" }, factsOf(person, unit)),
      personFigures(person, unit),
      dutiesTable(person)),
    section(say("roundByRound"), roundByRound(person)),
    person.findings.length > 0 && section(say("aboutThem"), findingList(person.findings)),
  ];
}

function factsOf(person, unit) {
  const facts = [person.name && person.id, rankCell(person), unitLink(unit), person.base, listed(person.tags)].filter(Boolean);
  return facts.flatMap((fact, position) => (position === 0 ? [fact] : [" · ", fact]));
}

function personFigures(person, unit) {
  const rank = plan.ranks[person.rank];
  const duties = number(person.duties.length);
  const target = person.target === null ? "" : say("ofAll", number(person.target));
  return el("dl", { class: "figures" },
    figure(duties, say("duties"), target, person.target === null || person.duties.length === person.target),
    plain(number(perPerson(rank), 2), say("peersOfRank", rank.name)),
    plain(number(perPerson(unit), 2), say("peersOfUnit")),
    plan.turns.some((turn) => turn.weight > 1) && plain(number(person.heavy), say("heavyCount")),
    person.km > 0 && plain(number(person.km), say("km")));
}

function plain(value, title) {
  return el("div", {}, el("dt", {}, title), el("dd", {}, value));
}

function dutiesTable(person) {
  if (person.duties.length === 0) return null;
  const columns = [
    { title: say("round"), of: (duty) => pick(plan.turns[duty.turn].name) },
    { title: say("days"), of: (duty) => days(duty.days || plan.turns[duty.turn].days) },
    { title: say("team"), of: (duty) => [teamLink(plan.teams[duty.team]), el("small", { class: "soft" }, ` ${plan.teams[duty.team].id}`)] },
    { title: say("seat"), of: (duty) => [pick(duty.seat), duty.waiver && el("span", { class: "mark" }, say("waiver"))] },
    { title: say("together"), of: teammates },
    { title: say("couldHold"), number: true, of: (duty) => say("filledOf", number(duty.able), number(plan.people.length)) },
  ];
  return table(columns, person.duties, { caption: say("duties") });
}

function teammates(duty) {
  const others = plan.teams[duty.team].turns[duty.turn].filter((other) => other !== duty && !isOpen(other));
  return others.map((other, position) => [position > 0 && (tongue === "zh" ? "、" : ", "), personLink(plan.people[other.person])]);
}

function roundByRound(person) {
  const states = statesOf(person);
  return el("ol", { class: "rounds" }, plan.turns.map((turn, position) => el("li", { class: states[position] },
    el("strong", {}, pick(turn.name)),
    el("span", { class: "soft" }, days(turn.days)),
    el("span", {}, whyInTurn(person, position)))));
}

function whyInTurn(person, turn) {
  const duties = person.duties.filter((duty) => duty.turn === turn);
  if (duties.length > 0) {
    return duties.map((duty) => [
      say("serves", pick(plan.teams[duty.team].name), pick(duty.seat)), tongue === "zh" ? "；" : "; ",
      say("couldHoldSay", number(duty.able), number(plan.people.length)),
    ]);
  }
  if (person.kept[turn] !== null) return pick(plan.reasons[person.kept[turn]]);
  if (!person.able) return say("never");
  return person.target !== null && person.duties.length >= person.target ? say("freeFull", number(person.target)) : say("free");
}
