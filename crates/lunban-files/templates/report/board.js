
// The board: teams by rounds. It is built once, and a search hides what does not fit.
const SHOWN_BESIDE = { names: () => "", ranks: (person) => plan.ranks[person.rank].name, units: (person) => unitName(plan.units[person.unit]) };

let beside = "names";

function showBoard() {
  const rows = plan.teams.map(boardRow);
  const head = el("tr", {}, el("th", { scope: "col" }, say("team")), plan.turns.map((turn) => el("th", { scope: "col", class: turn.weight > 1 && "heavy" },
    pick(turn.name), turn.weight > 1 && el("span", { class: "mark" }, say("heavy")), el("small", {}, days(turn.days)))));
  const nothing = el("p", { class: "nothing" }, say("nothing"));
  const whole = el("table", { class: "board" }, el("caption", { class: "aside" }, say("boardCaption")),
    el("thead", {}, head), el("tbody", {}, rows.map((row) => row.node)));
  const update = () => {
    const shown = new Set(found.teams);
    for (const row of rows) {
      row.node.hidden = !shown.has(row.team);
      for (const [duty, seat] of row.seats) seat.classList.toggle("dim", found.active && !found.duties[duty.index]);
    }
    nothing.hidden = found.teams.length > 0;
    showTurn(whole);
  };
  update();
  return { nodes: [boardTools(), nothing, el("div", { class: "scroll wide" }, whole)], update };
}

/** Where one round is asked for, the others are put away. */
function showTurn(whole) {
  const only = wanted.turn === undefined || wanted.turn === "" ? -1 : Number(wanted.turn);
  for (const row of whole.rows) {
    [...row.cells].forEach((cell, column) => { cell.hidden = only >= 0 && column > 0 && column !== only + 1; });
  }
}

function boardTools() {
  const choices = { names: "showNames", ranks: "showRanks", units: "showUnits" };
  const options = Object.entries(choices).map(([value, title]) => el("option", { value, selected: value === beside }, say(title)));
  const change = (event) => {
    beside = event.target.value;
    render();
    document.getElementById("beside").focus();
  };
  return el("div", { class: "tools" },
    el("label", {}, `${say("show")} `, el("select", { id: "beside", onchange: change }, options)),
    rankLegend());
}

function rankLegend() {
  return el("ul", { class: "legend" }, plan.ranks.map((rank, position) => el("li", {}, el("i", { class: rankClass(position) }), rank.name)));
}

/** Ranks have five shades, the highest the darkest. */
function rankClass(position) {
  const below = plan.ranks.length - 1 - position;
  return `rank rank-${Math.min(below, 4)}`;
}

function boardRow(team) {
  const seats = [];
  const cells = team.turns.map((duties) => el("td", {}, duties.length > 0 && el("ul", {}, duties.map((duty) => {
    const seat = boardSeat(duty);
    seats.push([duty, seat]);
    return seat;
  }))));
  const title = el("th", { scope: "row" }, pick(team.name), el("small", {}, team.id));
  return { team, seats, node: el("tr", {}, title, cells) };
}

function boardSeat(duty) {
  if (isOpen(duty)) return el("li", { class: "open" }, say("open"), aside(` ${pick(duty.seat)}`), partOf(duty));
  const person = plan.people[duty.person];
  const more = SHOWN_BESIDE[beside](person);
  return el("li", { class: `${rankClass(person.rank)}${duty.leads ? " leads" : ""}` },
    personLink(person),
    duty.leads && aside(` ${pick(duty.seat)}`),
    duty.waiver && el("span", { class: "mark", title: say("waiver") }, "*"),
    partOf(duty),
    more && el("small", {}, more));
}

/** The days of a duty, where they are a part of the round. */
function partOf(duty) {
  return duty.days && el("small", {}, days(duty.days));
}
