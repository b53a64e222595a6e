// Key figures: values by period as small charts, each with the documents and lines that print it.

function openFigures(data, view, tell) {
  const told = data.facts.figures;

  /** A value of a series as an object; see `measured` for the order of its parts. */
  function valueOf(row, number) {
    const [period, document, section, lines, unit, printed, value, kind, against, bound, note, inferred] = row;
    const [written, earliest, latest, span] = told.periods[period];
    const unitName = told.unitNames[unit];
    const text = value || printed.replaceAll(",", "");
    const factor = told.units[unitName] ? Number(told.units[unitName][0]) : 1;
    return {
      number, written, earliest, latest, span, document: told.documents[document], section: told.sections[section], lines, printed,
      unit: unitName, text, size: Number(text) * factor, factor, kind: kind || "actual",
      against: typeof against === "number" ? told.periods[against][0] : "", bound: bound || "",
      note: typeof note === "number" ? told.notes[note] : "", inferred: Boolean(inferred),
    };
  }

  const measureName = (measure) => (told.measures[measure] ? told.measures[measure][0] : spaced(measure));
  const segmentName = (segment) => (segment ? told.segments[segment] || tell.nameOf(segment) : "");

  /** The series of an entity of which something is known, by measure. */
  function seriesOf(id) {
    const found = new Map();
    (told.series[id] || []).forEach(([measure, segment, consolidation, base, aspect, rows], number) => {
      const values = rows.map(valueOf).filter((value) => tell.isKnown(value.document));
      if (!values.length) return;
      if (!found.has(measure)) found.set(measure, []);
      found.get(measure).push({ id, number, measure, segment, consolidation, base, aspect, values });
    });
    for (const list of found.values()) for (const series of list) series.apart = apartWords(series, list);
    return found;
  }

  /** What tells a series from the others of the same measure and part: its unit, or what it is consolidated with. */
  function apartWords(series, list) {
    const alike = list.filter((other) => other.segment === series.segment && other.aspect === series.aspect);
    const differ = (name) => new Set(alike.map((other) => other[name])).size > 1;
    return [differ("consolidation") ? spaced(series.consolidation || "consolidation not said") : "", differ("base") ? unitWords(series) : ""]
      .filter(Boolean).join(", ");
  }

  /** The conflicts in which a value of a series is involved, as known. */
  const disputesOf = (series) => told.disputed.filter((conflict) => conflict.worlds.includes(view().world.number)
    && conflict.values.some(([entity, number]) => entity === series.id && number === series.number));
  const isIn = (conflict, series, value) => conflict.values.some(([entity, number, place]) =>
    entity === series.id && number === series.number && place === value.number);
  const isDisputed = (series, value) => disputesOf(series).some((conflict) => isIn(conflict, series, value));
  /** Whether documents contradict each other in two values: both are in a conflict, and they are not the same. */
  const differs = (series, one, other) => one.size !== other.size
    && disputesOf(series).some((conflict) => isIn(conflict, series, one) && isIn(conflict, series, other));

  const linesOf = (value) => `${/^\d+$/.test(value.lines) ? "line" : "lines"} ${value.lines}`;
  const bounds = { "at-least": "at least ", "at-most": "at most ", about: "about " };
  const words = (value) => `${bounds[value.bound] || ""}${amountWords(value.text, value.unit)}`;
  const kindWords = (value) => (value.kind === "actual" ? "" : value.kind);

  /** One value for each period and kind: the finest that is printed, of equal ones the latest document's. */
  function best(series, values) {
    const found = new Map();
    for (const value of values) {
      const key = `${value.earliest}/${value.latest}/${value.kind}`;
      found.set(key, [...(found.get(key) || []), value]);
    }
    const finest = (one, other) => (other.factor < one.factor || (other.factor === one.factor
      && data.documents[other.document].known >= data.documents[one.document].known) ? other : one);
    const told = [...found.values()].map((alike) => {
      const value = alike.reduce(finest);
      const other = alike.filter((one) => differs(series, value, one)).length;
      return { ...value, also: alike.length - 1 - other, other };
    });
    return told.sort((one, other) => one.latest.localeCompare(other.latest)
      || one.earliest.localeCompare(other.earliest) || (one.kind === "actual" ? 1 : -1));
  }

  /** The lengths of period of which there are values, the one with most first. */
  function spansIn(values) {
    const count = new Map();
    for (const value of values) count.set(value.span, (count.get(value.span) || 0) + 1);
    return [...count].sort(([, one], [, other]) => other - one).map(([span]) => span);
  }

  function fiscal(value) {
    return ["instant", "other", "month"].includes(value.span) ? dateWords(value.written)
      : `${spaced(value.span)}, ${dateWords(value.written)}`;
  }

  /** A round number at or above the greatest value. */
  function niceTop(most) {
    if (!most) return 1;
    const scale = 10 ** Math.floor(Math.log10(most));
    return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((step) => step * scale >= most * 0.999) * scale;
  }

  function short(size) {
    for (const [scale, name] of [[1e9, "bn"], [1e6, "m"], [1e3, "k"]]) {
      if (Math.abs(size) >= scale) return `${Number((size / scale).toPrecision(3))} ${name}`;
    }
    return String(Number(size.toPrecision(3)));
  }

  /** Bars by period, hollow for targets and forecasts; one stop for the keyboard, arrows go from value to value. */
  function chart(series, values, range, onValue) {
    const top = 24;
    const bottom = 94;
    const peak = Math.max(0, ...values.map((value) => value.size));
    const low = Math.min(0, ...values.map((value) => value.size));
    const least = low < 0 ? -niceTop(-low) : 0;
    const most = peak || !least ? niceTop(peak) : 0;
    const y = (size) => bottom - ((size - least) / (most - least)) * (bottom - top);
    const x = (time) => 40 + ((time - range[0]) / (range[1] - range[0])) * (PLOT.width - 48);
    const parts = [...new Set([least, 0, most])].flatMap((size) => [
      svg("path", { class: size ? "grid" : "axis", d: `M40 ${y(size)}H${PLOT.width - 8}` }),
      svg("text", { class: "share", x: 36, y: y(size) + 3 }, short(size))]);
    parts.push(svg("text", { x: 2, y: 10 }, series.base));
    parts.push(...yearAxis((time) => x(time), range, top, bottom).slice(1));
    const day = timeOf(view().at);
    if (day >= range[0] && day <= range[1]) parts.push(svg("path", { class: "day", d: `M${x(day)} ${top - 6}V${bottom}` }));
    const shapes = values.map((value) => {
      const hollow = value.kind === "actual" ? "" : " hollow";
      const [from, to] = [x(timeOf(value.earliest)), x(timeOf(value.latest) + DAY)];
      if (to - from < 3) return svg("circle", { class: `value${hollow}`, cx: (from + to) / 2, cy: y(value.size), r: 3.2 });
      const gap = Math.min(2, (to - from) / 6);
      const [high, deep] = [Math.min(y(value.size), y(0)), Math.abs(y(value.size) - y(0))];
      return svg("rect", { class: `value${hollow}`, x: from + gap / 2, width: to - from - gap, y: high, height: Math.max(deep, 1) });
    });
    const label = series.apart.includes(unitWords(series)) ? title(series) : `${title(series)}, ${unitWords(series)}`;
    const picture = svg("svg", { viewBox: `0 0 ${PLOT.width} ${bottom + 18}`, role: "img", class: "plot",
      "aria-label": `${label}: ${values.map((value) => `${dateWords(value.written)} ${words(value)} ${kindWords(value)}`.trim()).join("; ")}.` },
    ...parts, ...shapes);
    const reader = make("div", { className: "reader", tabIndex: 0, attributes: { role: "slider", "aria-label": `Values of ${label}`,
      "aria-valuemin": "1", "aria-valuemax": String(values.length), "aria-orientation": "horizontal" } });
    let now = -1;
    function point(number) {
      now = Math.min(Math.max(number, 0), values.length - 1);
      shapes.forEach((shape, place) => shape.classList.toggle("now", place === now));
      reader.setAttribute("aria-valuenow", String(now + 1));
      reader.setAttribute("aria-valuetext", `${fiscal(values[now])}: ${words(values[now])} ${kindWords(values[now])}`.trim());
      onValue(values[now]);
    }
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, Home: -1000, End: 1000 };
    reader.addEventListener("keydown", (event) => {
      if (!(event.key in steps)) return;
      event.preventDefault();
      event.stopPropagation();
      point(now + steps[event.key]);
    });
    function near(event) {
      const frame = reader.getBoundingClientRect();
      const at = ((event.clientX - frame.left) / frame.width) * PLOT.width;
      const far = (value) => Math.abs((x(timeOf(value.earliest)) + x(timeOf(value.latest) + DAY)) / 2 - at);
      let nearest = 0;
      values.forEach((value, number) => { if (far(value) <= far(values[nearest])) nearest = number; });
      if (nearest !== now) point(nearest);
    }
    reader.addEventListener("pointermove", near);
    reader.addEventListener("pointerdown", near);
    // What was so on the chosen day is read first; else the last that was.
    const past = values.findLastIndex((value) => value.kind === "actual" && value.latest <= view().at);
    point(past < 0 ? values.length - 1 : past);
    return make("div", { className: "frame" }, picture, reader);
  }

  const unitWords = (series) => `in ${series.base}`;
  const aspects = { value: "", change: "change", "change-percent": "change in percent", "change-points": "change in points",
    "share-percent": "share in percent" };

  function title(series) {
    const parts = [measureName(series.measure), segmentName(series.segment), aspects[series.aspect] ?? spaced(series.aspect), series.apart];
    return parts.filter(Boolean).join(", ");
  }

  /** What one value rests on: the document, its lines, and what is printed there. */
  function readout(series, value) {
    return [
      make("p", { className: "amount" }, make("strong", { textContent: words(value) }), value.kind === "actual" ? "" :
        make("span", { className: "tag", textContent: value.kind }),
      isDisputed(series, value) ? make("span", { className: "tag warn", textContent: "≠ documents differ" }) : ""),
      make("p", { className: "where" }, `${fiscal(value)}${value.against ? `, against ${dateWords(value.against)}` : ""}`),
      make("p", { className: "where" }, tell.documentLink(value.document), ` ${linesOf(value)}${value.section ? `, ${value.section}` : ""}`,
        value.inferred ? make("span", { className: "tag", textContent: "inferred" }) : ""),
      make("p", { className: "where printed" }, "printed ", make("q", { textContent: value.printed }),
        value.also ? `; ${plural(value.also, "more place says", "more places say")} it` : "",
        value.other ? `; ${plural(value.other, "place says", "places say")} otherwise` : ""),
      value.note ? make("p", { className: "where note", textContent: value.note }) : "",
    ];
  }

  /** One series: its chart, what the pointed value rests on, and a table of all values. */
  function seriesView(series, named) {
    const box = make("div", { className: "series" });
    const spans = spansIn(series.values);
    const output = make("div", { className: "readout" });
    const place = make("div", { className: "chartlet" });
    function draw(span) {
      const values = best(series, series.values.filter((value) => value.span === span));
      const range = timeRange(values.flatMap((value) => [value.earliest, value.latest]), values[0].latest);
      place.replaceChildren(chart(series, values, range, (value) => output.replaceChildren(...readout(series, value).filter(Boolean))));
    }
    if (named) box.append(make("h4", { textContent: capital(title(series)) }));
    if (spans.length > 1) {
      const choices = make("div", { className: "chips", attributes: { role: "group", "aria-label": "Length of period" } });
      for (const span of spans) {
        const chip = make("button", { type: "button", textContent: spaced(span), attributes: { "aria-pressed": String(span === spans[0]) } });
        chip.addEventListener("click", () => {
          for (const other of choices.children) other.setAttribute("aria-pressed", String(other === chip));
          draw(span);
        });
        choices.append(chip);
      }
      box.append(choices);
    }
    draw(spans[0]);
    box.append(place, output);
    if (series.values.length > 1) box.append(tell.folded(`All ${plural(series.values.length, "value")}, with lines`, () => valueTable(series)));
    return box;
  }

  function valueTable(series) {
    const rows = series.values.map((value) => make("tr", null,
      make("td", null, ...unbroken(dateWords(value.written)), value.against ? make("span", { className: "soft", textContent: ` against ${dateWords(value.against)}` }) : ""),
      make("td", null, words(value), value.kind === "actual" ? "" : make("span", { className: "tag", textContent: value.kind }),
        isDisputed(series, value) ? make("span", { className: "tag warn", textContent: "≠" }) : ""),
      make("td", null, tell.documentLink(value.document), make("span", { className: "soft", textContent: linesOf(value) }))));
    return [
      ...disputesOf(series).map((conflict) => make("p", { className: "conflict", textContent: `Documents disagree: ${conflict.why}.` })),
      tell.table(`All values: ${title(series)}`, ["Period", "Value", "Where"], rows),
    ];
  }

  /** A line of the values alone, as small as a word. */
  function sparkline(series) {
    const [span] = spansIn(series.values);
    const values = best(series, series.values.filter((value) => value.span === span && value.kind === "actual"));
    if (values.length < 2) return "";
    const sizes = values.map((value) => value.size);
    const [least, most] = [Math.min(0, ...sizes), Math.max(0, ...sizes)];
    const times = values.map((value) => timeOf(value.latest));
    const x = (time) => 2 + ((time - times[0]) / (times.at(-1) - times[0] || 1)) * 56;
    const y = (size) => 18 - ((size - least) / (most - least || 1)) * 16;
    const points = values.map((value, number) => `${x(times[number]).toFixed(1)} ${y(value.size).toFixed(1)}`);
    return svg("svg", { viewBox: "0 0 60 20", width: 60, height: 20, "aria-hidden": "true", class: "plot spark" },
      svg("path", { class: "step", d: `M${points.join("L")}` }));
  }

  function measureFold(measure, list) {
    const count = list.reduce((sum, series) => sum + series.values.length, 0);
    const [first] = list;
    const summary = [make("span", { className: "name", textContent: capital(measureName(measure)) }), sparkline(first),
      make("span", { className: "soft", textContent: String(count) })];
    return tell.folded(summary, () => {
      const definition = told.measures[measure] ? [make("p", { className: "hint", textContent: told.measures[measure][1] })] : [];
      if (list.length === 1) return [...definition, seriesView(list[0], Boolean(first.segment || first.aspect !== "value"))];
      return [...definition, seriesView(list[0], true), ...list.slice(1).map((series) =>
        tell.folded([make("span", { className: "name", textContent: capital([segmentName(series.segment), aspects[series.aspect] ?? "", series.apart].filter(Boolean).join(", ") || title(series)) }),
          make("span", { className: "soft", textContent: String(series.values.length) })], () => seriesView(series, false), { className: "fold measure" }))];
    }, { className: "fold measure" });
  }

  /** All figures of an entity: the measure with most values drawn at once, all others folded. */
  function section(id) {
    const found = seriesOf(id);
    if (!found.size) return [];
    const every = [...found.values()].flat();
    const count = every.reduce((sum, series) => sum + series.values.length, 0);
    // What is measured of the whole is told before what is of its parts.
    for (const list of found.values()) list.sort((one, other) => Boolean(one.segment) - Boolean(other.segment)
      || (one.aspect !== "value") - (other.aspect !== "value") || other.values.length - one.values.length);
    const heading = make("h3", { textContent: "Key figures" });
    const whole = every.filter((series) => !series.segment && series.aspect === "value");
    const shown = (whole.length ? whole : every).reduce((one, other) => (other.values.length > one.values.length ? other : one));
    const folds = () => [...found].map(([measure, list]) => measureFold(measure, list));
    return [heading, seriesView(shown, true), found.size > 1 || every.length > 1
      ? tell.folded(`All ${plural(count, "figure")} in ${plural(found.size, "measure")}`, folds) : ""];
  }

  return { section };
}
