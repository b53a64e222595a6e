// Charts in SVG: a stake through time, and how long something was there. They show what the table beside them says.

const PLOT = { width: 324, left: 30, right: 8, top: 12, height: 96, row: 14 };
const timeOf = (day) => Date.parse(day);

/** The years that a chart shows: all that is dated, and the day that is asked about. */
function timeRange(days, at) {
  const times = [...days, at].filter(Boolean).map(timeOf);
  const first = new Date(Math.min(...times) - 300 * DAY).getUTCFullYear();
  const last = new Date(Math.max(...times) + 60 * DAY).getUTCFullYear() + 1;
  return [Date.UTC(first, 0, 1), Date.UTC(Math.max(last, first + 3), 0, 1)];
}

/** The days that a stake's or a standing's periods name; what was long before all evidence only opens the chart's left. */
function daysOf(periods) {
  const days = periods.flatMap((period) => [
    ...period.observed.flatMap(([earliest, latest]) => [earliest, latest]),
    period.began[1], period.ended && period.ended[1],
  ]).filter(Boolean);
  return days.length ? days : periods.map((period) => period.began[0]).filter(Boolean);
}

/** A line of years below a plot; every year, or every so many. */
function yearAxis(x, [from, to], top, bottom) {
  const first = new Date(from).getUTCFullYear();
  const last = new Date(to).getUTCFullYear();
  const step = [1, 2, 5, 10, 20, 50, 100].find((years) => ((last - first) / years) * 34 <= PLOT.width - PLOT.left) || 200;
  const parts = [svg("path", { class: "axis", d: `M${x(from)} ${bottom}H${x(to)}` })];
  for (let year = Math.ceil(first / step) * step; year <= last; year += step) {
    const at = x(Date.UTC(year, 0, 1));
    parts.push(svg("path", { class: "tick", d: `M${at} ${top}V${bottom + 3}` }));
    const next = Date.UTC(year + 1, 0, 1);
    if (next <= to) {
      parts.push(svg("text", { class: "year", x: step === 1 ? (at + x(next)) / 2 : at, y: bottom + 12 }, String(year)));
    }
  }
  return parts;
}

/** A figure: the drawing, which a screen reader hears as one sentence, with buttons above it that can be used. */
function plotFrame(label, height, parts, buttons, given) {
  const picture = svg("svg", {
    viewBox: `0 0 ${PLOT.width} ${height}`, role: "img", "aria-label": label, class: "plot",
  }, ...parts);
  const frame = make("div", { className: "frame" }, picture);
  for (const { x, y, className, text, used } of buttons) {
    const button = make("button", { type: "button", className: `mark ${className}`, title: text,
      attributes: { "aria-label": text } });
    button.style.left = `${(x / PLOT.width) * 100}%`;
    button.style.top = `${(y / height) * 100}%`;
    button.addEventListener("click", () => used(button));
    frame.append(button);
  }
  return make("div", given, frame);
}

const percentScale = (most) => (!most ? 100 : most <= 10 ? 10 : most <= 25 ? 25 : most <= 50 ? 50 : 100);
const windowEnds = (window, [from, to]) => [window[0] ? timeOf(window[0]) + DAY : from, window[1] ? timeOf(window[1]) : to];

/** What a chart shows, as a sentence. */
function periodsInWords(periods) {
  return periods.map((period) => `${period.told}, ${period.words}, began ${beganWords(period)}, ${period.ended ? `ended ${endedWords(period)}` : "no end known"}`).join("; ");
}

/**
 * A stake through time: steps, windows in which a change lies as bands, evidence as points, events below on the same
 * axis, the chosen day as a line. `given` has title, periods, events, at, range, chooseEvent, chooseSeen.
 */
