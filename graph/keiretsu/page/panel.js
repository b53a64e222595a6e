// The panel: what is told of what is chosen, every part of it with the claims on which it rests.

/** `view()` gives {world, day, at, chosen}; `go` has choose(what, from), leave() and show(at, known). */
function openPanel(data, place, view, go) {
  const facts = data.facts;
  const tell = openSources(data, view, go);
  const figures = openFigures(data, view, tell);
  const { nameOf, entityLink, eventLink, sources, sourcedRow, table, folded, here, happened } = tell;
  const MANY = 8;
  const STANDINGS = { consolidated: "consolidated", "equity method": "equity", "joint venture": "venture" };

  const section = (title, ...parts) => {
    const shown = parts.flat().filter((part) => part !== "" && part !== null && part !== undefined);
    return shown.length ? [make("h3", { textContent: title }), ...shown] : [];
  };
  const text = (words, className) => make("p", { className: className || "" }, ...unbroken(words));
  const tag = (words, className) => make("span", { className: `tag ${className || ""}`.trim(), textContent: words });
  const rightOf = (stake) => (stake.right === "unspecified" ? "" : ` (${stake.right})`);
  const byName = (one, other) => nameOf(one).localeCompare(nameOf(other), "en");

  /** The first few of a long list, the others folded. */
  function few(items, makeList, what, most = MANY) {
    if (items.length <= most) return items.length ? [makeList(items)] : [];
    return [makeList(items.slice(0, most - 2)), folded(what ? plural(items.length - most + 2, `more ${what}`) : `${items.length - most + 2} more`, () => makeList(items.slice(most - 2)))];
  }

  const list = (items, className) => make("ul", { className: className || "plain" }, ...items.map((item) => make("li", null, ...[item].flat())));

  // --- stakes and standings ------------------------------------------------------------------------------------------

  const periodsOf = (kind, key) => view().world[kind === "stake" ? "stakes" : "standings"][key];
  const answerOf = (kind, key) => view().day[kind === "stake" ? "stakes" : "standings"].get(key);
  const conflictsOf = (kind, key) => view().world.conflicts.filter((conflict) => conflict[kind] === key);

  const INSIDE = ["acquirer", "investor", "founder", "seller", "target", "established", "absorbed", "issuer", "holder", "subject"];
  const MOVES = ["establishment", "acquisition", "minority-buyout", "disposal", "reclassification", "share-issue", "merger",
    "joint-investment", "capital-increase", "share-repurchase", "share-split"];

  /** Events that can bear on who holds a company. */
  function movesOf(holder, company) {
    const roleOf = (event, id) => event.parts.filter(([, entity, , , may]) => entity === id || may.includes(id)).map(([role]) => role);
    return eventsOf(company).filter((event) => MOVES.includes(event.kind)
      && roleOf(event, company).some((role) => INSIDE.includes(role))
      && (company !== data.root || roleOf(event, holder).length || ["issuer", "established"].some((role) => roleOf(event, company).includes(role))));
  }

  /** A step chart of a stake, with a place below it where a chosen point shows what it rests on. */
  function stakeChart(key, range) {
    const { holder, company } = data.stakes[key];
    const below = make("div", { className: "pointed", attributes: { "aria-live": "polite" } });
    let last = null;
    const chart = stepChart({
      title: `${nameOf(holder)} in ${nameOf(company)}`,
      periods: periodsOf("stake", key),
      events: movesOf(holder, company),
      at: view().at,
      range,
      chooseEvent: (id, from) => go.choose({ kind: "event", key: id }, from),
      chooseSeen: (period, written, claims) => {
        const same = last === `${written}${period.told}`;
        last = same ? null : `${written}${period.told}`;
        below.replaceChildren(...(same ? [] : [text(`${period.told}, as of ${dateWords(written)}`, "sentence"), tell.claimList(claims.length ? claims : period.claims)]));
      },
    });
    return make("div", { className: "through" }, chart, below);
  }

  function periodTable(kind, periods) {
    const rows = periods.map((period) => sourcedRow([
      make("td", { className: "told", textContent: period.told }),
      make("td", null, ...unbroken(period.from)),
      make("td", null, ...unbroken(period.until)),
      make("td", { textContent: period.words }),
    ], period.claims, period.told, 5));
    return section("Periods", table(`Periods of the ${kind}: when each began and ended`,
      [kind === "stake" ? "Share" : "Standing", "From", "Until", "State", "Claims"], rows));
  }

  function answerParts(kind, key) {
    const answer = answerOf(kind, key);
    if (!answer) return [text("Not there on this day.", "big")];
    const joint = answer.jointly.length
      ? make("p", null, "Held jointly with ", ...answer.jointly.flatMap((other, number) => [number ? ", " : "", entityLink(other)])) : "";
    return [make("p", { className: "big" }, `${answer.told} `, make("span", { textContent: answer.words })),
      text(data.sayings[answer.says], "sentence"), joint, sources(answer.claims)];
  }

  function stakeDetail(key) {
    const { holder, company } = data.stakes[key];
    const periods = periodsOf("stake", key);
    if (!periods.length) return [text("No document known by then tells of this stake.", "hint")];
    return [
      ...answerParts("stake", key),
      ...tell.conflictList(conflictsOf("stake", key)),
      ...section("Through time", stakeChart(key), plotLegend()),
      ...periodTable("stake", periods),
      ...section("Looked through", throughOf(holder, company)),
      ...section("Events", ...eventList(movesOf(holder, company))),
    ];
  }

  function standingDetail(key) {
    const periods = periodsOf("standing", key);
    if (!periods.length) return [text("No document known by then tells of this standing.", "hint")];
    const { company } = data.standings[key];
    return [
      ...answerParts("standing", key),
      ...tell.conflictList(conflictsOf("standing", key)),
      ...section("Through time", spanChart({ title: `Standing of ${nameOf(company)}`, periods, at: view().at })),
      ...periodTable("standing", periods),
      ...section("Events", ...eventList(movesOf("", company))),
    ];
  }

  // --- who is behind a company ----------------------------------------------------------------------------------------

  /** What is reckoned of a holder in a company on the day: [what, claims], and the same if nothing has changed since. */
  function reckoned(kind, company, holder) {
    const { reckoned: all } = facts;
    const { number } = view().world;
    const day = (position) => all.days[position];
    const rows = ((all[kind] || {})[company] || {})[holder] || [];
    const now = rows.filter(([, , , first, until, from, gone]) => from <= number && (gone === null || number < gone)
      && (day(first) === null || day(first) <= view().at) && (day(until) === null || view().at < day(until)));
    const told = (last) => {
      const row = now.find(([, marked]) => marked === last);
      return row ? { what: row[0], claims: all.claims[row[2]] } : null;
    };
    return { wide: told(0), unchanged: told(1) };
  }

  const holdersOf = (kind, company) => Object.keys((facts.reckoned[kind] || {})[company] || {}).filter(Boolean);
  const companiesOf = (kind, holder) => Object.keys(facts.reckoned[kind] || {}).filter((company) => (facts.reckoned[kind][company] || {})[holder]);

  function effectiveCell(found) {
    const { wide, unchanged } = found;
    if (!wide && !unchanged) return make("td", { className: "number" });
    const [first, second] = wide ? [wide, unchanged] : [unchanged, null];
    return make("td", { className: "number" }, make("span", { className: "sure", textContent: first.what }),
      second && second.what !== first.what
        ? make("span", { className: "soft" }, "if unchanged ", make("span", { className: "sure", textContent: second.what })) : "",
      !wide ? make("span", { className: "soft", textContent: "as last known" }) : "");
  }

  function throughOf(holder, company) {
    const found = reckoned("effective", company, holder);
    const verdict = controlWords(company, holder);
    const parts = [];
    if (found.wide) parts.push(make("p", null, make("strong", { textContent: found.wide.what }), ` of ${nameOf(company)} through all routes`));
    if (found.unchanged && (!found.wide || found.unchanged.what !== found.wide.what)) {
      parts.push(make("p", null, make("strong", { textContent: found.unchanged.what }), " if nothing has changed since it was last told"));
    }
    if (verdict) parts.push(make("p", null, `Control: ${verdict}`));
    const claims = [found.wide, found.unchanged].flatMap((one) => (one ? one.claims : []));
    return [...parts, claims.length ? sources([...new Set(claims)], "Reckoned from") : ""];
  }

  const VERDICTS = { yes: "yes", possible: "possible", joint: "joint: exactly half each", no: "no" };

  function controlWords(company, holder) {
    const { wide, unchanged } = reckoned("control", company, holder);
    const found = wide || unchanged;
    return found ? `${VERDICTS[found.what] || found.what}${wide ? "" : ", as last known"}` : "";
  }

  /** Holder or company, direct and looked through, with whether there is control; a button shows the claims. */
  function stakeTable(caption, side, keys, others, effectiveOf) {
    const rows = new Map();
    for (const key of keys) {
      const stake = data.stakes[key];
      const answer = answerOf("stake", key);
      const names = side === "holder" ? [stake.holder, ...answer.jointly] : [stake.company];
      for (const name of names) rows.set(name, [...(rows.get(name) || []), { key, answer, right: rightOf(stake), jointly: names.length > 1 }]);
    }
    for (const name of others) if (!rows.has(name)) rows.set(name, []);
    const most = (name) => Math.max(-1, ...rows.get(name).map(({ answer }) => (answer.share ? Number(answer.share[1]) : 0)));
    const ordered = [...rows.keys()].sort((one, other) => most(other) - most(one) || byName(one, other));
    return table(caption, [side === "holder" ? "Holder" : "Company", "Direct", "Looked through", "Claims"], ordered.map((name) => {
      const effective = effectiveOf(name);
      const control = side === "holder" ? "" : controlWords(name, chosenId());
      const direct = rows.get(name).map(({ key, answer, right, jointly }) => make("span", { className: "one" },
        tell.link({ kind: "stake", key }, answer.told), right,
        make("span", { className: "soft", textContent: jointly ? `${answer.words}, jointly` : answer.words })));
      const claims = [...rows.get(name).flatMap(({ answer }) => answer.claims),
        ...[effective.wide, effective.unchanged].flatMap((one) => (one ? one.claims : []))];
      return sourcedRow([
        make("td", null, entityLink(name), control && control !== "no" && !control.startsWith("no,") ? make("span", { className: "soft", textContent: `control: ${control}` }) : ""),
        make("td", { className: "number" }, ...(direct.length ? direct : [make("span", { className: "soft", textContent: "through others" })])),
        effectiveCell(effective),
      ], [...new Set(claims)], nameOf(name), 4);
    }));
  }

  const chosenId = () => view().chosen.key;

  function ownersOf(id) {
    const keys = [...view().day.stakes.keys()].filter((key) => data.stakes[key].company === id);
    const others = holdersOf("effective", id).filter((holder) => holder !== id && reckoned("effective", id, holder).wide);
    if (!keys.length && !others.length) return [];
    const rest = reckoned("undisclosed", id, "");
    const behind = reckoned("effective", id, "");
    const parts = [stakeTable(`Who holds ${nameOf(id)}`, "holder", keys, others, (holder) => reckoned("effective", id, holder))];
    const direct = rest.wide || rest.unchanged;
    if (direct) {
      const row = sourcedRow([make("td", null, "undisclosed"),
        make("td", { className: "number" }, direct.what, rest.wide ? "" : make("span", { className: "soft", textContent: "as last known" })),
        effectiveCell(behind)], direct.claims, "what is undisclosed", 4);
      row[0].classList.add("rest");
      parts.at(-1).querySelector("tbody").append(...row);
    }
    const ruling = holdersOf("control", id).flatMap((holder) => {
      const words = controlWords(id, holder);
      return words && words !== "no" && !words.startsWith("no,") ? [[holder, words]] : [];
    });
    for (const [holder, words] of ruling) parts.unshift(make("p", null, "Controlled by ", entityLink(holder), `: ${words}`));
    if (facts.reckoned.skipped) parts.push(text(facts.reckoned.skipped, "hint"));
    return section("Owners", ...parts);
  }

  function holdingsOf(id) {
    const joint = (key) => answerOf("stake", key).jointly.includes(id);
    const keys = [...view().day.stakes.keys()].filter((key) => data.stakes[key].holder === id || joint(key));
    const others = companiesOf("effective", id).filter((company) => company !== id && reckoned("effective", company, id).wide);
    if (!keys.length && !others.length) return [];
    return section("Holdings", stakeTable(`What ${nameOf(id)} holds`, "company", keys, others, (company) => reckoned("effective", company, id)));
  }

  function chartsOf(id) {
    const shown = (key) => periodsOf("stake", key).length > 0;
    const into = data.stakes.flatMap((stake, key) => (stake.company === id && shown(key) ? [key] : []));
    const held = data.stakes.flatMap((stake, key) => (stake.holder === id && stake.company !== id && shown(key) ? [key] : []));
    const rangeOf = (keys) => timeRange(keys.flatMap((key) => daysOf(periodsOf("stake", key))), view().at);
    const draw = (keys, nameIt) => {
      const range = rangeOf(keys);
      return [...keys.flatMap((key) => [make("h4", null, tell.link({ kind: "stake", key }, nameIt(data.stakes[key]), rightOf(data.stakes[key]))),
        stakeChart(key, range)]), plotLegend()];
    };
    const parts = [];
    if (into.length && into.length <= 2) parts.push(...draw(into, (stake) => nameOf(stake.holder)));
    else if (into.length) parts.push(folded(`Stakes of its ${plural(into.length, "holder")}`, () => draw(into, (stake) => nameOf(stake.holder))));
    if (held.length && held.length <= 2 && !into.length) parts.push(...draw(held, (stake) => nameOf(stake.company)));
    else if (held.length) parts.push(folded(`Its stakes in ${plural(held.length, "company", "companies")}`, () => draw(held, (stake) => nameOf(stake.company))));
    return section("Stakes through time", ...parts);
  }

  function standingsOf(id) {
    const keys = data.standings.flatMap((standing, key) => (standing.company === id && periodsOf("standing", key).length ? [key] : []));
    return keys.flatMap((key) => {
      const answer = answerOf("standing", key);
      const told = answer ? answer.told : "not classed on this day";
      return [make("p", { className: "standing" },
        make("i", { className: `swatch ${answer ? STANDINGS[answer.told] || "member" : "none"}`, attributes: { "aria-hidden": "true" } }),
        tell.link({ kind: "standing", key }, told), answer ? `, ${answer.words}` : "",
        data.standings[key].parent === data.root && id !== data.root ? "" : [" in the group of ", entityLink(data.standings[key].parent)]),
      answer ? sources(answer.claims) : ""];
    });
  }

  // --- events -----------------------------------------------------------------------------------------------------------

  const takesPart = (event, id) => event.parts.some(([, entity, , , candidates]) => entity === id || candidates.includes(id));
  const eventsOf = (id) => happened().filter((event) => takesPart(event, id));
  const overdue = (event) => event.stage === "planned" && event.when[1] !== null && event.when[1] < view().at;
  const stageOf = (event) => (overdue(event) ? "planned, unconfirmed" : spaced(event.stage));
  const whenOf = (event) => (event.date ? dateWords(event.date) : event.when[0] || event.when[1] ? windowWords(...event.when) : "undated");

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
    button.addEventListener("click", () => go.show(day, known));
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
        make("tr", null, make("td", { textContent: measure }), make("td", { className: "number", textContent: amountWords(value, unit) })))) : ""),
      ...section("Where", event.locations.length ? list(event.locations) : ""),
      ...section("Because of", event.because.length ? list(event.because.map((reason) => [eventLink(reason)])) : ""),
      ...section("Led to", ...few(happened().filter((other) => other.because.includes(id)), (some) => list(some.map((other) => [eventLink(other.id)])), "event")),
      ...tell.conflictList(event.conflicts),
      ...tell.recorded(id),
      ...section("When it may have been", event.when[0] && event.when[1] && dayAfter(event.when[0]) !== event.when[1]
        ? spanChart({ title: event.title, at: view().at, words: windowWords(...event.when), periods: [{ told: "", state: "window",
          began: [event.when[0], event.when[0]], ended: event.when, observed: [], from: "", until: "", words: "" }] }) : ""),
    ];
  }

  // --- products, customers, people ------------------------------------------------------------------------------------

  const offers = () => here().offers.map(([offer, stretch]) => ({ ...facts.offers[offer], stretches: facts.stretches[stretch] }));
  const told = () => here().told.map(([fact, stretch]) => ({ ...facts.told[fact], stretches: facts.stretches[stretch] }));
  const claimsOf = (stretches) => [...new Set(stretches.flatMap((stretch) => stretch.at(-1)))];

  /** When something was so, as short as can be: when it was seen, or when it began and ended. */
  function sinceWords(stretches) {
    return stretches.map(([after, by, endAfter, endBy, state, seen]) => {
      const began = by && after && dayAfter(after) === by ? `from ${by}` : "";
      const seenAs = seen.length ? `seen ${seen.length > 1 ? `${dateWords(seen[0])} to ${dateWords(seen.at(-1))}` : dateWords(seen[0])}` : "";
      const ended = endBy ? `ended ${windowWords(endAfter, endBy)}` : "";
      const planned = state === "planned" ? `planned${by ? ` ${windowWords(after, by)}` : ""}` : "";
      return [planned || began || seenAs, ended].filter(Boolean).join(", ");
    }).filter(Boolean).join("; ");
  }

  const idLinks = (ids) => (ids.length > 1 ? [list(ids.map((id) => [entityLink(id)]))] : ids.map(entityLink));

  function factRows(found, partner, column) {
    const rows = found.map((fact) => sourcedRow([
      make("td", null, entityLink(partner(fact)), fact.products.length ? make("div", { className: "soft" }, fact.products.length > 1 ? "for" : "for ", ...idLinks(fact.products)) : ""),
      make("td", null, fact.kind === "customer" ? spaced(fact.words[0]) : fact.words.map(spaced).join(", "),
        make("span", { className: "soft" }, ...unbroken(sinceWords(fact.stretches)))),
    ], claimsOf(fact.stretches), nameOf(partner(fact)), 3));
    return table(column, [column, "What", "Claims"], rows);
  }

  /** A section with facts of one kind, the first few shown. */
  function factSection(title, found, partner, column) {
    found.sort((one, other) => byName(partner(one), partner(other)));
    return section(found.length > MANY ? `${title} (${found.length})` : title,
      ...few(found, (some) => factRows(some, partner, column), "", 6));
  }

  function offerRows(found) {
    return table("Products", ["Product", "When", "Claims"], found.map((offer) => sourcedRow([
      make("td", null, entityLink(offer.id), offer.planned ? tag("planned") : "",
        offer.part_of ? make("div", { className: "soft" }, offer.part_of.length > 1 ? "part of" : "part of ", ...idLinks(offer.part_of)) : ""),
      make("td", null, ...unbroken(sinceWords(offer.stretches))),
    ], [...new Set([...offer.claims, ...claimsOf(offer.stretches)])], nameOf(offer.id), 3)));
  }

  const productSection = (title, found) => section(found.length > MANY ? `${title} (${found.length})` : title,
    ...few(found, offerRows, "product", 6));

  function productParts(id) {
    const offer = offers().find((one) => one.id === id);
    if (!offer) return [];
    const row = (label, found) => (found && found.length ? [make("dt", { textContent: label }), make("dd", null, ...found)] : []);
    return [
      text([offer.planned ? "Planned" : "Offered", sinceWords(offer.stretches)].join(": "), "sentence"),
      sources([...new Set([...offer.claims, ...claimsOf(offer.stretches)])]),
      make("dl", { className: "roles" },
        ...row("offered by", idLinks(offer.providers || [])), ...row("with", idLinks(offer.partners || [])),
        ...row("part of", idLinks(offer.part_of || [])), ...row("classed", [(offer.categories || []).join("; ")].filter(Boolean)),
        ...row("built on", [(offer.technologies || []).join("; ")].filter(Boolean)),
        ...row("formerly", [(offer.renamed_from || []).join("; ")].filter(Boolean)),
        ...row("in place of", idLinks(offer.replaces || [])), ...row("replaced by", idLinks(offer.replaced_by || []))),
      ...productSection("Parts of it", offers().filter((one) => (one.part_of || []).includes(id))),
      ...factSection("Its customers", told().filter((fact) => fact.kind === "customer" && fact.products.includes(id)), (fact) => fact.who, "Customer"),
    ];
  }

  function relationParts(id) {
    const facts_ = told();
    const of = (kind, side) => facts_.filter((fact) => fact.kind === kind && fact[side] === id);
    // What is part of nothing else comes first.
    const made = offers().sort((one, other) => Boolean(one.part_of) - Boolean(other.part_of));
    return [
      ...factSection("People", of("post", "of"), (fact) => fact.who, "Person"),
      ...factSection("Posts", of("post", "who"), (fact) => fact.of, "Organization"),
      ...productSection("Products and services", made.filter((offer) => (offer.providers || []).includes(id))),
      ...productSection("Products of others, with it", made.filter((offer) => (offer.partners || []).includes(id) && !(offer.providers || []).includes(id))),
      ...factSection("Customers", of("customer", "of"), (fact) => fact.who, "Customer"),
      ...factSection("Customer of", of("customer", "who"), (fact) => fact.of, "Supplier"),
      ...factSection("Partners and others", of("relation", "of"), (fact) => fact.who, "Who"),
      ...factSection("What it is to others", of("relation", "who"), (fact) => fact.of, "To whom"),
    ];
  }

  // --- names and documents ----------------------------------------------------------------------------------------------

  function namesOf(id) {
    const found = (facts.names[id] || []).map(([name, kind, cited]) => [name, kind, cited.filter(([document]) => tell.isKnown(document))])
      .filter(([, , cited]) => cited.length);
    if (!found.length) return [];
    const item = ([name, kind, cited]) => [make("span", { className: "name", textContent: name }), kind === "full" ? "" : tag(kind),
      folded(`Says who? ${plural(cited.length, "place")}`, () => list(cited.map(([document, places]) =>
        [tell.documentLink(document), ` ${places.join("; ")}`])), { className: "fold sources" })];
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
    const claims = Object.keys(data.claims).filter((claim) => data.claims[claim].document === id);
    const lineOf = (claim) => Number((/\d+/.exec(tell.placesOf(data.claims[claim])[0]) || [0])[0]);
    const sections = new Map();
    for (const claim of claims.sort((one, other) => lineOf(one) - lineOf(other))) {
      const name = (/^lines? [\d–, ]*\d,? ?(.*)$/.exec(tell.placesOf(data.claims[claim])[0]) || [])[1] || "No section";
      sections.set(name, [...(sections.get(name) || []), claim]);
    }
    const figured = Object.values(facts.figures.series).flat().reduce((sum, series) =>
      sum + series.at(-1).filter((row) => facts.figures.documents[row[1]] === id).length, 0);
    return [
      text(`${capital(spaced(told_.kind))} by ${told_.publisher}, published ${told_.published}.`, "sentence"),
      told_.known > view().world.known ? text(`Not yet known on ${view().world.known}.`, "conflict") : "",
      told_.known === view().world.known ? "" : dayButton(view().at, told_.known),
      told_.known === told_.published ? "" : text(`Known from ${told_.known}.`, "hint"),
      figured ? text(`It prints ${plural(figured, "figure")}; they stand with the companies.`, "hint") : "",
      ...section(`What it says (${grouped(String(claims.length))})`, ...[...sections].map(([name, found]) =>
        folded([make("span", { className: "name", textContent: name }), make("span", { className: "soft", textContent: String(found.length) })],
          () => make("ul", { className: "claims" }, ...[...tell.claimList(found).children]), { className: "fold measure" }))),
    ];
  }

  // --- the whole ----------------------------------------------------------------------------------------------------------

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
      ...standingsOf(id),
      ...ownersOf(id),
      ...tell.conflictList(about),
      ...holdingsOf(id),
      ...chartsOf(id),
      ...productParts(id),
      ...section("Events", ...eventList(eventsOf(id))),
      ...figures.section(id),
      ...relationParts(id),
      ...namesOf(id),
      ...tell.recorded(id),
      ...documentsOf(id),
    ];
  }

  function overview() {
    const { world, day, at } = view();
    const count = new Map();
    for (const [, answer] of day.standings) count.set(answer.told, (count.get(answer.told) || 0) + 1);
    const counted = [...count].sort(([, one], [, other]) => other - one);
    const conflicts = world.conflicts.map((conflict) => (conflict.stake !== null
      ? [tell.link({ kind: "stake", key: conflict.stake }, `${nameOf(data.stakes[conflict.stake].holder)} → ${nameOf(data.stakes[conflict.stake].company)}`), text(`${capital(conflict.why)}.`, "soft")]
      : conflict.standing !== null
        ? [tell.link({ kind: "standing", key: conflict.standing }, `Standing of ${nameOf(data.standings[conflict.standing].company)}`), text(`${capital(conflict.why)}.`, "soft")] : [text(`${capital(conflict.why)}.`, "soft")]));
    const disputed = happened().filter((event) => event.conflicts.length).map((event) => [eventLink(event.id), text(`${capital(event.conflicts[0].why)}.`, "soft")]);
    const plans = happened().filter((event) => event.stage === "planned" && event.since <= at && event.parts.some(([role]) => ["target", "established"].includes(role)) && MOVES.includes(event.kind)
      && !event.parts.some(([role, entity]) => role === "established" && day.boxes.has(entity) && day.boxes.get(entity).form !== "planned"));
    return [
      text("Choose a company, a line or an event: here stands what the documents say of it, with date and line.", "hint"),
      ...section(`On ${at}`, counted.length ? list(counted.map(([standing, number]) => [
        make("i", { className: `swatch ${STANDINGS[standing] || "member"}`, attributes: { "aria-hidden": "true" } }),
        make("strong", { textContent: String(number) }), ` ${standing}`]), "counts") : text("Nothing is known of this day.", "hint")),
      ...section("Planned", plans.length ? eventList(plans) : ""),
      ...section("Documents disagree", conflicts.length || disputed.length ? list([...conflicts, ...disputed], "documents") : ""),
      ...section("Documents", list(Object.keys(data.documents).sort((one, other) => data.documents[one].known.localeCompare(data.documents[other].known))
        .map((document) => [tell.documentLink(document), make("span", { className: "soft",
          textContent: `published ${data.documents[document].published}${tell.isKnown(document) ? "" : ", not yet known"}` })]), "documents")),
    ];
  }

  const DETAILS = { entity: entityDetail, stake: stakeDetail, standing: standingDetail, event: eventDetail, document: documentDetail };

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
