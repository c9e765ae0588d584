
// Small drawings of numbers. Each has a sentence for whoever cannot see it, and a table beside it says the same.
const BAR = 20;

/** Bars that stand side by side: [{ label, value }]. */
function columnsChart(title, bars) {
  const [width, height, top, foot] = [Math.max(240, bars.length * 56), 180, 22, 22];
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  const step = width / bars.length;
  const shapes = bars.map(({ label, value }, position) => {
    const tall = (height - top - foot) * (value / most);
    const middle = step * (position + 0.5);
    const wide = Math.min(44, step * 0.7);
    return svg("g", {},
      svg("rect", { class: "bar", x: middle - wide / 2, y: height - foot - tall, width: wide, height: tall, rx: 2 }),
      svg("text", { class: "figure", x: middle, y: height - foot - tall - 6, "text-anchor": "middle" }, number(value)),
      svg("text", { x: middle, y: height - 5, "text-anchor": "middle" }, label));
  });
  const ground = svg("line", { class: "axis", x1: 0, x2: width, y1: height - foot, y2: height - foot });
  return drawing(title, bars, width, height, [...shapes, ground]);
}

/** Bars that lie one below the other: [{ label, value, href }], from 0 or from both sides of it; `mark` is a line across them. Nothing where there are none. */
function rowsChart(title, bars, { digits = 0, mark } = {}) {
  if (bars.length === 0) return null;
  const names = Math.min(230, 12 + Math.max(...bars.map((bar) => wideness(bar.label))) * 6.6);
  const width = names + 390;
  const low = Math.min(0, ...bars.map((bar) => bar.value));
  const high = Math.max(low + 1e-9, mark || 0, ...bars.map((bar) => bar.value));
  const room = width - names - 60;
  const place = (value) => names + 8 + ((value - low) / (high - low)) * room;
  const shapes = bars.map(({ label, value, href }, position) => {
    const middle = position * (BAR + 4) + BAR / 2 + 2;
    const [left, right] = [place(Math.min(0, value)), place(Math.max(0, value))];
    const name = svg("text", { x: names, y: middle + 4, "text-anchor": "end" }, shortened(label, 33), svg("title", {}, label));
    return svg("g", {},
      href ? svg("a", { href }, name) : name,
      svg("rect", { class: value < 0 ? "bar less" : "bar", x: left, y: middle - BAR / 2 + 3, width: right - left, height: BAR - 6, rx: 2 }),
      svg("text", { class: "figure", x: right + 6, y: middle + 4 }, number(value, digits)));
  });
  const height = bars.length * (BAR + 4) + 4;
  const lines = [["axis", 0], ["mark", mark]].filter(([, value]) => value !== undefined);
  const across = lines.map(([kind, value]) => svg("line", { class: kind, x1: place(value), x2: place(value), y1: 0, y2: height }));
  return drawing(title, bars.map((bar) => ({ ...bar, value: number(bar.value, digits) })), width, height, [...across, ...shapes]);
}

function drawing(title, bars, width, height, shapes) {
  const said = `${title}: ${bars.map(({ label, value }) => `${label} ${value}`).join("; ")}`;
  const role = bars.some((bar) => bar.href) ? "group" : "img";
  return svg("svg", { class: "chart", role, "aria-label": said, viewBox: `0 0 ${width} ${height}`, width, height }, ...shapes);
}

/** How wide words are: Chinese letters are two. */
function wideness(words) {
  return [...words].reduce((wide, letter) => wide + (letter > "\u2e7f" ? 2 : 1), 0);
}

/** A name cut so that it fits. */
function shortened(words, most) {
  if (wideness(words) <= most) return words;
  const letters = [...words];
  while (wideness(letters) > most - 1) letters.pop();
  return `${letters.join("")}…`;
}

/** How many of a list have each value from 0 to the greatest. */
function countsOf(values) {
  const counts = Array(Math.max(0, ...values) + 1).fill(0);
  for (const value of values) counts[value] += 1;
  return counts.map((value, label) => ({ label: String(label), value }));
}
