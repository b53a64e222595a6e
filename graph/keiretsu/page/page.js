// The page: what is chosen - a day, a state of knowledge, a company - and who is told of it. The address holds it all.
(() => {
  const data = withoutInherited(JSON.parse(document.getElementById("data").textContent));
  const byId = (id) => document.getElementById(id);
  const story = openStory(data);
  const VIEWS = ["drawing", "table", "changes"];
  const KINDS = ["entity", "stake", "standing", "event", "document"];
  const FIRST = { at: data.at, known: data.worlds.at(-1).known, compared: "step", chosen: null, view: "drawing" };
  const state = { ...FIRST };
  const switched = new Set(); // kinds of parts that are switched on: products, customers
  let world;
  let day;
  let marks = null;
  let parts = new Map();
  let cameFrom = null; // the element to which Escape returns
  let filters = null;
  let boxesOff = new Set();
  let joint = new Map(); // holder and company to the stakes that are held jointly with another's on the day
  let notice = "";

  // --- what is shown ------------------------------------------------------------------------------------------------

  const shows = (id) => !boxesOff.has(id);

  function showsStake(key, answer = day.stakes.get(key)) {
    const { holder, company } = data.stakes[key];
    return shows(holder) && shows(company) && (!answer || filters.showsAnswer(answer));
  }

  const own = new Map(); // holder and company to the stakes between them
  const put = (map, pair, key) => map.set(pair, [...(map.get(pair) || []), key]);
  data.stakes.forEach(({ holder, company }, key) => put(own, `${holder} ${company}`, key));

  /** The stakes behind a line: its holder's own, and those that it holds on the day jointly with another. */
  const stakesOn = (holder, company) => [own, joint].flatMap((map) => map.get(`${holder} ${company}`) || []);

  const showsOnEither = (id) => {
    const looks = [day, marks.from].map(({ boxes }) => boxes.get(id)).filter(Boolean);
    return !looks.length || looks.some(filters.showsForm);
  };

  /** Whether a stake or a standing that differs passes the filters on one of the two days. */
  function showsChange(kind, key) {
    const { holder, company } = data[`${kind}s`][key];
    const answers = [day, marks.from].map((one) => one[`${kind}s`].get(key)).filter(Boolean);
    return [holder, company].every((id) => id === undefined || showsOnEither(id))
      && (kind === "standing" || answers.some(filters.showsAnswer));
  }

  const showsGone = (number) => filters.showsLine(marks.from.links.get(number).line);

  function showsLink(number) {
    const { from: holder, to: company } = data.chart.edges[number];
    if (!shows(holder) || !shows(company)) return false;
    const answers = stakesOn(holder, company).map((key) => day.stakes.get(key)).filter(Boolean);
    const mark = day.links.get(number);
    return answers.length ? answers.some(filters.showsAnswer) : !mark || filters.showsLine(mark.line);
  }

  /** Who is filtered away: by its form, or since none of its lines is left. */
  function filter() {
    boxesOff = new Set();
    if (!filters.isOn()) return;
    for (const [id, look] of [...(marks ? marks.from.boxes : []), ...day.boxes]) { // who is gone, by what it was
      if (filters.showsForm(look)) boxesOff.delete(id);
      else boxesOff.add(id);
    }
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
    world, day, at: state.at, chosen: state.chosen, compared: state.compared, marks, parts, shows, showsStake, showsLink, stakesOn,
    showsOnEither, showsChange, showsGone,
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
    for (const [name, text] of filters.told()) told.set(name, text);
    return `#${told}`;
  }

  /** Take over what an address says; what it does not say, or what cannot be, is as on a page just opened. */
  function read() {
    const told = new URLSearchParams(location.hash.slice(1));
    const faults = [];
    const say = (name) => told.get(name) || "";
    function dayIn(name) {
      if (!say(name) || isDay(say(name))) return say(name);
      faults.push(`There is no day ${say(name).slice(0, 40)}.`);
      return "";
    }
    Object.assign(state, FIRST);
    state.at = dayIn("at") || FIRST.at;
    const known = dayIn("known");
    if (known) state.known = story.worldOf(known).known;
    if (known && known < state.known) faults.push(`Nothing was known on ${known}: this is what was known on ${state.known}.`);
    if (told.has("with") && say("with") !== "step") state.compared = dayIn("with") || (say("with") ? "step" : "");
    if (VIEWS.includes(say("view"))) state.view = say("view");
    else if (say("view")) faults.push(`There is no view ${say("view").slice(0, 40)}.`);
    if (say("chosen")) {
      state.chosen = chosenBy(say("chosen"));
      if (!state.chosen) faults.push(`Nothing here is called ${say("chosen").slice(0, 80)}.`);
    }
    switched.clear();
    for (const kind of say("parts").split(",").filter(Boolean)) {
      if (kinds.has(kind)) switched.add(kind);
      else faults.push(`There are no ${kind.slice(0, 40)} to show.`);
    }
    faults.push(...filters.take(say("hide"), say("least")));
    notice = faults.join(" ");
  }

  // --- showing ------------------------------------------------------------------------------------------------------

  function compute() {
    world = story.worldOf(state.known);
    day = story.dayOf(world, state.at);
    const number = story.numberOf(world, state.at);
    const now = { ...day, day: state.at };
    const before = state.compared === "step" ? world.days[number - 1]
      : state.compared === "" ? null : { ...story.dayOf(world, state.compared), day: state.compared };
    marks = before ? story.difference(before, now) : null;
    // Marks tell how the chosen day differs from the other one; a list of changes always goes forward in time.
    if (marks) marks.forward = before.day > state.at ? story.difference(now, before) : marks;
    joint = new Map();
    for (const [key, { jointly }] of day.stakes) for (const other of jointly) put(joint, `${other} ${data.stakes[key].company}`, key);
    filter();
    gatherParts();
  }

  /** Show the state; the address follows, so that a view can be linked; `how` is "push" where Back should undo it. */
  function refresh(how = "replace") {
    compute();
    byId("notice").textContent = notice;
    byId("notice").hidden = !notice;
    notice = "";
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
    if (location.hash !== address()) history[`${how}State`](null, "", address());
  }

  const go = {
    /** Choose something; `from` is the element that was used by keyboard or mouse, to which Escape returns. */
    choose(what, from) {
      state.chosen = what;
      cameFrom = from ? { what, from } : null;
      refresh("push");
      if (what.kind === "entity" && state.view === "drawing") drawing.reveal(what.key);
      if (from) byId("panel").querySelector("h2").focus();
      // Where the parts lie below one another, the evidence is what was asked for.
      if (matchMedia("(max-width: 980px)").matches) byId("panel").scrollIntoView({ block: "start" });
    },
    leave() {
      const back = cameFrom;
      state.chosen = null;
      cameFrom = null;
      refresh("push");
      if (matchMedia("(max-width: 980px)").matches) document.querySelector(".stage").scrollIntoView({ block: "start" });
      if (!back) return;
      // A table is made anew; its rows say the same.
      const row = back.from.isConnected ? back.from
        : [...byId(state.view).querySelectorAll(".row")].find(({ textContent }) => textContent === back.from.textContent);
      (row || byId("panel").querySelector("h2")).focus({ preventScroll: true });
    },
    show({ at, known, compared }) {
      if (at !== undefined && isDay(at)) state.at = at;
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
      refresh("push");
      drawing.home();
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
  openSearch(() => searched(data, world, drawing.isDrawn), go);

  for (const button of document.querySelectorAll("[data-view]")) {
    button.addEventListener("click", () => {
      state.view = button.dataset.view;
      refresh("push");
      if (state.view === "drawing" && state.chosen && state.chosen.kind === "entity") drawing.reveal(state.chosen.key);
    });
  }
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault(); // the address holds the state, and no place of the page
    byId("panel").focus();
  });
  byId("fit").addEventListener("click", drawing.fit);
  byId("closer").addEventListener("click", () => drawing.zoom(1.25));
  byId("further").addEventListener("click", () => drawing.zoom(0.8));
  addEventListener("hashchange", () => {
    read();
    refresh();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.chosen) go.leave();
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const isFree = event.target === document.body || event.target.closest(".steps, #panel h2");
    if (by && isFree && !event.altKey && !event.ctrlKey && !event.metaKey) time.step(by);
  });
  addEventListener("beforeprint", () => {
    time.play(false);
    drawing.print(true);
    sheets.table();
  });
  addEventListener("afterprint", () => drawing.print(false));
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
    marks: () => marks && { from: marks.from.day, boxes: [...marks.boxes], links: [...marks.links], stakes: [...marks.stakes] },
  };
})();
