// Who is behind a company: stakes as they are told, and what is reckoned from them through all routes.

/** `tell` is what `openSources` gives. */
function openOwners(data, view, tell) {
  const { facts } = data;
  const { section, text, nameOf, byName, entityLink, sources, sourcedRow, table } = tell;
  const answerOf = (key) => view().day.stakes.get(key);

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
    if (!wide && !unchanged) return make("td", null);
    const sure = (found) => make("span", { className: "sure", textContent: found.what });
    const soft = (...words) => make("span", { className: "soft" }, ...words);
    if (!wide) return make("td", null, sure(unchanged), soft("as last known"));
    if (!unchanged || unchanged.what === wide.what) return make("td", null, sure(wide));
    // Where it may be anything by now, what it was stands first.
    const [first, ...rest] = wide.what.endsWith("100 %") ? [unchanged, "if unchanged, else ", sure(wide)] : [wide, "if unchanged ", sure(unchanged)];
    return make("td", null, sure(first), soft(...rest));
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

  const RULED = { yes: "Controlled by", possible: "Perhaps controlled by", joint: "Controlled jointly, with exactly half each, by" };
  const verdictOf = (words) => Object.keys(RULED).find((verdict) => words.startsWith(verdict));
  const VERDICTS = { yes: "yes", possible: "possible", joint: "joint: exactly half each", no: "no" };

  function controlWords(company, holder) {
    const { wide, unchanged } = reckoned("control", company, holder);
    const found = wide || unchanged;
    return found ? `${VERDICTS[found.what] || found.what}${wide ? "" : ", as last known"}` : "";
  }

  /** Why nothing is told of a direct stake of somebody of whom something is reckoned. */
  function noStakeWords(holder, company) {
    if (data.stakes.some((stake) => stake.holder === holder && stake.company === company)) return "not known on this day";
    return data.undrawn.some(([one, other]) => one === holder && other === company) ? "not drawn here" : "through others";
  }

  /** Who is named holds jointly with others somewhere between nothing and all of it. */
  function directWords({ key, answer, right }) {
    const joint = answer.jointly.length > 0;
    const most = answer.share ? answer.share[1] : null;
    return make("span", { className: "one" },
      tell.link({ kind: "stake", key }, joint && most !== null ? `0–${most} %` : answer.told), right,
      make("span", { className: "soft", textContent: !joint ? answer.words : most === null ? `jointly, ${answer.words}`
        : `of ${answer.told} held jointly, ${answer.words}` }));
  }

  /** Holder or company, direct and looked through, with whether there is control; a button shows the claims. */
  function stakeTable(caption, side, keys, others, effectiveOf) {
    const rows = new Map();
    for (const key of keys) {
      const stake = data.stakes[key];
      const answer = answerOf(key);
      const names = side === "holder" ? [stake.holder, ...answer.jointly] : [stake.company];
      for (const name of names) rows.set(name, [...(rows.get(name) || []), { key, answer, right: rightOf(stake) }]);
    }
    for (const name of others) if (!rows.has(name)) rows.set(name, []);
    const most = (name) => Math.max(-1, ...rows.get(name).map(({ answer }) => (answer.share ? Number(answer.share[1]) : 0)));
    const ordered = [...rows.keys()].sort((one, other) => most(other) - most(one) || byName(one, other));
    return table(caption, [side === "holder" ? "Holder" : "Company", "Direct", "Looked through", "Claims"], ordered.map((name) => {
      const effective = effectiveOf(name);
      const control = side === "holder" ? "" : controlWords(name, chosenId());
      const direct = rows.get(name).map(directWords);
      const none = () => noStakeWords(...(side === "holder" ? [name, chosenId()] : [chosenId(), name]));
      const claims = [...rows.get(name).flatMap(({ answer }) => answer.claims),
        ...[effective.wide, effective.unchanged].flatMap((one) => (one ? one.claims : []))];
      return sourcedRow([
        make("td", null, entityLink(name), control && control !== "no" && !control.startsWith("no,") ? make("span", { className: "soft", textContent: `control: ${control}` }) : ""),
        make("td", null, ...(direct.length ? direct : [make("span", { className: "soft", textContent: none() })])),
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
        make("td", null, direct.what, rest.wide ? "" : make("span", { className: "soft", textContent: "as last known" })),
        effectiveCell(behind)], direct.claims, "what is undisclosed", 4);
      row[0].classList.add("rest");
      parts.at(-1).querySelector("tbody").append(...row);
    }
    const ruling = holdersOf("control", id).flatMap((holder) => {
      const words = controlWords(id, holder);
      return words && words !== "no" && !words.startsWith("no,") ? [[holder, words]] : [];
    });
    for (const [holder, words] of ruling) parts.unshift(make("p", null, `${RULED[verdictOf(words)]} `, entityLink(holder), words.includes("last known") ? ", as last known" : ""));
    if (others.length) parts.push(text("Looked through: through all routes. The rows overlap, since what a company holds is also its owners'.", "hint"));
    if (facts.reckoned.skipped) parts.push(text(facts.reckoned.skipped, "hint"));
    return section("Owners", ...parts);
  }

  function holdingsOf(id) {
    const joint = (key) => answerOf(key).jointly.includes(id);
    const keys = [...view().day.stakes.keys()].filter((key) => data.stakes[key].holder === id || joint(key));
    const others = companiesOf("effective", id).filter((company) => company !== id && reckoned("effective", company, id).wide);
    if (!keys.length && !others.length) return [];
    return section("Holdings", stakeTable(`What ${nameOf(id)} holds`, "company", keys, others, (company) => reckoned("effective", company, id)));
  }

  return { ownersOf, holdingsOf, throughOf };
}
