
// Findings: what the audit says, worst first, and what is short.
const FINDINGS_AT_ONCE = 40;

function showFindings() {
  const people = new Set(found.people);
  const fits = plan.findings.filter((finding) => findingFits(finding, people));
  const broken = fits.filter((finding) => finding.count === null);
  const idle = found.people.filter((person) => person.able && person.duties.length === 0);
  const open = plan.duties.filter((duty) => isOpen(duty) && found.duties[duty.index]);
  const cards = [
    broken.length > 0 && section(say("hard"), findingList(broken)),
    open.length > 0 && section(`${say("openTitle")}: ${number(open.length)}`, dutyList(open)),
    ...findingGroups(fits).map((group) => section(`${group.title}: ${number(group.amount)}`,
      group.rule && el("p", { class: "soft" }, pick(group.rule.says)), findingList(group.findings))),
    idle.length > 0 && section(`${say("withoutDutyTitle")}: ${number(idle.length)}`,
      cut(idle, FINDINGS_AT_ONCE, (people) => el("ul", { class: "hits" }, people.map((person) => el("li", {}, personLink(person), el("span", { class: "soft" }, ` ${unitName(plan.units[person.unit])}`)))))),
  ].filter(Boolean);
  return cards.length > 0 ? cards : [el("p", { class: "nothing" }, say(found.active ? "nothing" : "noFindings"))];
}

/** Findings fit by their people; those about nobody by their team. */
function findingFits(finding, people) {
  if (!found.active) return true;
  if (finding.people.length > 0) return finding.people.some((person) => people.has(plan.people[person]));
  return finding.team !== null && found.teams.includes(plan.teams[finding.team]);
}

/** Findings that add to one count, together; in words of the goals where there are some. */
function findingGroups(findings = plan.findings) {
  const groups = new Map();
  for (const finding of findings.filter((finding) => finding.count !== null && finding.count !== "coverage.open")) {
    const group = groups.get(finding.count) || { findings: [], amount: 0 };
    group.findings.push(finding);
    group.amount += finding.amount;
    groups.set(finding.count, group);
  }
  return [...groups].map(([count, group]) => ({ ...group, title: countTitle(count), rule: plan.rules.find((rule) => count.startsWith(`${rule.id}.`)) }));
}

function countTitle(count) {
  const term = plan.goals.flatMap((goal) => goal.terms).find((term) => term.count === count);
  return term ? pick(term.says) : count;
}

function findingList(findings) {
  return cut(findings, FINDINGS_AT_ONCE, (findings) => el("ul", { class: "finds" }, findings.map(findingItem)));
}

function findingItem(finding) {
  const about = [
    ...finding.people.map((person) => personLink(plan.people[person])),
    finding.unit !== null && unitLink(plan.units[finding.unit]),
    finding.team !== null && teamLink(plan.teams[finding.team]),
    finding.turn !== null && pick(plan.turns[finding.turn].name),
  ].filter(Boolean);
  return el("li", {}, about.map((part) => [part, " "]), el("span", { class: "soft" }, pick(finding.says)));
}

function dutyList(duties) {
  return cut(duties, FINDINGS_AT_ONCE, (duties) => el("ul", { class: "finds" }, duties.map((duty) => el("li", {},
    teamLink(plan.teams[duty.team]), " ", pick(plan.turns[duty.turn].name), " ", pick(duty.seat), " ", partOf(duty)))));
}
