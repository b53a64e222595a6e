// The page: a day is chosen, the drawing and the list show it, and what is chosen shows its claims.
// Data is text: it enters the page by textContent and as text nodes, nowhere else.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const days = new Map(data.days.map((day) => [day.day, day]));
  const byId = (id) => document.getElementById(id);
  let day = days.get(data.at);
  let chosen = null; // {kind: "stake" | "standing" | "entity", key: number or id}
  let cameFrom = null; // the button to which Escape returns

  const drawing = openDrawing(data, byId("drawing"), () => ({ day, chosen }), (what) => choose(what, null));

  // --- small makers -------------------------------------------------------------------------------------------------

  function make(tag, given, ...children) {
    const { dataset, ...properties } = given || {};
    const element = Object.assign(document.createElement(tag), properties);
    Object.assign(element.dataset, dataset);
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  }

  const nameOf = (id) => {
    const entity = data.entities[id];
    return entity.named ? entity.name : `[${entity.name}]`;
  };
  const rightOf = (stake) => (stake.right === "unspecified" ? "" : ` (${stake.right})`);
  const answerOf = (kind, key) => {
    const found = day[kind === "stake" ? "stakes" : "standings"].find(([number]) => number === key);
    return found ? data.answers[found[1]] : null;
  };

  // --- the list -----------------------------------------------------------------------------------------------------

  function names(id) {
    return make("span", { textContent: nameOf(id), className: data.entities[id].named ? "" : "unnamed" });
  }

  function rowOf(kind, key, answer, dataset, ...title) {
    const button = make("button", { type: "button", className: "row" }, ...title);
    button.addEventListener("click", () => choose({ kind, key }, button));
    const row = make("tr", { dataset: { ...dataset, kind, key, state: answer.state } },
      make("td", null, button),
      make("td", { textContent: answer.told, className: "told" }),
      make("td", { textContent: answer.words, className: "state" }));
    row.classList.toggle("chosen", isChosen(kind, key));
    return row;
  }

  const isChosen = (kind, key) => chosen !== null && chosen.kind === kind && chosen.key === key;

  function tableOf(title, heads, rows) {
    if (!rows.length) return null;
    const head = make("tr", null, ...heads.map((text) => make("th", { scope: "col", textContent: text })));
    return make("table", null, make("caption", { textContent: title }), make("thead", null, head),
      make("tbody", null, ...rows));
  }

  function list() {
    const groups = { above: [], below: [], beside: [] };
    const inside = new Set([data.root, ...day.members]);
    const inOrder = [data.root, ...data.chart.nodes.map((node) => node.entity)];
    const order = (id) => inOrder.indexOf(id);
    const stakes = [...day.stakes].sort(([a], [b]) => order(data.stakes[a].company) - order(data.stakes[b].company)
      || order(data.stakes[a].holder) - order(data.stakes[b].holder) || a - b);
    for (const [key, number] of stakes) {
      const stake = data.stakes[key];
      const where = inside.has(stake.holder) ? "below" : inside.has(stake.company) && stake.company !== data.root
        ? "beside" : "above";
      const { holder, company, right } = stake;
      const answer = data.answers[number];
      const joint = answer.jointly.map((id) => names(id));
      const title = where === "below" && holder === data.root ? [names(company)]
        : where === "above" && company === data.root ? [names(holder)]
          : [names(holder), " → ", names(company)];
      for (const other of joint) title.push(" jointly with ", other);
      groups[where].push(rowOf("stake", key, answer, { holder, company, right }, ...title, rightOf(stake)));
    }
    const classed = [...day.standings].sort(([a], [b]) =>
      order(data.standings[a].company) - order(data.standings[b].company) || a - b);
    const standings = classed.map(([key, number]) => {
      const { parent, company } = data.standings[key];
      return rowOf("standing", key, data.answers[number], { parent, company }, names(company),
        parent === data.root ? "" : ` in the group of ${nameOf(parent)}`);
    });
    const tables = [
      tableOf(`Who holds ${nameOf(data.root)}`, ["Holder", "Share", "State"], groups.above),
      tableOf("What the group holds", ["Company", "Share", "State"], groups.below),
      tableOf("Others who hold its companies", ["Holder → company", "Share", "State"], groups.beside),
      tableOf("How its companies are classed", ["Company", "Standing", "State"], standings),
    ].filter((table) => table !== null);
    if (!tables.length) tables.push(make("p", { className: "hint", textContent: "Nothing is known of this day." }));
    byId("list").replaceChildren(...tables);
  }

  // --- what is chosen -----------------------------------------------------------------------------------------------

  function claimItem(id) {
    const claim = data.claims[id];
    if (!claim) return make("li", { textContent: id });
    const document_ = data.documents[claim.document];
    const tag = claim.basis === "inferred" ? make("span", { className: "tag", textContent: "inferred" }) : "";
    return make("li", { dataset: { claim: id } },
      make("p", { className: "says", textContent: claim.says }),
      make("p", { className: "where" },
        make("cite", { textContent: document_.title }),
        `, ${document_.publisher}, published ${document_.published}`, tag),
      ...claim.places.map((place) => make("p", { className: "where place", textContent: place })),
      ...claim.printed.map((text) => make("p", { className: "where", textContent: `printed: ${text}` })),
      claim.note ? make("p", { className: "where", textContent: `note: ${claim.note}` }) : "");
  }

  function claimList(title, ids) {
    const known = (id) => (data.claims[id] ? data.documents[data.claims[id].document].known : "");
    const ordered = [...ids].sort((a, b) => (known(a) < known(b) ? -1 : known(a) > known(b) ? 1 : a < b ? -1 : 1));
    const heading = make("h3", { textContent: title });
    if (!ordered.length) return [heading, make("p", { className: "hint", textContent: "none" })];
    return [heading, make("ul", { className: "claims" }, ...ordered.map(claimItem))];
  }

  function conflictList(kind, key) {
    const found = data.conflicts.filter((conflict) => conflict.kind === kind && conflict.key.join("\n") === key.join("\n"));
    if (!found.length) return [];
    return [make("h3", { textContent: "Documents disagree" }), ...found.flatMap((conflict) => [
      make("p", { className: "conflict", textContent: `${conflict.why} (decided by: ${conflict.policy})` }),
      make("ul", { className: "claims" }, ...conflict.claims.map((id) => {
        const item = claimItem(id);
        const text = id === conflict.prefers ? "followed" : "not followed";
        item.firstChild.append(make("span", { className: "tag", textContent: text }));
        return item;
      })),
    ])];
  }

  function periodTable(periods) {
    const rows = periods.map((period) => make("tr", null,
      make("td", { className: "told", textContent: period.told }),
      ...[period.from, period.until, period.state].map((text) => make("td", { textContent: text }))));
    return [make("h3", { textContent: "Through time: when it began and ended" }),
      tableOf("", ["", "From", "Until", "State"], rows)];
  }

  function entityLink(id) {
    const button = make("button", { type: "button", className: "link" }, names(id));
    button.addEventListener("click", () => choose({ kind: "entity", key: id }, cameFrom));
    return button;
  }

  function timed(kind, key, lead, answer) {
    const thing = data[kind === "stake" ? "stakes" : "standings"][key];
    const id = kind === "stake" ? [thing.holder, thing.company, thing.right] : [thing.parent, thing.company];
    const told = answer
      ? [make("p", { className: "big" }, `${answer.told} `, make("span", { textContent: answer.words })),
        make("p", { className: "sentence", textContent: answer.says })]
      : [make("p", { className: "big", textContent: "not there on this day" })];
    const joint = answer && answer.jointly.length
      ? make("p", null, "Held jointly with ", ...answer.jointly.flatMap((other) => [entityLink(other), " "])) : "";
    return [...lead, ...told, joint, ...claimList("How do we know", answer ? answer.claims : []),
      ...conflictList(kind, id), ...periodTable(thing.periods)];
  }

  function entityDetail(id) {
    const entity = data.entities[id];
    const kind = `${entity.kind}${entity.named ? "" : ", not named by the documents"}`;
    const parts = [make("p", { className: "hint", textContent: kind })];
    if (entity.note) parts.push(make("p", { className: "note", textContent: entity.note }));
    for (const [key, number] of day.standings) {
      const standing = data.standings[key];
      if (standing.company !== id) continue;
      const lead = [make("h3", null, "Standing in the group of ", nameOf(standing.parent))];
      parts.push(...timed("standing", key, lead, data.answers[number]));
    }
    const stakes = day.stakes.filter(([key, number]) => {
      const stake = data.stakes[key];
      return stake.holder === id || stake.company === id || data.answers[number].jointly.includes(id);
    });
    if (stakes.length) {
      parts.push(make("h3", { textContent: "Stakes on this day" }), tableOf("", ["Stake", "Share", "State"],
        stakes.map(([key, number]) => rowOf("stake", key, data.answers[number], {},
          nameOf(data.stakes[key].holder), " → ", nameOf(data.stakes[key].company), rightOf(data.stakes[key])))));
    }
    return parts;
  }

  function detail() {
    if (!chosen) {
      byId("detail").replaceChildren(make("h2", { tabIndex: -1, textContent: "Says who?" }),
        make("p", { className: "hint", textContent: "Choose a line or a box of the drawing, or a row of the list: "
          + "here stand the documents, with date and line, on which it rests." }));
      return;
    }
    const close = make("button", { type: "button", className: "close", textContent: "Close" });
    close.addEventListener("click", leave);
    const heading = make("h2", { tabIndex: -1 });
    let parts;
    if (chosen.kind === "entity") {
      heading.append(names(chosen.key));
      parts = entityDetail(chosen.key);
    } else {
      const thing = data[chosen.kind === "stake" ? "stakes" : "standings"][chosen.key];
      const [one, other] = chosen.kind === "stake" ? [thing.holder, thing.company] : [thing.company, thing.parent];
      heading.append(entityLink(one), chosen.kind === "stake" ? " → " : " in the group of ", entityLink(other),
        chosen.kind === "stake" ? rightOf(thing) : "");
      parts = timed(chosen.kind, chosen.key, [], answerOf(chosen.kind, chosen.key));
    }
    byId("detail").replaceChildren(make("div", { className: "top" }, heading, close), ...parts.filter((part) => part !== ""));
    byId("detail").scrollTop = 0;
  }

  // --- choosing -----------------------------------------------------------------------------------------------------

  /** `from` is the button that was used, if one was: Escape goes back to its row. */
  function choose(what, from) {
    chosen = what;
    cameFrom = from ? what : null;
    list();
    detail();
    drawing.draw();
    if (from) byId("detail").querySelector("h2").focus();
    const row = document.querySelector("#list tr.chosen");
    if (from) return;
    // Where the parts lie below one another, the evidence is what was asked for.
    if (window.matchMedia("(max-width: 980px)").matches) byId("detail").scrollIntoView({ block: "start" });
    else if (row) row.scrollIntoView({ block: "nearest" });
  }

  function leave() {
    const back = cameFrom;
    chosen = null;
    cameFrom = null;
    list();
    detail();
    drawing.draw();
    const row = back && back.kind !== "entity"
      ? document.querySelector(`#list tr[data-kind="${back.kind}"][data-key="${back.key}"] .row`) : null;
    (row || byId("list")).focus();
  }

  function show(which) {
    day = days.get(which) || day;
    const number = data.days.indexOf(day);
    byId("day").value = day.day;
    byId("earlier").disabled = number === 0;
    byId("later").disabled = number === data.days.length - 1;
    byId("as-of").textContent = `As of ${day.day}, known: all documents until ${data.known}`;
    list();
    detail();
    drawing.draw();
  }

  const step = (by) => {
    const next = data.days[data.days.indexOf(day) + by];
    if (next) show(next.day);
  };

  byId("day").append(...data.days.map(({ day: text }) => make("option", { value: text, textContent: text })));
  byId("day").addEventListener("change", (event) => show(event.target.value));
  byId("earlier").addEventListener("click", () => step(-1));
  byId("later").addEventListener("click", () => step(1));
  byId("fit").addEventListener("click", drawing.fit);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen) leave();
  });
  show(data.at);
  drawing.fit();

  window.keiretsu = {
    boxes: drawing.boxes,
    labels: drawing.labels,
    texts: drawing.texts,
    middle: drawing.middle,
    centre: drawing.centre,
    state: () => ({ day: day.day, days: data.days.map((one) => one.day), chosen }),
  };
})();
