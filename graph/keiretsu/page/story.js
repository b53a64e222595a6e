// The embedded story: days put together from their differences, and what differs between any two of them.

/** The worlds of `data`, one for each day of knowledge, with days whose maps hold answers, looks and marks. */
function openStory(data) {
  const POOLS = { stakes: data.answers, standings: data.answers, boxes: data.looks, links: data.marks };
  const NAMES = Object.keys(POOLS);
  const NOTHING = { day: "", ...Object.fromEntries(NAMES.map((name) => [name, new Map()])) };
  const opened = new Map();

  /** A day's map after a difference; the map of the day before is used again where nothing differs. */
  function after(before, difference, pool) {
    if (!difference) return before;
    const map = new Map(before);
    for (const key of difference.drop || []) map.delete(key);
    for (const [key, place] of difference.set || []) map.set(key, pool[place]);
    return map;
  }

  function open(number) {
    const told = data.worlds[number];
    let before = NOTHING;
    const days = told.days.map((change) => {
      const day = { day: change.day };
      for (const name of NAMES) day[name] = after(before[name], change[name], POOLS[name]);
      before = day;
      return day;
    });
    return {
      number,
      known: told.known,
      days,
      stakes: told.stakes.map((place) => data.periods[place]),
      standings: told.standings.map((place) => data.periods[place]),
      conflicts: told.conflicts.map((place) => data.conflicts[place]),
    };
  }

  /** The world of a state of knowledge, put together when it is first asked for. */
  function world(number) {
    if (!opened.has(number)) opened.set(number, open(number));
    return opened.get(number);
  }

  /** The last world that knows no more than `known`; the first where that is before it. */
  function worldOf(known) {
    const number = data.worlds.findLastIndex((told) => told.known <= known);
    return world(Math.max(number, 0));
  }

  /** The number of the last day of a world on which something changed by `at`; -1 before the first. */
  const numberOf = (told, at) => told.days.findLastIndex((day) => day.day <= at);

  /** What holds on any day: since the last change, nothing has. */
  const dayOf = (told, at) => told.days[numberOf(told, at)] || { ...NOTHING, day: at };

  const isThere = (one) => one !== undefined && one.state !== "planned" && one.form !== "planned" && one.line !== "planned";

  /** How one thing differs; what is only planned is not there. */
  function differs(then, now, what, how) {
    if (isThere(then) !== isThere(now)) return isThere(now) ? "joined" : "left";
    if (then === undefined || now === undefined) return "plan";
    if (what(then) !== what(now)) return isThere(now) ? "changed" : "plan";
    return how(then) !== how(now) ? "restated" : "";
  }

  /**
   * What differs between two days: for boxes, links, stakes and standings a Map of each to "joined", "left", "changed",
   * "plan" where something planned is new or no longer planned, or "restated" where what holds is the same but how it is
   * known is not.
   */
  function difference(from, to) {
    const compare = (name, what, how) => new Map([...new Set([...from[name].keys(), ...to[name].keys()])]
      .map((key) => [key, differs(from[name].get(key), to[name].get(key), what, how)]).filter(([, how]) => how));
    return {
      from,
      to,
      boxes: compare("boxes", ({ form }) => form, ({ caption }) => caption),
      links: compare("links", ({ told }) => told, ({ label, line }) => `${label} ${line}`),
      stakes: compare("stakes", ({ told, jointly }) => `${told} ${jointly}`, ({ words }) => words),
      standings: compare("standings", ({ told }) => told, ({ words }) => words),
    };
  }

  return { worldOf, numberOf, dayOf, difference };
}
