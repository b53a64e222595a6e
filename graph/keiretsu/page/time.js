// Time: a slider over the days on which something changes, the windows in which a change must lie, what was known when.

/**
 * Open the controls of time. `view()` gives {world, day, at, chosen, compared}; `go.show({at, known, compared})` shows
 * another day, state of knowledge, or day to compare with ("step", "" for none, or a day).
 */
function openTime(data, story, view, go) {
  const byId = (id) => document.getElementById(id);
  const slider = byId("slider");
  const PACE = 1400; // milliseconds a step when playing
  const INSET = 9; // half the slider's thumb, in pixels
  const ROW = 6;
  const MOST_ROWS = 6;
  const number = (day) => Date.parse(day) / DAY;
  let scaled = null; // the world for which the scale was made
  let knots = []; // [day number, place from 0 to 1000], ascending
  let playing = 0;

  // --- the scale: proportional to time, but long stretches in which nothing changes are shortened -------------------

  function measure() {
    const { world } = view();
    if (scaled === world) return;
    scaled = world;
    const published = Object.values(data.documents).map((document_) => document_.known);
    const days = [...new Set([...world.days.map(({ day }) => day), ...published])].map(number).sort((a, b) => a - b);
    const widths = days.map((day, index) => (index ? Math.min(Math.max(day - days[index - 1], 25), 120) : 0));
    const whole = widths.reduce((sum, width) => sum + width, 0) || 1;
    let sum = 0;
    knots = days.map((day, index) => {
      sum += widths[index];
      return [day, sum / whole * 1000];
    });
  }

  /** The place of a day, from 0 to 1000. */
  function placeOf(day) {
    const wanted = number(day);
    const after = knots.findIndex(([knot]) => knot >= wanted);
    if (after === 0 || !knots.length) return 0;
    if (after < 0) return 1000;
    const [[before, left], [next, right]] = [knots[after - 1], knots[after]];
    return left + (right - left) * (wanted - before) / (next - before);
  }

  // --- stepping -----------------------------------------------------------------------------------------------------

  function step(by) {
    const { world, at } = view();
    const now = story.numberOf(world, at);
    // From a day between two changes the step back leads to the change before it.
    const between = now >= 0 && world.days[now].day !== at;
    const next = world.days[by < 0 && between ? now + by + 1 : now + by];
    if (next) go.show({ at: next.day });
    else if (by > 1 || by < -1) go.show({ at: world.days.at(by > 0 ? -1 : 0).day });
    return Boolean(next);
  }

  function play(isOn) {
    clearInterval(playing);
    playing = 0;
    if (isOn) {
      const { world, at } = view();
      if (story.numberOf(world, at) === world.days.length - 1) go.show({ at: world.days[0].day });
      playing = setInterval(() => step(1) || play(false), PACE);
    }
    byId("play").setAttribute("aria-pressed", String(Boolean(playing)));
    byId("play").textContent = playing ? "❚❚ Pause" : "▶ Play";
  }

  const KEYS = {
    ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -5, PageUp: 5, Home: -Infinity, End: Infinity,
  };

  slider.addEventListener("keydown", (event) => {
    if (!(event.key in KEYS)) return;
    event.preventDefault();
    step(KEYS[event.key]);
  });
  slider.addEventListener("input", () => {
    const { world } = view();
    const far = ({ day }) => Math.abs(placeOf(day) - slider.value);
    const nearest = world.days.reduce((best, day) => (far(day) < far(best) ? day : best));
    go.show({ at: nearest.day });
  });
  byId("earlier").addEventListener("click", () => step(-1));
  byId("later").addEventListener("click", () => step(1));
  byId("play").addEventListener("click", () => play(!playing));
  // While it is typed a year is short, and the browser tells of each: 0002, 0020, 0201.
  byId("day").addEventListener("change", ({ target }) => target.value >= "1000" && go.show({ at: target.value }));
  byId("day").addEventListener("blur", ({ target }) => (target.value ? go.show({ at: target.value }) : show()));
  byId("known").addEventListener("change", ({ target }) => go.show({ known: target.value }));
  byId("with").addEventListener("change", ({ target }) => go.show({ compared: target.value }));

  // --- the windows --------------------------------------------------------------------------------------------------

  const nameOf = (id) => nameIn(data, id);

  const found = new Map(); // world to its windows

  /** The windows of more than a day in which a share or a standing began or ended: {after, by, of: [{what, text}]}. */
  function windows(world) {
    if (!found.has(world)) found.set(world, gather(world));
    return found.get(world);
  }

  function gather(world) {
    const all = new Map();
    const add = (window, what, text) => {
      if (!window || !window[0] || !window[1] || number(window[1]) - number(window[0]) < 2) return;
      const [after, by] = window;
      const key = `${after} ${by}`;
      if (!all.has(key)) all.set(key, { after, by, of: [] });
      all.get(key).of.push({ what, text });
    };
    for (const kind of ["stake", "standing"]) {
      world[`${kind}s`].forEach((periods, key) => {
        const one = data[`${kind}s`][key];
        const who = kind === "stake" ? `${nameOf(one.holder)} → ${nameOf(one.company)}` : nameOf(one.company);
        for (const period of periods) {
          add(period.began, { kind, key }, `${who}: ${period.told} began`);
          add(period.ended, { kind, key }, `${who}: ${period.told} ended`);
        }
      });
    }
    return [...all.values()].sort((one, other) => (one.after + one.by < other.after + other.by ? -1 : 1));
  }

  const telling = (of) => of.slice(0, 4).map(({ text }) => text).join(", ") + (of.length > 4 ? ` and ${of.length - 4} more` : "");

  const isOf = (what, chosen) => {
    if (!chosen) return false;
    if (chosen.kind === what.kind) return chosen.key === what.key;
    const one = data[`${what.kind}s`][what.key];
    return chosen.kind === "entity" && (one.company === chosen.key || one.holder === chosen.key);
  };

  function drawBands() {
    const { world, at, chosen } = view();
    const element = byId("bands");
    const width = element.clientWidth || 600;
    const x = (place) => INSET + place / 1000 * (width - 2 * INSET);
    const rows = []; // the right end of each row
    const bands = [];
    const all = windows(world);
    const mine = (window) => window.of.filter(({ what }) => isOf(what, chosen));
    // What is chosen comes first, into rows of its own.
    const order = all.map((window) => [window, mine(window)]).sort(([, one], [, other]) => Boolean(other.length) - Boolean(one.length));
    for (const [{ after, by, of }, chosenOf] of order) {
      const [left, right] = [x(placeOf(after)), x(placeOf(by))];
      let row = rows.findIndex((end) => end < left - 1);
      if (row < 0) row = rows.length < MOST_ROWS ? rows.length : MOST_ROWS - 1;
      rows[row] = Math.max(rows[row] || 0, right);
      const isNow = after < at && at <= by;
      const band = svg("rect", {
        x: left, y: row * ROW, width: Math.max(right - left, 2), height: ROW - 2,
        class: `band${chosenOf.length ? " chosen" : ""}${isNow ? " now" : ""}`,
      }, svg("title", {}, `${telling(chosenOf.length ? chosenOf : of)} after ${after}, by ${by}`));
      band.addEventListener("click", () => go.choose((chosenOf[0] || of[0]).what, null));
      bands.push(band);
    }
    const base = MOST_ROWS * ROW + 4;
    const ticks = world.days.map(({ day }) =>
      svg("line", { x1: x(placeOf(day)), x2: x(placeOf(day)), y1: base, y2: base + 5, class: "tick" }));
    const papers = Object.values(data.documents).map(({ title, known }) => {
      const middle = x(placeOf(known));
      return svg("path", {
        d: `M${middle} ${base - 1}l5 8h-10z`, class: known <= world.known ? "paper" : "paper later",
      }, svg("title", {}, `${title}, published ${known}`));
    });
    const years = [];
    let free = 0;
    const [first, last] = [knots[0], knots.at(-1)].map(([day]) => new Date(day * DAY).getUTCFullYear());
    for (let year = first; year <= last + 1; year += 1) {
      const place = x(placeOf(`${year}-01-01`));
      if (number(`${year}-01-01`) < knots[0][0] || number(`${year}-01-01`) > knots.at(-1)[0] || place < free) continue;
      free = place + 34;
      years.push(svg("line", { x1: place, x2: place, y1: 0, y2: base + 5, class: "year" }),
        svg("text", { x: Math.min(place + 3, width - 28), y: base + 15, class: "label" }, String(year)));
    }
    const now = x(placeOf(at));
    const cursor = svg("line", { x1: now, x2: now, y1: 0, y2: base + 5, class: "cursor" });
    element.setAttribute("height", base + 18);
    element.replaceChildren(...years, ...bands, ...ticks, ...papers, cursor);
    element.setAttribute("aria-label", `${all.length} windows in which a change must lie; `
      + `${all.filter(({ after, by }) => after < at && at <= by).length} of them are open on ${at}`);
  }

  // --- showing ------------------------------------------------------------------------------------------------------

  const options = (values, chosen) => values.map(([value, text]) =>
    make("option", { value, textContent: text, selected: value === chosen }));

  byId("known").append(...options(data.worlds.map(({ known }) => [known, known]), ""));
  new ResizeObserver(drawBands).observe(byId("bands"));

  function show() {
    const { world, at, compared, day, marks } = view();
    measure();
    const now = story.numberOf(world, at);
    slider.value = placeOf(at);
    slider.setAttribute("aria-valuetext", at);
    if (document.activeElement !== byId("day")) byId("day").value = at;
    byId("known").value = world.known;
    const days = new Set([...world.days.map((one) => one.day), ...(compared && compared !== "step" ? [compared] : [])]);
    const before = compared === "step" && marks ? `the step before, ${marks.from.day}` : "the step before";
    byId("with").replaceChildren(...options([["step", before], ["", "nothing"],
      ...[...days].sort().map((one) => [one, one])], compared));
    byId("with").value = compared;
    // Not `disabled`: a button that is loses the focus.
    byId("earlier").setAttribute("aria-disabled", String(now < 0 || (now === 0 && world.days[0].day === at)));
    byId("later").setAttribute("aria-disabled", String(now === world.days.length - 1));
    const since = day.day === at ? "" : `, the same as on ${day.day}`;
    const other = marks && compared !== "step" ? `, compared with ${marks.from.day}` : "";
    byId("as-of").textContent = `${at}${since}, as known on ${world.known}${other}`;
    drawBands();
  }

  return { show, step, play };
}
