// Names and documents: what somebody is called and where, and what a document says.

/** After `tell` come what `openHappened`, `openStakes` and `openRelations` give. */
function openDocuments(data, view, tell, { eventsOf, dayButton }, { periodsOf }, { offers, told, claimsOf }) {
  const { facts } = data;
  const { section, text, tag, list, few, folded } = tell;

  function namesOf(id) {
    const found = (facts.names[id] || []).map(([name, kind, cited]) => [name, kind, cited.filter(([document]) => tell.isKnown(document))])
      .filter(([, , cited]) => cited.length);
    if (!found.length) return [];
    const item = ([name, kind, cited]) => [make("span", { className: "name", textContent: name }), kind === "full" ? "" : tag(kind),
      folded(`Says who? ${plural(cited.length, "place")}`, () => list(cited.map(([document, places]) =>
        [tell.documentLink(document), ` ${places.map(placeWords).join("; ")}`])), { className: "fold sources" })];
    const plain = found.filter(([, kind]) => kind !== "logo" && kind !== "misprint");
    const other = found.filter(([, kind]) => kind === "logo" || kind === "misprint");
    return section("Names", ...few(plain, (some) => list(some.map(item), "names"), "name", 5),
      other.length ? folded(`${plural(other.length, "logo or misprint", "logos and misprints")}`, () => list(other.map(item), "names")) : "");
  }

  /** The documents that speak of an entity in what the panel shows, with how many claims do. */
  function documentsOf(id) {
    const count = new Map();
    const add = (document, times = 1) => tell.isKnown(document) && count.set(document, (count.get(document) || 0) + times);
    const claims = new Set();
    data.stakes.forEach((stake, key) => {
      if (stake.holder === id || stake.company === id) for (const period of periodsOf("stake", key)) period.claims.forEach((one) => claims.add(one));
    });
    data.standings.forEach((standing, key) => {
      if (standing.company === id) for (const period of periodsOf("standing", key)) period.claims.forEach((one) => claims.add(one));
    });
    for (const event of eventsOf(id)) event.claims.forEach((one) => claims.add(one));
    for (const offer of offers()) if (offer.id === id || (offer.providers || []).includes(id)) offer.claims.forEach((one) => claims.add(one));
    for (const fact of told()) if (fact.who === id || fact.of === id) claimsOf(fact.stretches).forEach((one) => claims.add(one));
    for (const claim of claims) add(tell.claimOf(claim).document);
    for (const [, , cited] of facts.names[id] || []) for (const [document] of cited) add(document);
    for (const [, , , , , rows] of facts.figures.series[id] || []) for (const row of rows) add(facts.figures.documents[row[1]]);
    const found = [...count].sort(([one], [other]) => data.documents[one].known.localeCompare(data.documents[other].known));
    return section("Documents", found.length ? list(found.map(([document, times]) => [tell.documentLink(document),
      make("span", { className: "soft", textContent: `published ${data.documents[document].published}, ${plural(times, "claim")}` })]), "documents") : "");
  }

  function documentDetail(id) {
    const told_ = data.documents[id];
    const claims = [...data.claims.keys()].filter((place) => tell.claimOf(place).document === id);
    const firstOf = (place) => tell.placesOf(tell.claimOf(place))[0] || ["", ""];
    const lineOf = (place) => Number((/\d+/.exec(firstOf(place)[0]) || [0])[0]);
    const sections = new Map();
    for (const place of claims.sort((one, other) => lineOf(one) - lineOf(other))) {
      const name = firstOf(place)[1] || "No section";
      sections.set(name, [...(sections.get(name) || []), place]);
    }
    const figured = Object.values(facts.figures.series).flat().reduce((sum, series) =>
      sum + series.at(-1).filter((row) => facts.figures.documents[row[1]] === id).length, 0);
    return [
      text(`${capital(told_.kind)} by ${told_.publisher}, published ${told_.published}.`, "sentence"),
      told_.known > view().world.known ? text(`Not yet known on ${view().world.known}.`, "conflict") : "",
      told_.known === view().world.known ? "" : dayButton(view().at, told_.known),
      told_.known === told_.published ? "" : text(`Known from ${told_.known}.`, "hint"),
      figured ? text(`It prints ${plural(figured, "figure")}; they stand with the companies.`, "hint") : "",
      ...section(`What it says (${grouped(String(claims.length))})`, ...[...sections].map(([name, found]) =>
        folded([make("span", { className: "name", textContent: name }), make("span", { className: "soft", textContent: String(found.length) })],
          () => make("ul", { className: "claims" }, ...found.map((place) => tell.claimItem(place))), { className: "fold measure" }))),
    ];
  }

  return { namesOf, documentsOf, documentDetail };
}
