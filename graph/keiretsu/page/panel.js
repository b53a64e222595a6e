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
    const ours = new Set([data.root, ...world.days.flatMap((one) => [...one.boxes].filter(([, look]) => look.member).map(([id]) => id))]);
    const concerns = (event) => event.parts.some(([, entity]) => ours.has(entity));
    const count = new Map();
    // Of a group; in a neighbourhood without one, of all that is drawn.
    const isMember = ([key]) => (day.boxes.get(data.standings[key].company) || {}).member;
    const members = [...day.standings].filter(isMember);
    for (const [, { told, words }] of members.length ? members : day.standings) count.set(told, [...(count.get(told) || []), words]);
    const counted = [...count].sort(([, one], [, other]) => other.length - one.length);
    const unclassed = day.boxes.size > 1 ? `${capital(plural(day.stakes.size, "stake"))}; no document says how a company is classed.`
      : "Nothing is known of this day.";
    /** `9 consolidated, 1 planned`: what is only planned or perhaps so is not counted as there. */
    function countWords(standing, words) {
      const of = (...which) => words.filter((one) => which.includes(one)).length;
      const [planned, perhaps] = [of("planned", "planned, unconfirmed"), of("not known")];
      const sure = words.length - planned - perhaps;
      const [last, changing] = [of("last known"), of("changing")];
      const how = [last && (last === sure ? "last known" : `${last} last known`), changing && `${changing} changing`].filter(Boolean).join(", ");
      const parts = [sure && [make("strong", { textContent: String(sure) }), ` ${standing}${how ? ` (${how})` : ""}`],
        planned && `${planned} planned${sure ? "" : ` as ${standing}`}`, perhaps && `${perhaps} perhaps${sure ? "" : ` ${standing}`}`].filter(Boolean);
      return parts.flatMap((part, number) => [number ? ", " : "", part]).flat();
    }
    const conflicts = world.conflicts.map((conflict) => (conflict.stake !== null
      ? [tell.link({ kind: "stake", key: conflict.stake }, `${nameOf(data.stakes[conflict.stake].holder)} → ${nameOf(data.stakes[conflict.stake].company)}`), text(`${capital(conflict.why)}.`, "soft")]
      : conflict.standing !== null
        ? [tell.link({ kind: "standing", key: conflict.standing }, `Standing of ${nameOf(data.standings[conflict.standing].company)}`), text(`${capital(conflict.why)}.`, "soft")] : [text(`${capital(conflict.why)}.`, "soft")]));
    const disputed = happened().filter((event) => event.conflicts.length && concerns(event)).map((event) => [eventLink(event.id), text(`${capital(event.conflicts[0].why)}.`, "soft")]);
    const plans = events.plansNow().filter(concerns);
    return [
      text("Choose a company, a line or an event: here stands what the documents say of it, with date and line.", "hint"),
      ...section(`On ${at}`, counted.length ? list(counted.map(([standing, words]) => [
        make("i", { className: `swatch ${SWATCHES[standing] || "member"}`, attributes: { "aria-hidden": "true" } }),
        " ", ...countWords(standing, words)]), "counts") : text(unclassed, "hint")),
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

  let before = null; // what was told of last

  /** What can be opened or used in the panel, each by a name that stays when numbers change. */
  function handles() {
    const found = new Map();
    let part = "";
    for (const element of place.querySelectorAll("h3, summary, button, .reader")) {
      if (element.tagName === "H3") part = element.textContent;
      else {
        const text = (element.getAttribute("aria-label") || element.textContent).replace(/\d+/g, "");
        let name = `${part} ${element.tagName} ${text}`;
        while (found.has(name)) name += "'";
        found.set(name, element);
      }
    }
    return found;
  }

  const isOpen = (element) => (element.tagName === "SUMMARY" ? element.parentElement.open
    : ["aria-expanded", "aria-pressed"].some((name) => element.getAttribute(name) === "true"));

  /** What is open, where one has scrolled to and what has the focus, to be as before when the same is told of another day. */
  function remembered() {
    const all = [...handles()];
    const nameOfFocus = (all.find(([, element]) => element === document.activeElement) || [""])[0];
    return { open: new Set(all.filter(([, element]) => isOpen(element)).map(([name]) => name)), scroll: place.scrollTop, nameOfFocus };
  }

  function restore({ open, scroll, nameOfFocus }) {
    for (let depth = 0; depth < 4; depth += 1) {
      const closed = [...handles()].filter(([name, element]) => open.has(name) && !isOpen(element));
      for (const [, element] of closed) element.click();
      if (!closed.length) break;
    }
    place.scrollTop = scroll;
    return nameOfFocus && handles().get(nameOfFocus);
  }

  function show() {
    const { chosen } = view();
    const now = JSON.stringify(chosen);
    const hadFocus = place.contains(document.activeElement);
    const kept = now === before ? remembered() : null;
    before = now;
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
    const focused = kept && restore(kept);
    if (hadFocus) (focused || heading).focus({ preventScroll: true });
  }

  return { show };
}
