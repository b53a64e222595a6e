// The tables: everything that the drawing shows of a day, and everything that differs between two days.

/** Open the table and the changes of `data`; `view()` gives what is shown, `go.choose` is told what is asked for. */
function openSheets(data, view, go) {
  const byId = (id) => document.getElementById(id);
  const HOW = { joined: "new", left: "gone", changed: "changed", plan: "new plan", restated: "" };
  const HOW_LATER = { joined: "gone by then", left: "", changed: "changed", plan: "plan", restated: "" };
  // As one reads the drawing: from above, from the left.
  const inOrder = new Map([...data.chart.nodes].sort((one, other) => one.y - other.y || one.x - other.x)
    .map(({ id }, number) => [id, number]));
  const order = (id) => inOrder.get(id) ?? Infinity;

  const named = (id) => make("span", { textContent: nameIn(data, id), className: data.entities[id].named ? "" : "unnamed" });

  function opener(what, ...title) {
    const button = make("button", { type: "button", className: "row" }, ...title);
    button.addEventListener("click", () => go.choose(what, button));
    return button;
  }

  const isChosen = (kind, key) => {
    const { chosen } = view();
    return chosen !== null && chosen.kind === kind && chosen.key === key;
  };

  /** Whether a row is about the company that is chosen. */
  function isOfChosen(ends) {
    const { chosen } = view();
    return chosen !== null && chosen.kind === "entity" && [ends.holder, ends.parent, ends.company].includes(chosen.key);
  }

  const isBackward = () => view().marks && view().marks.forward !== view().marks;
  const sinceWords = () => (!view().marks ? "Change" : isBackward() ? `By ${view().marks.from.day}` : `Since ${view().marks.from.day}`);

  function rowOf(kind, key, answer, dataset, how, ...title) {
    const row = make("tr", { dataset: { ...dataset, kind, key, state: answer.state } },
      make("td", {}, opener({ kind, key }, ...title)),
      make("td", { textContent: answer.told, className: "told" }),
      make("td", { textContent: answer.words, className: "state" }),
      make("td", { textContent: how ? (isBackward() ? HOW_LATER : HOW)[how] : "", className: "how" }));
    row.classList.toggle("chosen", isChosen(kind, key) || isOfChosen(dataset));
    return row;
  }

  function tableOf(title, heads, rows) {
    if (!rows.length) return null;
    for (const row of rows) [...row.cells].forEach((cell, place) => place && heads[place] && (cell.dataset.head = heads[place]));
    const head = make("tr", {}, ...heads.map((text) => make("th", { scope: "col", textContent: text })));
    return make("table", {}, make("caption", { textContent: title }), make("thead", {}, head), make("tbody", {}, ...rows));
  }

  /** The products and customers that are switched on. */
  const partRows = () => [...view().parts].map(([id, look]) => make("tr", { dataset: { part: id } },
    make("td", {}, opener({ kind: "entity", key: id }, named(id))),
    make("td", { textContent: look.frame.replace(/ of .*$/, "") }, " of ", named(data.facts.nodes[id].owner)),
    make("td", { textContent: look.caption, className: "state" })));

  /** The root and those who hold it on a day, directly or through others. */
  function holdersOf(day) {
    const found = new Set([data.root]);
    for (const company of found) { // what is added meanwhile is met as well
      for (const [key, { jointly }] of day.stakes) {
        if (data.stakes[key].company === company) [data.stakes[key].holder, ...jointly].forEach((one) => found.add(one));
      }
    }
    return found;
  }

  // --- the table of a day -------------------------------------------------------------------------------------------

  function table() {
    const { day, marks, shows, showsStake } = view();
    const groups = { above: [], below: [], beside: [] };
    const holders = holdersOf(day);
    const inside = new Set([data.root, ...[...day.boxes].filter(([, look]) => look.member).map(([id]) => id)]);
    const stakes = [...day.stakes].filter(([key]) => showsStake(key)).sort(([a], [b]) =>
      order(data.stakes[a].company) - order(data.stakes[b].company)
      || order(data.stakes[a].holder) - order(data.stakes[b].holder) || a - b);
    for (const [key, answer] of stakes) {
      const { holder, company, right } = data.stakes[key];
      const where = inside.has(holder) ? "below" : holders.has(company) && holders.has(holder) ? "above" : "beside";
      const title = where === "below" && holder === data.root ? [named(company)]
        : where === "above" && company === data.root ? [named(holder)] : [named(holder), " → ", named(company)];
      for (const other of answer.jointly) title.push(" jointly with ", named(other));
      const how = marks && marks.stakes.get(key);
      groups[where].push(rowOf("stake", key, answer, { holder, company, right }, how, ...title, rightOf(data.stakes[key])));
    }
    const classed = [...day.standings].filter(([key]) => shows(data.standings[key].company)).sort(([a], [b]) =>
      order(data.standings[a].company) - order(data.standings[b].company) || a - b);
    const standings = classed.map(([key, answer]) => {
      const { parent, company } = data.standings[key];
      return rowOf("standing", key, answer, { parent, company }, marks && marks.standings.get(key), named(company),
        parent === data.root ? "" : [" in the group of ", named(parent)]);
    });
    const tables = [
      tableOf(`Who holds ${nameIn(data, data.root)}`, ["Holder", "Share", "State", sinceWords()], groups.above),
      tableOf("What the group holds", ["Company", "Share", "State", sinceWords()], groups.below),
      tableOf("What else is held", ["Holder → company", "Share", "State", sinceWords()], groups.beside),
      tableOf("How companies are classed", ["Company", "Standing", "State", sinceWords()], standings),
      tableOf("What is switched on", ["Name", "Of", "State"], partRows()),
    ].filter((found) => found !== null);
    if (!tables.length) {
      tables.push(make("p", { className: "hint", textContent: day.boxes.size > 1 ? "Nothing passes the filter."
        : "Nothing is known of this day." }));
    }
    byId("table").replaceChildren(...tables);
  }

  // --- what differs -------------------------------------------------------------------------------------------------

  const meets = ([after, by], [from, to]) => (after === null || to === null || after < to) && (by === null || from === null || by > from);

  /** When, between two days, a stake or a standing changed: the windows of its periods' bounds that meet the stretch. */
  const windowsOf = (periods, from, to) => periods.filter(({ state }) => state !== "planned")
    .flatMap(({ began, ended }) => (ended ? [began, ended] : [began])).filter((window) => meets(window, [from, to]));

  /** All periods of a company with one holder or parent: who joins does so by stake and standing alike. */
  const periodsBetween = (world, holder, company) => ["stakes", "standings"].flatMap((kind) => world[kind].filter((_, key) => {
    const one = data[kind][key];
    return (one.holder || one.parent) === holder && one.company === company;
  })).flat();

  const ACTORS = new Set(["acquirer", "seller", "investor", "holder", "founder"]);

  /** The window in which all of some windows lie; null where there is none. */
  function hullOf(windows) {
    if (!windows.length) return null;
    const [afters, bys] = [0, 1].map((end) => windows.map((window) => window[end]));
    return [afters.includes(null) ? null : afters.sort()[0], bys.includes(null) ? null : bys.sort().at(-1)];
  }

  /** The events of structure that a change may come of, by the rule of `keiretsu diff`. */
  function causes(holder, company, how, windows, answers) {
    const { events, worlds } = data.facts;
    const hull = hullOf(windows);
    const said = new Set(answers.flatMap((answer) => (answer ? answer.claims : [])).map((claim) => data.claims[claim].event));
    const isOfShare = how === "changed" && answers.every((answer) => answer && answer.share);
    const moved = ({ moves, kind, parts }) => {
      const actors = parts.filter(([role, entity]) => ACTORS.has(role) && entity).map(([, entity]) => entity);
      // What begins a company does not move a share of it.
      return (moves || []).includes(company) && !(kind === "establishment" && isOfShare) && (!actors.length || actors.includes(holder));
    };
    return worlds[view().world.number].events.map((place) => events[place]).filter((event) => hull && event.stage !== "cancelled"
      && (said.has(event.id) || moved(event)) && meets(event.when, hull));
  }

  function tell(answer) {
    if (!answer) return "—";
    const told = (answer.jointly || []).length ? `${answer.told} jointly` : answer.told;
    return told === answer.words ? told : `${told}, ${answer.words}`;
  }

  function changes() {
    const { marks, world, showsOnEither, showsChange } = view();
    if (!marks) {
      byId("changes").replaceChildren(make("p", { className: "hint",
        textContent: "Choose a day to compare with, below: what differs between the two days is listed here." }));
      return;
    }
    const { from, to, boxes } = marks.forward;
    const told = [from.day, to.day];
    const rows = { joined: [], left: [], changed: [], plan: [], restated: [] };
    for (const kind of ["stake", "standing"]) {
      for (const [key, how] of marks.forward[`${kind}s`]) {
        const one = data[`${kind}s`][key];
        if (!showsChange(kind, key)) continue;
        const answers = [from, to].map((day) => day[`${kind}s`].get(key));
        const owner = one.holder || one.parent;
        const windows = windowsOf(world[`${kind}s`][key], from.day, to.day);
        const around = how === "joined" || how === "left" ? windowsOf(periodsBetween(world, owner, one.company), from.day, to.day) : windows;
        const title = kind === "stake" ? [named(one.holder), " → ", named(one.company), rightOf(one)]
          : [named(one.company), " as classed by ", named(one.parent)];
        const row = make("tr", { dataset: { kind, key, how } },
          make("td", {}, opener({ kind, key }, ...title)),
          ...answers.map((answer) => make("td", { textContent: tell(answer) })),
          make("td", { className: "when" }, ...unbroken([...new Set(windows.map((window) => windowWords(...window)))].join("; "))),
          make("td", {}, ...causes(owner, one.company, how, around, answers).map(({ id, title }) =>
            opener({ kind: "event", key: id }, title))));
        row.classList.toggle("chosen", isChosen(kind, key));
        rows[how].push(row);
      }
    }
    const companies = [...boxes].filter(([id, how]) => (how === "joined" || how === "left") && showsOnEither(id)).map(([id, how]) =>
      make("tr", { dataset: { entity: id, how } }, make("td", {}, opener({ kind: "entity", key: id }, named(id))),
        make("td", { textContent: how })));
    const heads = ["", told[0], told[1], "When", "Perhaps by"];
    const tables = [
      tableOf("Who joined and who left the structure", ["", "What"], companies),
      tableOf("New", heads, rows.joined),
      tableOf("Gone", heads, rows.left),
      tableOf("Changed", heads, rows.changed),
      tableOf("Plans", heads, rows.plan),
      tableOf("The same, known otherwise", heads, rows.restated),
    ].filter((found) => found !== null);
    byId("changes").replaceChildren(
      make("h2", { textContent: `From ${told[0]} to ${told[1]}` }),
      ...(tables.length ? tables : [make("p", { className: "hint", textContent: "Nothing differs." })]));
  }

  return { table, changes };
}
