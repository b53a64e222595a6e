// A stake or a standing: what is told of it on the chosen day, through time, and by whom.

const SWATCHES = { consolidated: "consolidated", "equity method": "equity", "joint venture": "venture" };

/** `tell` is what `openSources` gives, `events` what `openHappened` does; `throughOf` tells what is held through all routes. */
function openStakes(data, view, go, tell, events, throughOf) {
  const { section, text, nameOf, entityLink, sources, sourcedRow, table, folded } = tell;
  const { movesOf, eventList } = events;

  const periodsOf = (kind, key) => view().world[kind === "stake" ? "stakes" : "standings"][key];
  const answerOf = (kind, key) => view().day[kind === "stake" ? "stakes" : "standings"].get(key);
  const conflictsOf = (kind, key) => view().world.conflicts.filter((conflict) => conflict[kind] === key);

  /** A step chart of a stake, with a place below it where a chosen point shows what it rests on. */
  function stakeChart(key, range) {
    const { holder, company } = data.stakes[key];
    const below = make("div", { className: "pointed", attributes: { "aria-live": "polite" } });
    let last = null;
    const chart = stepChart({
      title: `${nameOf(holder)} in ${nameOf(company)}`,
      periods: periodsOf("stake", key),
      events: movesOf(company),
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
      make("td", null, ...unbroken(beganWords(period))),
      make("td", null, ...unbroken(endedWords(period))),
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
      ...section("Events", ...eventList(movesOf(company))),
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
      ...section("Events", ...eventList(movesOf(company))),
    ];
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
    else if (into.length) parts.push(folded(`${plural(into.length, "stake")} in it`, () => draw(into, (stake) => nameOf(stake.holder))));
    if (held.length && held.length <= 2 && !into.length) parts.push(...draw(held, (stake) => nameOf(stake.company)));
    else if (held.length) parts.push(folded(`Its stakes in ${plural(held.length, "company", "companies")}`, () => draw(held, (stake) => nameOf(stake.company))));
    return section("Stakes through time", ...parts);
  }

  /** Why somebody is not classed on the day: it was, or will be. */
  function notClassedWords(periods) {
    const gone = periods.findLast(({ ended }) => ended && ended[1] !== null && ended[1] <= view().at);
    const next = periods.find(({ began, state }) => state !== "planned" && (began[0] || began[1] || "") >= view().at);
    return gone ? `left the group ${endedWords(gone)}` : next ? `not yet in the group: ${beganWords(next)}` : "not classed on this day";
  }

  function standingsOf(id) {
    const keys = data.standings.flatMap((standing, key) => (standing.company === id && periodsOf("standing", key).length ? [key] : []));
    return keys.flatMap((key) => {
      const answer = answerOf("standing", key);
      const told = answer ? answer.told : notClassedWords(periodsOf("standing", key));
      return [make("p", { className: "standing" },
        make("i", { className: `swatch ${answer ? SWATCHES[answer.told] || "member" : "none"}`, attributes: { "aria-hidden": "true" } }),
        tell.link({ kind: "standing", key }, told), answer ? `, ${answer.words}` : "",
        data.standings[key].parent === data.root && id !== data.root ? "" : [" in the group of ", entityLink(data.standings[key].parent)]),
      answer ? sources(answer.claims) : ""];
    });
  }

  return { periodsOf, stakeDetail, standingDetail, chartsOf, standingsOf };
}
