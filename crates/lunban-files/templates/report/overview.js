
// The overview: is it good, who is where, is it fair, why me?

function showOverview() {
  return [
    found.active && foundCard(),
    verdictCard(),
    goalsCard(),
    turnsCard(),
    el("div", { class: "pair" }, fairCard(), el("div", {}, whyCard(), lookCard())),
  ];
}

/** The first people who fit, for whoever searches from here. */
function foundCard() {
  const most = 12;
  const rest = found.people.length - most;
  if (found.people.length === 0 && found.teams.length === 0) return section(say("found"), el("p", {}, say("nothing")));
  return section(say("found"),
    el("ul", { class: "hits" }, found.people.slice(0, most).map((person) => el("li", {},
      personLink(person), el("span", { class: "soft" }, ` ${plan.ranks[person.rank].name} · ${unitName(plan.units[person.unit])}`)))),
    el("p", {},
      rest > 0 && el("a", { href: "#people" }, say("foundMore", number(rest))), " ",
      el("a", { href: "#board" }, `${say("board")}: ${say("result", number(found.duties.filter(Boolean).length), number(found.teams.length), number(found.people.length))}`)));
}

function verdictCard() {
  const { proven, goals } = provenGoals();
  const waivers = plan.duties.filter((duty) => duty.waiver).length;
  const seatsSay = plan.open === 0 ? say("allFilled") : say("someOpen", number(plan.open), number(plan.seats));
  const rulesSay = plan.breaches === 0 ? say("lawful") : say("broken", number(plan.breaches));
  const goalsSay = goals > 0 && (proven === goals ? say("allProven") : say("someProven", proven, goals));
  const says = [seatsSay, rulesSay, goalsSay].filter(Boolean);
  const verdict = tongue === "zh" ? `${says.join("；")}。` : `${says.join("; ")}.`;
  const good = plan.open === 0 && plan.breaches === 0;
  return el("section", { class: good ? "verdict good" : "verdict poor" },
    el("h2", {}, verdict),
    plan.stopped && el("p", { class: "warn" }, say("stopped")),
    el("dl", { class: "figures" },
      figure(number(plan.seats - plan.open), say("seats"), say("ofAll", number(plan.seats)), plan.open === 0),
      figure(number(plan.breaches), say("breaches"), "", plan.breaches === 0),
      figure(number(waivers), say("waivers"), "", waivers === 0),
      goals > 0 && figure(number(proven), say("proven"), say("ofAll", goals), proven === goals)));
}

function figure(value, title, more, good) {
  return el("div", { class: good ? "good" : "poor" },
    el("dt", {}, title),
    el("dd", {}, value, more && el("small", {}, ` ${more}`)));
}

function provenGoals() {
  return { proven: plan.goals.filter((goal) => goal.proven).length, goals: plan.goals.length };
}

function goalsCard() {
  if (plan.goals.length === 0) return section(say("isItGood"), el("p", {}, say("noGoals")));
  const columns = [
    { title: say("level"), of: ({ level }) => String(level) },
    { title: say("goal"), of: ({ goal }) => goal.terms.map(termLine) },
    { title: say("value"), number: true, of: ({ goal }) => number(goal.value) },
    { title: say("bound"), number: true, of: ({ goal }) => number(goal.bound) },
    { title: say("proofOf"), of: ({ goal }) => [badge(pick(goal.standing), goal.proven), el("small", { class: "soft" }, ` ${pick(goal.proof)}`)] },
  ];
  const rows = plan.goals.map((goal, position) => ({ goal, level: position + 1 }));
  return section(say("isItGood"), el("p", { class: "soft" }, say("goalsSay")), el("div", { class: "goals" }, table(columns, rows)));
}

function termLine({ count, weight, says }) {
  return el("div", {}, weight !== 1 && `${weight} × `, pick(says), el("code", {}, count));
}

function badge(words, good) {
  return el("span", { class: good ? "badge good" : "badge poor" }, words);
}

/** A card for each round: its days, and how much of it is filled. */
function turnsCard() {
  return section(say("whoIsWhere"), el("ol", { class: "turns" }, plan.turns.map((turn, position) => {
    const seats = turn.filled + turn.open;
    return el("li", { class: turn.weight > 1 && "heavy" }, el("a", { href: `#board?turn=${position}` },
      el("strong", {}, pick(turn.name)),
      turn.weight > 1 && el("span", { class: "mark" }, say("heavy")),
      el("span", { class: "soft" }, days(turn.days)),
      el("span", { class: "meter", "aria-hidden": "true" }, el("span", { style: `width:${seats ? (100 * turn.filled) / seats : 0}%` })),
      el("span", { class: "figure" }, say("filledOf", number(turn.filled), number(seats)))));
  })), el("p", { class: "onscreen" }, el("a", { href: "#board" }, say("board")), " · ", el("a", { href: "#map" }, say("map"))));
}

function fairCard() {
  const able = ablePeople();
  return section(say("isItFair"),
    el("h3", {}, say("dutiesPerPerson")),
    columnsChart(say("dutiesPerPerson"), countsOf(able.map((person) => person.duties.length))),
    el("h3", {}, say("ranksAgainst")),
    rowsChart(say("ranksAgainst"), groupBars(plan.ranks), { digits: 2, mark: perPerson(summed(plan.ranks)) }),
    el("p", { class: "onscreen" }, el("a", { href: "#fairness" }, say("fairness"))));
}

function whyCard() {
  const search = el("button", { type: "button", onclick: () => document.getElementById("filter-text").focus() }, say("searchName"));
  return el("div", { class: "onscreen" }, section(say("whyMe"), el("p", {}, say("whyMeSay")), search));
}

/** What a planner should look at, each with how many. */
function lookCard() {
  const idle = ablePeople().filter((person) => person.duties.length === 0).length;
  const waivers = plan.duties.filter((duty) => duty.waiver).length;
  const items = [
    [say("openTitle"), plan.open, "#board?open=1"],
    [say("waiverTitle"), waivers, "#board?waiver=1"],
    [say("withoutDutyTitle"), idle, "#findings"],
    ...findingGroups().map((group) => [group.title, group.amount, "#findings"]),
  ].filter(([, amount]) => amount > 0);
  return section(say("toLookAt"), items.length === 0
    ? el("p", {}, say("nothingToLookAt"))
    : el("ul", { class: "looks" }, items.map(([title, amount, href]) => el("li", {}, el("a", { href }, title), el("span", { class: "figure" }, number(amount))))));
}