function stepChart({ title, periods, events = [], at, range, chooseEvent, chooseSeen }) {
  const bounds = range || timeRange(daysOf(periods), at);
  const x = (time) => PLOT.left + ((Math.min(Math.max(time, bounds[0]), bounds[1]) - bounds[0]) / (bounds[1] - bounds[0]))
    * (PLOT.width - PLOT.left - PLOT.right);
  const top = PLOT.top;
  const bottom = top + PLOT.height;
  const most = percentScale(Math.max(0, ...periods.map((period) => (period.share ? Number(period.share[1]) : 0))));
  const y = (share) => bottom - (Number(share) / most) * PLOT.height;
  const parts = [];
  // Where no label may stand: on the points, and on one another.
  const labels = periods.filter((period) => period.state !== "planned").flatMap((period) => period.observed.map(([earliest, latest]) => {
    const middle = (x(timeOf(earliest)) + x(timeOf(latest) + DAY)) / 2;
    return { left: middle - 6, wide: 12, base: levelOf(period) + 4 };
  }));
  for (const share of [0, most / 2, most]) {
    parts.push(svg("path", { class: "grid", d: `M${PLOT.left} ${y(share)}H${PLOT.width - PLOT.right}` }),
      svg("text", { class: "share", x: PLOT.left - 4, y: y(share) + 3 }, `${share}${share === most ? " %" : ""}`));
  }
  parts.push(...yearAxis(x, bounds, top, bottom));
  const buttons = [];
  const told = periods.filter((period) => period.state !== "planned");
  told.forEach((period, number) => {
    const before = told[number - 1];
    const continues = before && before.ended && before.ended.join() === period.began.join();
    parts.push(...bandOf(period.began, continues ? before.share : ["0", "0"], period.share));
    const next = told[number + 1];
    const ends = period.ended && !(next && next.began.join() === period.ended.join());
    if (ends) parts.push(...bandOf(period.ended, period.share, ["0", "0"]));
    parts.push(...stretchOf(period));
  });
  for (const plan of periods.filter((period) => period.state === "planned")) {
    const first = plan.began[1] ? timeOf(plan.began[1]) : windowEnds(plan.began, bounds)[0];
    const level = levelOf(plan);
    const last = plan.ended && plan.ended[1] ? timeOf(plan.ended[1]) : bounds[1];
    parts.push(svg("path", { class: "step planned", d: `M${x(first)} ${bottom}V${level}H${x(last)}` }),
      label(x(first) + 3, level, plan.share ? `${plan.told} planned` : "planned"));
  }
  // What is seen lies above the lines.
  for (const period of told) {
    for (const [earliest, latest, written, claims] of period.observed) {
      const level = levelOf(period);
      const [one, other] = [x(timeOf(earliest)), x(timeOf(latest) + DAY)];
      if (other - one > 4) parts.push(svg("path", { class: "seen", d: `M${one} ${level}H${other}` }));
      buttons.push({ x: (one + other) / 2, y: level, className: period.share ? "dot" : "dot unsaid",
        text: `${period.told}, stated as of ${dateWords(written)}`, used: () => chooseSeen(period, written, claims || period.claims) });
    }
  }
  const rows = [];
  for (const event of events) {
    const [first, last] = windowEnds(event.when, bounds);
    if (last < bounds[0] || first > bounds[1]) continue;
    const [one, other] = [x(first), x(last)];
    let row = rows.findIndex((end) => end + 15 < one);
    if (row < 0) row = rows.length < 4 ? rows.length : rows.indexOf(Math.min(...rows));
    rows[row] = other;
    const level = bottom + 25 + row * PLOT.row;
    if (other - one > 4) parts.push(svg("path", { class: `reach ${event.stage}`, d: `M${one} ${level}H${other}` }));
    const open = ["completed", "in-progress"].includes(event.stage) ? "" : " open";
    buttons.push({ x: other, y: level, className: `diamond${open}`, used: (button) => chooseEvent(event.id, button),
      text: `${event.title}, ${spaced(event.stage)}, ${event.date ? dateWords(event.date) : windowWords(...event.when)}` });
  }
  const height = bottom + 18 + rows.length * PLOT.row;
  const day = x(timeOf(at));
  parts.push(svg("path", { class: "day", d: `M${day} ${top - 8}V${height - 2}` }));
  return plotFrame(`${title}, percent through time. ${periodsInWords(periods)}.`, height, parts, buttons,
    { className: "chartlet", dataset: { chart: "steps" } });

  function levelOf(period) {
    return period.share ? y((Number(period.share[0]) + Number(period.share[1])) / 2) : bottom; // no level is told
  }

  function bandOf(window, from, to) {
    const [first, last] = windowEnds(window, bounds);
    if (x(last) - x(first) < 1.5) {
      const levels = [from, to].map((share) => (share ? y(share[0]) : bottom));
      return [svg("path", { class: "step", d: `M${x(last)} ${levels[0]}V${levels[1]}` })];
    }
    const [one, other] = [from, to].map((share) => (share ? share.map(Number) : [0, most]));
    const [low, high] = [Math.min(...one, ...other), Math.max(...one, ...other)];
    const tall = Math.max(y(low) - y(high), 3);
    return [svg("rect", { class: "window", x: x(first), y: y(high), width: x(last) - x(first), height: tall })];
  }

  function stretchOf(period) {
    const [, first] = windowEnds(period.began, bounds);
    const seen = Math.max(first, ...period.observed.map(([earliest]) => timeOf(earliest)));
    const last = period.ended ? (period.ended[0] ? timeOf(period.ended[0]) : first) : bounds[1];
    const sure = period.ended ? Math.max(last, first) : seen;
    if (!period.share) {
      // Past the end of the scale: nothing bounds it.
      return [svg("rect", { class: "unsaid", x: x(first), y: 0, width: Math.max(x(last) - x(first), 2), height: bottom }),
        svg("text", { class: "told", x: x(first) + 4, y: bottom - 10 }, "share not said")];
    }
    const [low, high] = period.share.map(Number);
    const found = [];
    if (low !== high) {
      found.push(svg("rect", { class: "range", x: x(first), y: y(high), width: Math.max(x(last) - x(first), 2),
        height: Math.max(y(low) - y(high), 2) }));
    } else {
      found.push(svg("path", { class: "step", d: `M${x(first)} ${y(low)}H${Math.max(x(sure), x(first) + 1.5)}` }));
      if (!period.ended) found.push(svg("path", { class: "step last", d: `M${x(sure)} ${y(low)}H${x(bounds[1])}` }));
    }
    found.push(label(x(first) - 4, y(high), period.told));
    return found;
  }

  /** A share beside its step: above it, or where another one stands there, higher or below. */
  function label(start, level, words) {
    const wide = words.length * 5.4 + 4;
    const left = Math.min(start, PLOT.width - PLOT.right - wide);
    const free = (base) => base > top - 4 && base < bottom - 1
      && labels.every((other) => other.base - 10 > base || base - 10 > other.base || other.left > left + wide || left > other.left + other.wide);
    const base = [level - 8, level - 19, level + 17, level + 28, level - 30].find(free) || Math.max(level - 8, top - 2);
    labels.push({ left, wide, base });
    return svg("text", { class: "told", x: left, y: base }, words);
  }
}

