// The tables: everything that the drawing shows of a day, and everything that differs between two days.
"use strict";

/** Open the table and the changes of `data`; `view()` gives what is shown, `go.choose` is told what is asked for. */
function openSheets(data, view, go) {
  const byId = (id) => document.getElementById(id);
  const HOW = { joined: "new", left: "gone", changed: "changed", restated: "" };
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

  function rowOf(kind, key, answer, dataset, how, ...title) {
    const row = make("tr", { dataset: { ...dataset, kind, key, state: answer.state } },
      make("td", {}, opener({ kind, key }, ...title)),
      make("td", { textContent: answer.told, className: "told" }),
      make("td", { textContent: answer.words, className: "state" }),
      make("td", { textContent: how ? HOW[how] : "", className: "how" }));
    row.classList.toggle("chosen", isChosen(kind, key));
    return row;
  }

  function tableOf(title, heads, rows) {
    if (!rows.length) return null;
    const head = make("tr", {}, ...heads.map((text) => make("th", { scope: "col", textContent: text })));
    return make("table", {}, make("caption", { textContent: title }), make("thead", {}, head), make("tbody", {}, ...rows));
  }

  // --- the table of a day -------------------------------------------------------------------------------------------

  function table() {
    const { day, marks, shows, showsStake } = view();
    const groups = { above: [], below: [], beside: [] };
    const inside = new Set([data.root, ...[...day.boxes].filter(([, look]) => look.member).map(([id]) => id)]);
    const stakes = [...day.stakes].filter(([key]) => showsStake(key)).sort(([a], [b]) =>
      order(data.stakes[a].company) - order(data.stakes[b].company)
      || order(data.stakes[a].holder) - order(data.stakes[b].holder) || a - b);
    for (const [key, answer] of stakes) {
      const { holder, company, right } = data.stakes[key];
      const where = inside.has(holder) ? "below" : inside.has(company) && company !== data.root ? "beside" : "above";
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
    const root = data.entities[data.root].name;
    const tables = [
      tableOf(`Who holds ${root}`, ["Holder", "Share", "State", "Since then"], groups.above),
      tableOf("What the group holds", ["Company", "Share", "State", "Since then"], groups.below),
      tableOf("Others who hold its companies", ["Holder → company", "Share", "State", "Since then"], groups.beside),
      tableOf("How its companies are classed", ["Company", "Standing", "State", "Since then"], standings),
    ].filter((found) => found !== null);
    if (!tables.length) {
      tables.push(make("p", { className: "hint", textContent: day.boxes.size > 1 ? "Nothing passes the filter."
        : "Nothing is known of this day." }));
    }
    byId("table").replaceChildren(...tables);
  }

  // --- what differs -------------------------------------------------------------------------------------------------

  /** When, between two days, a stake or a standing changed: the windows of its periods' bounds that meet the stretch. */
  function when(periods, from, to) {
    const meets = ([after, by]) => (after === null || after < to) && (by === null || by > from);
    const texts = [];
    for (const period of periods) {
      if (period.state === "planned") continue;
      if (meets(period.began)) texts.push(beganWords(period));
      if (period.ended && meets(period.ended)) texts.push(endedWords(period));
    }
    return [...new Set(texts)].join("; ");
  }

  /** The events of structure that a company underwent, or may have, on a day after `from` and by `to`. */
  function causes(company, from, to) {
    const { events, worlds } = data.facts;
    return worlds[view().world.number].events.map((place) => events[place]).filter(({ moves, stage, when: [after, by] }) =>
      (moves || []).includes(company) && stage !== "cancelled" && (after === null || after < to) && by !== null && by > from);
  }

  const tell = (answer) => (!answer ? "—" : answer.told === answer.words ? answer.told : `${answer.told}, ${answer.words}`);

  function changes() {
    const { marks, world } = view();
    if (!marks) {
      byId("changes").replaceChildren(make("p", { className: "hint",
        textContent: "Choose a day to compare with, below: what differs between the two days is listed here." }));
      return;
    }
    const { from, to } = marks;
    const told = [`${from.day || "before all that is known"}`, to.day];
    const rows = { joined: [], left: [], changed: [], restated: [] };
    for (const kind of ["stake", "standing"]) {
      for (const [key, how] of marks[`${kind}s`]) {
        const one = data[`${kind}s`][key];
        const title = kind === "stake" ? [named(one.holder), " → ", named(one.company), rightOf(one)]
          : [named(one.company), " as classed by ", named(one.parent)];
        const row = make("tr", { dataset: { kind, key, how } },
          make("td", {}, opener({ kind, key }, ...title)),
          make("td", { textContent: tell(from[`${kind}s`].get(key)) }),
          make("td", { textContent: tell(to[`${kind}s`].get(key)) }),
          make("td", { textContent: when(world[`${kind}s`][key], from.day, to.day), className: "when" }),
          make("td", {}, ...causes(one.company, from.day, to.day).map(({ id, title }) =>
            opener({ kind: "event", key: id }, title))));
        row.classList.toggle("chosen", isChosen(kind, key));
        rows[how].push(row);
      }
    }
    const companies = [...marks.boxes].filter(([, how]) => how === "joined" || how === "left").map(([id, how]) =>
      make("tr", { dataset: { entity: id, how } }, make("td", {}, opener({ kind: "entity", key: id }, named(id))),
        make("td", { textContent: how })));
    const heads = ["", told[0], told[1], "When", "Perhaps by"];
    const tables = [
      tableOf("Who joined and who left the structure", ["", "What"], companies),
      tableOf("New", heads, rows.joined),
      tableOf("Gone", heads, rows.left),
      tableOf("Changed", heads, rows.changed),
      tableOf("The same, known otherwise", heads, rows.restated),
    ].filter((found) => found !== null);
    byId("changes").replaceChildren(
      make("h2", { textContent: `From ${told[0]} to ${told[1]}` }),
      ...(tables.length ? tables : [make("p", { className: "hint", textContent: "Nothing differs." })]));
  }

  return { table, changes };
}
