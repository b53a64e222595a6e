// The page: what is chosen - a day, a state of knowledge, a company - and who is told of it. The address holds it all.
"use strict";
(() => {
  const data = withoutInherited(JSON.parse(document.getElementById("data").textContent));
  const byId = (id) => document.getElementById(id);
  const story = openStory(data);
  const VIEWS = ["drawing", "table", "changes"];
  const KINDS = ["entity", "stake", "standing", "event", "document"];
  const state = { at: data.at, known: data.worlds.at(-1).known, compared: "step", chosen: null, view: "drawing" };
  const switched = new Set(); // kinds of parts that are switched on: products, customers
  let world;
  let day;
  let marks = null;
  let parts = new Map();
  let cameFrom = null; // the element to which Escape returns
  let filters = null;
  let boxesOff = new Set();

  // --- what is shown ------------------------------------------------------------------------------------------------

  const shows = (id) => !boxesOff.has(id);

  function showsStake(key) {
    const { holder, company } = data.stakes[key];
    const answer = day.stakes.get(key);
    return shows(holder) && shows(company) && (!answer || filters.showsShare(answer));
  }

  const stakesOf = new Map(); // holder and company to the stakes between them
  data.stakes.forEach(({ holder, company }, key) => {
    const pair = `${holder} ${company}`;
    stakesOf.set(pair, [...(stakesOf.get(pair) || []), key]);
  });

  function showsLink(number) {
    const { from: holder, to: company } = data.chart.edges[number];
    const mark = day.links.get(number);
    if (!shows(holder) || !shows(company) || (mark && !filters.showsState(mark.line))) return false;
    const answers = (stakesOf.get(`${holder} ${company}`) || []).map((key) => day.stakes.get(key)).filter(Boolean);
    return !answers.length || answers.some(filters.showsShare);
  }

  /** Who is filtered away: by its form, or since none of its lines is left. */
  function filter() {
    boxesOff = new Set();
    if (!filters.isOn()) return;
    for (const [id, look] of day.boxes) if (!filters.showsForm(look)) boxesOff.add(id);
    const linked = new Set([data.root]);
    const had = new Set();
    for (const number of day.links.keys()) {
      const { from: holder, to: company } = data.chart.edges[number];
      had.add(holder).add(company);
      if (showsLink(number)) linked.add(holder).add(company);
    }
    for (const id of had) if (!linked.has(id)) boxesOff.add(id);
  }

  /** The products and customers that are there on the day, as looks. */
  function gatherParts() {
    parts = new Map();
    if (!switched.size) return;
    const { nodes, spans, worlds } = data.facts;
    for (const [id, place] of Object.entries(worlds[world.number].there)) {
      const node = nodes[id];
      if (!node || !switched.has(node.kind)) continue;
      const now = spans[place].find(([from, until]) => (from === null || from <= state.at) && (until === null || state.at < until));
      if (!now) continue;
      const isCertain = now[2] === "stated" || now[2] === "held";
      parts.set(id, { form: node.kind, caption: now[2].replace("-", " "), certain: isCertain, state: now[2],
        frame: `${node.kind} of ${node.owner}` });
    }
  }

  const view = () => ({
    world, day, at: state.at, chosen: state.chosen, compared: state.compared, marks, parts, shows, showsStake, showsLink,
  });

  // --- the address --------------------------------------------------------------------------------------------------

  /** Whether a text is a day that there is: the 30th of February is none. */
  function isDay(text) {
    const day = new Date(text);
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text);
  }

  /** What is chosen, by names that stay when the page is made anew: `stake:iij:trust-networks:unspecified`. */
  function nameOf({ kind, key }) {
    return [kind, ...(kind === "stake" || kind === "standing" ? partsOf(kind, data[`${kind}s`][key]) : [key])].join(":");
  }

  const partsOf = (kind, one) => (kind === "stake" ? [one.holder, one.company, one.right] : [one.parent, one.company]);

  function chosenBy(text) {
    const [kind, ...names] = text.split(":");
    if (!KINDS.includes(kind) || !names.length) return null;
    if (kind === "stake" || kind === "standing") {
      const key = data[`${kind}s`].findIndex((one) => partsOf(kind, one).join(":") === names.join(":"));
      return key < 0 ? null : { kind, key };
    }
    const key = names.join(":");
    const known = { entity: data.entities, document: data.documents, event: data.facts.events }[kind];
    const isKnown = Array.isArray(known) ? known.some((one) => one.id === key) : Object.hasOwn(known, key);
    return isKnown ? { kind, key } : null;
  }

  function address() {
    const told = new URLSearchParams({ at: state.at, known: state.known });
    if (state.compared !== "step") told.set("with", state.compared);
    if (state.view !== "drawing") told.set("view", state.view);
    if (state.chosen) told.set("chosen", nameOf(state.chosen));
    if (switched.size) told.set("parts", [...switched].join(","));
    return `#${told}`;
  }

  /** Take over what an address says; what it does not say, or what cannot be, stays as it is. */
  function read() {
    const told = new URLSearchParams(location.hash.slice(1));
    const at = told.get("at");
    const known = told.get("known");
    if (at && isDay(at)) state.at = at;
    if (known && isDay(known)) state.known = story.worldOf(known).known;
    const compared = told.get("with");
    if (compared !== null && (compared === "" || compared === "step" || isDay(compared))) state.compared = compared;
    if (VIEWS.includes(told.get("view"))) state.view = told.get("view");
    if (told.has("chosen")) state.chosen = chosenBy(told.get("chosen"));
    if (told.has("parts")) {
      switched.clear();
      for (const kind of told.get("parts").split(",")) if (kinds.has(kind)) switched.add(kind);
    }
  }

  // --- showing ------------------------------------------------------------------------------------------------------

  function compute() {
    world = story.worldOf(state.known);
    day = story.dayOf(world, state.at);
    const number = story.numberOf(world, state.at);
    const before = state.compared === "step" ? world.days[number - 1] || story.NOTHING
      : state.compared === "" ? null : { ...story.dayOf(world, state.compared), day: state.compared };
    marks = before && (state.compared !== "step" || number > 0) ? story.difference(before, { ...day, day: state.at }) : null;
    filter();
    gatherParts();
  }

  /** Show the state; the address follows, so that a view can be linked. */
  function refresh() {
    compute();
    for (const name of VIEWS) byId(name).hidden = name !== state.view;
    for (const button of document.querySelectorAll("[data-view]")) {
      button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
    }
    for (const button of document.querySelectorAll("[data-part]")) {
      button.setAttribute("aria-pressed", String(switched.has(button.dataset.part)));
    }
    document.body.dataset.view = state.view;
    if (state.view === "drawing") drawing.draw();
    if (state.view === "table") sheets.table();
    if (state.view === "changes") sheets.changes();
    time.show();
    panel.show();
    if (location.hash !== address()) history.replaceState(null, "", address());
  }

  const go = {
    /** Choose something; `from` is the element that was used by keyboard or mouse, to which Escape returns. */
    choose(what, from) {
      state.chosen = what;
      cameFrom = from ? { what, from } : null;
      refresh();
      if (what.kind === "entity" && state.view === "drawing") drawing.reveal(what.key);
      if (from) byId("panel").querySelector("h2").focus();
      // Where the parts lie below one another, the evidence is what was asked for.
      if (matchMedia("(max-width: 980px)").matches) byId("panel").scrollIntoView({ block: "start" });
    },
    leave() {
      const back = cameFrom;
      state.chosen = null;
      cameFrom = null;
      refresh();
      if (!back) return;
      const { kind, key } = back.what;
      const row = back.from.isConnected ? back.from : document.querySelector(`tr[data-kind="${kind}"][data-key="${key}"] .row`);
      (row || byId("panel")).focus();
    },
    show({ at, known, compared }) {
      if (at !== undefined) state.at = at;
      if (known !== undefined) state.known = known;
      if (compared !== undefined) state.compared = compared;
      refresh();
    },
    say(id, look) {
      byId("spoken").textContent = `${nameIn(data, id)}, ${look.caption}`;
    },
  };

  // --- wiring -------------------------------------------------------------------------------------------------------

  const kinds = new Map([["products", "Products"], ["customers", "Customers"]]
    .filter(([kind]) => data.chart.nodes.some((node) => node.frame === kind)));
  for (const [kind, text] of kinds) {
    const button = make("button", { type: "button", textContent: text, dataset: { part: kind },
      attributes: { "aria-pressed": "false" } });
    button.addEventListener("click", () => {
      if (!switched.delete(kind)) switched.add(kind);
      refresh();
      drawing.fit();
    });
    byId("toggles").append(button);
  }

  filters = openFilters(data, () => refresh());
  read();
  compute();
  const drawing = openDrawing(data, byId("drawing"), view, go);
  const sheets = openSheets(data, view, go);
  const time = openTime(data, story, view, go);
  const panel = openPanel(data, byId("panel"), view, go);
  openSearch(searched(), go);

  function searched() {
    const items = Object.entries(data.entities).map(([key, entity]) =>
      ({ text: entity.name, kind: entity.kind, weight: drawing.isDrawn(key) ? 0 : 1, what: { kind: "entity", key } }));
    for (const [key, names] of Object.entries(data.facts.names || {})) {
      for (const [name] of names) items.push({ text: name, kind: `${data.entities[key].name}`, weight: 1, what: { kind: "entity", key } });
    }
    // An event stands once for each state in which it was known.
    for (const event of new Map(data.facts.events.map((one) => [one.id, one])).values()) {
      items.push({ text: event.title, kind: "event", weight: 2, what: { kind: "event", key: event.id } });
    }
    for (const [key, document_] of Object.entries(data.documents)) {
      items.push({ text: document_.title, kind: "document", weight: 1, what: { kind: "document", key } });
    }
    return items;
  }

  for (const button of document.querySelectorAll("[data-view]")) {
    button.addEventListener("click", () => {
      state.view = button.dataset.view;
      refresh();
    });
  }
  byId("fit").addEventListener("click", drawing.fit);
  byId("closer").addEventListener("click", () => drawing.zoom(1.25));
  byId("further").addEventListener("click", () => drawing.zoom(0.8));
  addEventListener("hashchange", () => {
    read();
    refresh();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.chosen) go.leave();
  });
  addEventListener("beforeprint", () => {
    time.play(false);
    if (state.view === "drawing") drawing.fit();
    sheets.table();
  });
  if (innerWidth < 700) document.querySelector(".legend").open = false;
  refresh();
  drawing.home();

  window.keiretsu = {
    ready: performance.now(),
    boxes: drawing.boxes,
    labels: drawing.labels,
    texts: drawing.texts,
    middle: drawing.middle,
    centre: drawing.centre,
    state: () => ({ day: day.day, at: state.at, known: world.known, days: world.days.map((one) => one.day), chosen: state.chosen }),
    stake: (key) => [data.stakes[key].holder, data.stakes[key].company],
    marks: () => marks && { from: marks.from.day, boxes: [...marks.boxes], stakes: [...marks.stakes] },
  };
})();
