// Events: what happened or was planned, who took part, and when it may have been.

/** `tell` is what `openSources` gives. */
function openHappened(view, go, tell) {
  const { section, text, tag, list, few, entityLink, eventLink, sources, table, folded, happened } = tell;

  const INSIDE = ["acquirer", "investor", "founder", "seller", "target", "established", "absorbed", "issuer", "holder", "subject"];
  const takesPart = (event, id) => event.parts.some(([, entity, , , candidates]) => entity === id || candidates.includes(id));
  const eventsOf = (id) => happened().filter((event) => takesPart(event, id));
  const overdue = (event) => event.stage === "planned" && event.when[1] !== null && event.when[1] < view().at;
  const stageOf = (event) => (overdue(event) ? "planned, unconfirmed" : spaced(event.stage));
  const whenOf = (event) => (event.date ? dateWords(event.date) : event.when[0] || event.when[1] ? windowWords(...event.when) : "undated");

  /** Events of structure that a company underwent, or may have: they can bear on who holds it. */
  const movesOf = (company) => happened().filter((event) => event.moves.includes(company));

  function eventList(events) {
    const later = (event) => event.when[1] || event.when[0] || "9999";
    const ordered = [...events].sort((one, other) => later(one).localeCompare(later(other)));
    const item = (event) => [make("span", { className: "when", textContent: whenOf(event) }), eventLink(event.id),
      event.stage === "completed" ? "" : tag(stageOf(event)), event.conflicts.length ? tag("≠", "warn") : ""];
    // Those about the chosen day are shown, the others folded.
    const past = ordered.filter((event) => later(event) <= view().at).length;
    if (ordered.length <= MANY) return ordered.length ? [list(ordered.map(item), "events")] : [];
    const start = Math.min(Math.max(past - 4, 0), ordered.length - 6);
    const fold = (found, words) => (found.length ? folded(plural(found.length, words), () => list(found.map(item), "events")) : "");
    return [fold(ordered.slice(0, start), "earlier event"), list(ordered.slice(start, start + 6).map(item), "events"),
      fold(ordered.slice(start + 6), "later event")];
  }

  function party([, entity, name, count, candidates]) {
    const may = candidates.flatMap((id, number) => [number ? " or " : ", perhaps ", entityLink(id)]);
    return make("li", null, entity ? entityLink(entity) : make("span", { className: "unnamed", textContent: name }),
      count !== null ? ` (${grouped(String(count))})` : "", ...may);
  }

  /** A button that takes the whole page to a day. */
  function dayButton(day, known) {
    const button = make("button", { type: "button", className: "go", textContent: known ? `Show what was known on ${known}` : `Show the group on ${day}` });
    button.addEventListener("click", () => go.show({ at: day, known }));
    return make("p", null, button);
  }

  function eventDetail(id) {
    const event = tell.eventOf(id);
    if (!event) return [text("No document known by then tells of this event.", "hint")];
    const roles = new Map();
    const order = (role) => (INSIDE.indexOf(role) + 1) || INSIDE.length + 1;
    for (const part of [...event.parts].sort((one, other) => order(one[0]) - order(other[0]))) roles.set(part[0], [...(roles.get(part[0]) || []), part]);
    const since = event.stage === "completed" ? "" : `Told on ${event.since}. `;
    const state = overdue(event) ? "Its day has passed, and no document says that it happened." : "";
    return [
      make("p", { className: "big" }, `${capital(stageOf(event))} `, make("span", { textContent: whenOf(event) })),
      text(`${capital(spaced(event.kind))}. ${since}${state}`, "sentence"),
      event.basis === "inferred" ? make("p", null, tag("inferred")) : "",
      sources(event.claims),
      event.when[1] && event.when[1] !== view().at ? dayButton(event.when[1]) : "",
      ...section("Who took part", make("dl", { className: "roles" }, ...[...roles].flatMap(([role, found]) => [
        make("dt", { textContent: spaced(role) }), make("dd", null, ...few(found, (some) => make("ul", { className: "plain" }, ...some.map(party)), "of these", 10))]))),
      ...section("Amounts", event.amounts.length ? table("Amounts", ["What", "Value"], event.amounts.map(([measure, value, unit]) =>
        make("tr", null, make("td", { textContent: measure }), make("td", { textContent: amountWords(value, unit) })))) : ""),
      ...section("Where", event.locations.length ? list(event.locations) : ""),
      ...section("Because of", event.because.length ? list(event.because.map((reason) => [eventLink(reason)])) : ""),
      ...section("Led to", ...few(happened().filter((other) => other.because.includes(id)), (some) => list(some.map((other) => [eventLink(other.id)])), "event")),
      ...tell.conflictList(event.conflicts),
      ...tell.recorded(id),
      ...section("When it may have been", event.when[0] && event.when[1] && dayAfter(event.when[0]) !== event.when[1]
        ? spanChart({ title: event.title, at: view().at, words: windowWords(...event.when), periods: [{ told: "", state: "window",
          began: [event.when[0], event.when[0]], ended: event.when, observed: [], words: "" }] }) : ""),
    ];
  }

  /** What was planned by then and is not yet so: the plans that would change who holds whom. */
  function plansNow() {
    const { at, day } = view();
    const isThere = (entity) => day.boxes.has(entity) && day.boxes.get(entity).form !== "planned";
    return happened().filter((event) => event.stage === "planned" && event.since <= at && event.moves.length
      && event.parts.some(([role]) => ["target", "established"].includes(role))
      && !event.parts.some(([role, entity]) => role === "established" && isThere(entity)));
  }

  return { eventsOf, movesOf, eventList, eventDetail, plansNow, dayButton };
}