/**
 * How long something was there or so, without a size: one bar for each period, open where its ends are windows.
 * Used for standings and for when an event may have been; periods have told, began, ended, state.
 */
function spanChart({ title, periods, at, words }) {
  const bounds = timeRange(daysOf(periods), at);
  const x = (time) => 12 + ((Math.min(Math.max(time, bounds[0]), bounds[1]) - bounds[0]) / (bounds[1] - bounds[0]))
    * (PLOT.width - 24);
  const bottom = 6 + periods.length * 17;
  const parts = yearAxis(x, bounds, 2, bottom);
  periods.forEach((period, number) => {
    const level = 6 + number * 17;
    const [opens, first] = windowEnds(period.began, bounds);
    const seen = Math.max(first, ...period.observed.map(([earliest]) => timeOf(earliest)));
    const [closes, last] = period.ended ? windowEnds(period.ended, bounds) : [seen, bounds[1]];
    const bar = (from, to, kind) => svg("rect", { class: kind, x: x(from), y: level, height: 11,
      width: Math.max(x(to) - x(from), 1.5) });
    if (period.state === "planned") parts.push(bar(first, bounds[1], "bar planned"));
    else {
      if (x(first) - x(opens) > 1) parts.push(bar(opens, first, "window"));
      parts.push(bar(first, Math.max(closes, first), "bar"), bar(Math.max(closes, first), last, period.ended ? "window" : "bar last"));
      for (const [earliest] of period.observed) {
        parts.push(svg("circle", { class: "spot", cx: Math.min(x(timeOf(earliest)) + 3, PLOT.width - 4), cy: level + 5.5, r: 2.5 }));
      }
    }
    const told = period.state === "planned" && period.told ? `${period.told}, planned` : period.told;
    const start = Math.min(x(first) + 8, PLOT.width - 8 - told.length * 5.4);
    if (told) parts.push(svg("text", { class: "told", x: Math.max(start, 4), y: level + 9.5 }, told));
  });
  parts.push(svg("path", { class: "day", d: `M${x(timeOf(at))} 0V${bottom + 2}` }));
  return plotFrame(`${title} through time. ${words || periodsInWords(periods)}.`, bottom + 16, parts, [],
    { className: "chartlet", dataset: { chart: "spans" } });
}

/** What the marks of the charts mean. */
function plotLegend() {
  const sample = (...shapes) => svg("svg", { viewBox: "0 0 26 10", width: 26, height: 10, "aria-hidden": "true", class: "plot" }, ...shapes);
  const line = (kind) => svg("path", { class: kind, d: "M1 5H25" });
  const entries = [
    ["stated", svg("circle", { class: "spot big", cx: 13, cy: 5, r: 3.5 })],
    ["held", line("step")],
    ["last known", line("step last")],
    ["a change lies in here", svg("rect", { class: "window", x: 1, y: 1, width: 24, height: 8 })],
    ["between these", svg("rect", { class: "range", x: 1, y: 2, width: 24, height: 6 })],
    ["event", svg("path", { class: "gem", d: "M13 1L17 5L13 9L9 5Z" })],
    ["chosen day", svg("path", { class: "day", d: "M13 0V10" })],
  ];
  return make("ul", { className: "keys" }, ...entries.map(([text, shape]) => make("li", null, sample(shape), text)));
}
