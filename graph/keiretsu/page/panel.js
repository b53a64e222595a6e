// The panel: what is told of what is chosen, every part of it with the claims on which it rests.

/** `view()` gives {world, day, at, chosen}; `go` has choose(what, from), leave() and show({at, known}). */
function openPanel(data, place, view, go) {
  const { facts } = data;
  const tell = openSources(data, view, go);
  const { nameOf, entityLink, eventLink, happened, section, text, list } = tell;
  const figures = openFigures(data, view, tell);
  const events = openHappened(view, go, tell);
  const owners = openOwners(data, view, tell);
  const stakes = openStakes(data, view, go, tell, events, owners.throughOf);
  const relations = openRelations(data, tell);
  const documents = openDocuments(data, view, tell, events, stakes, relations);

  function entityDetail(id) {
    const entity = data.entities[id];
    const look = view().day.boxes.get(id);
    const kind = `${entity.kind}${entity.named ? "" : ", not named by the documents"}`;
    const drawn = look && look.caption !== entity.kind ? `, ${look.caption}` : "";
    const disputes = view().world.conflicts.filter((conflict) => {
      const stake = conflict.stake === null ? null : data.stakes[conflict.stake];
      const standing = conflict.standing === null ? null : data.standings[conflict.standing];
      return stake ? stake.company === id || stake.holder === id : standing && standing.company === id;
    });
    const about = disputes.filter((conflict) => id !== data.root || conflict.stake === null || data.stakes[conflict.stake].company === id);
    return [
      text(`${capital(kind)}${drawn}.`, "hint"),
      entity.note ? text(entity.note, "note") : "",
      ...stakes.standingsOf(id),
      ...owners.ownersOf(id),
      ...tell.conflictList(about),
      ...owners.holdingsOf(id),
      ...stakes.chartsOf(id),
      ...relations.productParts(id),
      ...section("Events", ...events.eventList(events.eventsOf(id))),
      ...figures.section(id),
      ...relations.relationParts(id),
      ...documents.namesOf(id),
      ...tell.recorded(id),
      ...documents.documentsOf(id),
    ];
  }

  function overview() {
    const { world, day, at } = view();
    const count = new Map();
    for (const [, { told, words }] of day.standings) count.set(told, [...(count.get(told) || []), words]);
    const counted = [...count].sort(([, one], [, other]) => other.length - one.length);
    const certain = new Set(["stated", "held"]);
    const howKnown = (words) => (words.every((one) => certain.has(one)) ? "" : `: ${[...new Set(words)].map((one) =>
      `${words.filter((other) => other === one).length} ${one}`).join(", ")}`);
    const conflicts = world.conflicts.map((conflict) => (conflict.stake !== null
      ? [tell.link({ kind: "stake", key: conflict.stake }, `${nameOf(data.stakes[conflict.stake].holder)} → ${nameOf(data.stakes[conflict.stake].company)}`), text(`${capital(conflict.why)}.`, "soft")]
      : conflict.standing !== null
        ? [tell.link({ kind: "standing", key: conflict.standing }, `Standing of ${nameOf(data.standings[conflict.standing].company)}`), text(`${capital(conflict.why)}.`, "soft")] : [text(`${capital(conflict.why)}.`, "soft")]));
    const disputed = happened().filter((event) => event.conflicts.length).map((event) => [eventLink(event.id), text(`${capital(event.conflicts[0].why)}.`, "soft")]);
    const plans = events.plansNow();
    return [
      text("Choose a company, a line or an event: here stands what the documents say of it, with date and line.", "hint"),
      ...section(`On ${at}`, counted.length ? list(counted.map(([standing, words]) => [
        make("i", { className: `swatch ${SWATCHES[standing] || "member"}`, attributes: { "aria-hidden": "true" } }),
        make("strong", { textContent: String(words.length) }), ` ${standing}${howKnown(words)}`]), "counts") : text("Nothing is known of this day.", "hint")),
      ...section("Planned", plans.length ? events.eventList(plans) : ""),
      ...section("Documents disagree", conflicts.length || disputed.length ? list([...conflicts, ...disputed], "documents") : ""),
      ...section("Documents", list(Object.keys(data.documents).sort((one, other) => data.documents[one].known.localeCompare(data.documents[other].known))
        .map((document) => [tell.documentLink(document), make("span", { className: "soft",
          textContent: `published ${data.documents[document].published}${tell.isKnown(document) ? "" : ", not yet known"}` })]), "documents")),
    ];
  }

  const DETAILS = {
    entity: entityDetail, stake: stakes.stakeDetail, standing: stakes.standingDetail, event: events.eventDetail,
    document: documents.documentDetail,
  };

  function headingOf({ kind, key }) {
    if (kind === "stake") {
      const stake = data.stakes[key];
      return [entityLink(stake.holder), " → ", entityLink(stake.company), rightOf(stake)];
    }
    if (kind === "standing") {
      const { company, parent } = data.standings[key];
      return [entityLink(company), " in the group of ", entityLink(parent)];
    }
    if (kind === "event") return [(tell.eventOf(key) || facts.events.find((event) => event.id === key) || { title: key }).title];
    return [kind === "document" ? data.documents[key].title : nameOf(key)];
  }

  function show() {
    const { chosen } = view();
    const heading = make("h2", { tabIndex: -1 });
    const top = make("div", { className: "top" }, heading);
    const parts = chosen ? DETAILS[chosen.kind](chosen.key) : overview();
    if (chosen) {
      heading.append(...headingOf(chosen));
      if (chosen.kind === "entity" && !data.entities[chosen.key].named) heading.classList.add("unnamed");
      const close = make("button", { type: "button", className: "close", textContent: "Close" });
      close.addEventListener("click", () => go.leave());
      top.append(close);
    } else heading.append(nameOf(data.root));
    place.classList.add("panel");
    place.replaceChildren(top, ...parts.flat().filter((part) => part !== "" && part !== null && part !== undefined));
    place.scrollTop = 0;
  }

  return { show };
}
