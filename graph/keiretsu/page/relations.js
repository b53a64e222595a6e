// Products, customers, people and partners: what the documents say of them, and when it was seen.

/** `tell` is what `openSources` gives. */
function openRelations(data, tell) {
  const { facts } = data;
  const { section, text, tag, list, few, nameOf, byName, entityLink, sources, sourcedRow, table, here } = tell;

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
      make("td", null, fact.kind === "post" ? fact.words.join(", ") : fact.words[0] === "other" ? "in another relation" : spaced(fact.words[0]),
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

  return { offers, told, claimsOf, productParts, relationParts };
}
