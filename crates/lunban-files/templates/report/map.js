
// The map: cities of teams, and the counties that the teams cover.
const MAP_SIZE = [900, 760];
const MAP_EDGE = 50;

function showMap() {
  const cities = plan.cities.map((city, position) => ({ ...city, position })).filter((city) => city.at);
  if (cities.length === 0) return [section(say("map"), el("p", {}, say("noMap")))];
  const project = projection(placesOnMap(cities));
  const fits = citiesThatFit();
  return [
    el("p", { class: "soft" }, say("mapSay")),
    el("div", { class: "atlas" },
      el("div", { class: "card" }, mapDrawing(cities, project, fits)),
      el("div", { class: "card" }, cityPanel())),
  ];
}

function placesOnMap(cities) {
  const counties = plan.teams.flatMap((team) => team.covers.map((county) => county.at)).filter(Boolean);
  return cities.map((city) => city.at).concat(counties);
}

/** From degrees to the drawing: plain, and true to shape in the middle. */
function projection(places) {
  const [lons, lats] = [places.map(([lon]) => lon), places.map(([, lat]) => lat)];
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const [width, height] = MAP_SIZE.map((side) => side - 2 * MAP_EDGE);
  const scale = Math.min(width / Math.max((east - west) * squeeze, 0.01), height / Math.max(north - south, 0.01));
  const [left, top] = [(MAP_SIZE[0] - (east - west) * squeeze * scale) / 2, (MAP_SIZE[1] - (north - south) * scale) / 2];
  return ([lon, lat]) => [left + (lon - west) * squeeze * scale, top + (north - lat) * scale];
}

/** How many duties of each city fit what is looked for. */
function citiesThatFit() {
  const fits = plan.cities.map(() => 0);
  for (const duty of plan.duties) {
    if (found.duties[duty.index]) fits[plan.teams[duty.team].city] += 1;
  }
  return fits;
}

function mapDrawing(cities, project, fits) {
  const drawing = svg("svg", { class: "map", role: "group", "aria-label": say("mapLabel", cities.length), viewBox: `0 0 ${MAP_SIZE.join(" ")}` });
  const provinces = [...new Set(plan.cities.map((city) => city.province))];
  drawing.append(
    svg("g", { class: "land" }, landOf(cities, provinces, project)),
    svg("g", { class: "counties" }, plan.teams.map((team) => countiesOf(team, project))),
    svg("g", { class: "cities" }, cities.map((city) => cityMark(city, project(city.at), fits[city.position]))),
    svg("g", { class: "names", "aria-hidden": "true" }, cities.map((city) => cityName(city, project(city.at), fits[city.position]))));
  return drawing;
}

/** The land is the neighbourhood of its counties, a shade for each province. */
function landOf(cities, provinces, project) {
  return provinces.map((province, shade) => {
    const inside = (team) => plan.cities[team.city].province === province;
    const places = plan.teams.filter(inside).flatMap((team) => team.covers.map((county) => county.at).filter(Boolean));
    const homes = cities.filter((city) => city.province === province).map((city) => city.at);
    const dots = places.concat(homes).map(project).map(([cx, cy]) => svg("circle", { cx, cy, r: 26 }));
    return svg("g", { class: `shade-${shade % 4}` }, dots);
  });
}

function countiesOf(team, project) {
  const home = plan.cities[team.city].at;
  if (!home) return [];
  const [x1, y1] = project(home);
  return team.covers.filter((county) => county.at).map((county) => {
    const [x2, y2] = project(county.at);
    return svg("g", {},
      svg("line", { x1, y1, x2, y2 }),
      svg("circle", { cx: x2, cy: y2, r: 3 }, svg("title", {}, `${county.name} · ${pick(team.name)}`)));
  });
}

/** A circle as large as what fits, that chooses its city or lets go of it. */
function cityMark(city, [cx, cy], fits) {
  const chosen = wanted.city === city.code;
  return svg("a", {
    href: address("map", { ...wanted, city: chosen ? "" : city.code }),
    class: `${fits > 0 ? "" : "dim"}${chosen ? " chosen" : ""}`,
    "aria-label": `${city.name}: ${number(fits)}`,
  },
  svg("circle", { cx, cy, r: cityRadius(fits) }),
  fits > 0 && svg("text", { class: "figure", x: cx, y: cy + 4, "text-anchor": "middle" }, number(fits)));
}

/** Names stand on top of all circles. */
function cityName(city, [x, y], fits) {
  const name = city.name.length > 2 ? city.name.replace(/市$/, "") : city.name;
  return svg("text", { class: fits > 0 ? "" : "dim", x: x + cityRadius(fits) + 3, y: y + 5 }, name);
}

function cityRadius(fits) {
  return fits > 0 ? 6 + Math.sqrt(fits) * (wanted.turn ? 1.6 : 0.75) : 4;
}

/** The teams of the city that is chosen, or of all that fit. */
function cityPanel() {
  const city = plan.cities.find((city) => city.code === wanted.city);
  if (!city) return [el("h2", {}, say("chooseCity")), cityList()];
  const teams = plan.teams.filter((team) => plan.cities[team.city] === city);
  return [el("h2", {}, say("teamsIn", city.name)), el("ul", { class: "teams" }, teams.map(teamItem))];
}

function cityList() {
  const fits = citiesThatFit();
  const items = plan.cities.map((city, position) => ({ city, fits: fits[position] })).filter(({ fits }) => fits > 0);
  return el("ul", { class: "looks" }, items.map(({ city, fits }) => el("li", {},
    el("a", { href: address("map", { ...wanted, city: city.code }) }, city.name), el("span", { class: "figure" }, number(fits)))));
}

function teamItem(team) {
  const seats = team.turns.map((duties, turn) => [turn, duties.filter((duty) => found.duties[duty.index])]).filter(([, duties]) => duties.length > 0);
  return el("li", {},
    el("strong", {}, teamLink(team)),
    team.covers.length > 0 && el("p", { class: "soft" }, say("covers", listed(team.covers.map((county) => county.name)))),
    el("dl", { class: "seats" }, seats.map(([turn, duties]) => [
      el("dt", {}, pick(plan.turns[turn].name)),
      el("dd", {}, duties.map((duty, position) => [position > 0 && (tongue === "zh" ? "、" : ", "), isOpen(duty) ? el("span", { class: "open" }, say("open")) : personLink(plan.people[duty.person])])),
    ])));
}
