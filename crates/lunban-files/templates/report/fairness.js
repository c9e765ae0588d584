
// Fairness: what people, units and ranks carry, as drawings and as tables.

function showFairness() {
  const able = ablePeople();
  const units = plan.units.filter((unit) => unit.people > 0);
  const average = perPerson(summed(plan.units));
  return [
    el("div", { class: "pair" },
      section(say("dutiesPerPerson"),
        el("p", { class: "soft" }, say("dutiesPerPersonSay", number(able.length))),
        columnsChart(say("dutiesPerPerson"), countsOf(able.map((person) => person.duties.length)))),
      section(say("ranksAgainst"),
        el("p", { class: "soft" }, say("unitsAgainstSay", number(average, 2))),
        rowsChart(say("ranksAgainst"), groupBars(plan.ranks), { digits: 2, mark: average }),
        asTable((rank) => rank.name, plan.ranks))),
    el("div", { class: "pair" },
      section(say("unitsAgainst"),
        el("p", { class: "soft" }, say("unitsAgainstSay", number(average, 2))),
        rowsChart(say("unitsAgainst"), groupBars(units, unitHref), { digits: 2, mark: average }),
        asTable(unitLink, units)),
      units.some((unit) => unit.share !== null) && section(say("sharesAgainst"),
        el("p", { class: "soft" }, say("sharesAgainstSay")),
        rowsChart(say("sharesAgainst"), beyondShares(units)))),
    el("div", { class: "pair" },
      plan.turns.some((turn) => turn.weight > 1) && section(say("heavyPerPerson"),
        columnsChart(say("heavyPerPerson"), countsOf(able.map((person) => person.heavy)))),
      able.some((person) => person.km > 0) && section(say("kmPerPerson"),
        columnsChart(say("kmPerPerson"), kmBars(able)))),
  ];
}

function unitHref(unit) {
  return `#units/${encodeURIComponent(unit.id)}`;
}

/** Duties per person of units or ranks. */
function groupBars(groups, href) {
  const filled = groups.filter((group) => group.people > 0);
  return filled.map((group) => ({ label: unitName(group), value: perPerson(group), href: href && href(group) }));
}

function beyondShares(units) {
  const sharing = units.filter((unit) => unit.share !== null);
  return sharing.map((unit) => ({ label: unitName(unit), value: unit.duties - unit.share, href: unitHref(unit) }));
}

/** People by kilometres, in at most eight steps of a round length. */
function kmBars(people) {
  const most = Math.max(...people.map((person) => person.km));
  const step = [100, 250, 500, 1000, 2500, 5000, 10000].find((step) => most / step <= 8) || most / 8;
  const counts = countsOf(people.map((person) => Math.floor(person.km / step)));
  return counts.map(({ value }, position) => ({ label: `${number(position * step)}+`, value }));
}

function asTable(name, groups) {
  return el("details", {}, el("summary", {}, say("table")), table(groupColumns(name), groups));
}
