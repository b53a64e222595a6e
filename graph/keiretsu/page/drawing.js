// The drawing: vis-network draws boxes and lines at the places that were computed; names are written over them.
// Data is text: it enters the canvas by fillText and by labels without markup.
"use strict";
/**
 * Open the drawing of `data` in an element. `view()` gives what is shown, {day, chosen}; `onChoose` is told what is
 * clicked: {kind: "stake", key: number} or {kind: "entity", key: id}.
 */
function openDrawing(data, place, view, onChoose) {
  const FORMS = {
    root: "root", "consolidated-subsidiary": "consolidated", "equity-method-affiliate": "equity",
    "joint-venture": "venture", "group-member": "member", planned: "member", outside: "outside", person: "outside",
  };
  const DASHES = { certain: false, "last-known": [9, 4], changing: [5, 4], planned: [6, 3, 1.5, 3], unknown: [1.5, 4] };
  const { chart } = data;
  const { fonts } = chart;
  const CLEAR = "rgba(0,0,0,0)";
  const places = new Map(chart.nodes.filter((node) => node.entity).map((node) => [node.entity, node]));
  const nodes = new vis.DataSet(chart.nodes);
  const edges = new vis.DataSet(chart.edges);
  const network = new vis.Network(place, { nodes, edges }, chart.options);
  place.firstElementChild.tabIndex = -1; // the list is the way by keyboard
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

  function boxStyle(look, isChosen) {
    const form = FORMS[look.form] || "member";
    const round = look.form === "person" ? 18 : look.form === "outside" ? 6 : 1;
    return {
      hidden: false,
      borderWidth: isChosen ? 3 : form === "outside" ? 1 : 1.5,
      color: {
        border: color(isChosen ? "chosen" : form),
        background: color(form === "root" ? "root" : `${form}-fill`),
      },
      shapeProperties: { borderRadius: round, borderDashes: look.certain && look.form !== "planned" ? false : [5, 3] },
    };
  }

  function lineStyle(mark, edge, isChosen) {
    const stroke = color(isChosen ? "chosen" : mark.line === "unknown" ? "outside" : "line");
    const labelled = edge.part === "label";
    return {
      hidden: false,
      dashes: DASHES[mark.line],
      width: isChosen ? 2.6 : 1.4,
      color: { color: labelled && edge.stub ? CLEAR : stroke, inherit: false },
      label: labelled ? mark.label : undefined,
      font: {
        face: color("font"), size: fonts.label[0], color: color(isChosen ? "chosen" : "ink"), multi: false,
        background: color("paper"), strokeWidth: 0, align: "horizontal",
      },
    };
  }

  /** The parties of a stake: its holder, and who holds it jointly on this day. */
  function partiesOf(key) {
    const found = view().day.stakes.find(([number]) => number === key);
    return [data.stakes[key].holder, ...(found ? data.answers[found[1]].jointly : [])];
  }

  const isPartOf = (link, key) => data.stakes[key].company === link.company && partiesOf(key).includes(link.holder);

  function draw() {
    const { day, chosen } = view();
    const looks = new Map(day.boxes.map(([id, look]) => [id, data.looks[look]]));
    const marks = new Map(day.links.map(([link, mark]) => [link, data.marks[mark]]));
    const entity = !chosen ? null : chosen.kind === "entity" ? chosen.key
      : chosen.kind === "standing" ? data.standings[chosen.key].company : null;
    const stake = chosen && chosen.kind === "stake" ? chosen.key : null;
    nodes.update(chart.nodes.map(({ id, entity: name, link }) => {
      if (!name) return { id, hidden: !marks.has(link), color: CLEAR, borderWidth: 0 };
      return looks.has(name) ? { id, ...boxStyle(looks.get(name), name === entity) } : { id, hidden: true };
    }));
    edges.update(chart.edges.map((edge) => {
      const mark = marks.get(edge.link);
      const isChosen = stake !== null && isPartOf(chart.links[edge.link], stake);
      return mark ? { id: edge.id, ...lineStyle(mark, edge, isChosen) } : { id: edge.id, hidden: true };
    }));
    network.redraw();
  }

  /** Names, captions and the marks of form, over the boxes that vis-network has drawn. */
  function write(context) {
    context.textAlign = "center";
    context.textBaseline = "middle";
    const face = color("font");
    const [ink, soft, rootInk] = ["ink", "soft", "root-ink"].map(color);
    for (const [id, number] of view().day.boxes) {
      const look = data.looks[number];
      const node = places.get(id);
      const [width, height] = node.box;
      const [left, top] = [node.x - width / 2, node.y - height / 2];
      const isRoot = look.form === "root";
      writeForm(context, look, left, top, width, height);
      context.fillStyle = isRoot ? rootInk : ink;
      context.font = `${node.italic ? "italic " : ""}${isRoot ? "600 " : ""}${fonts.name[0]}px ${face}`;
      let y = top + (height - node.lines.length * fonts.name[1] - fonts.caption[1]) / 2;
      for (const text of node.lines) {
        context.fillText(text, node.x, y + fonts.name[1] / 2, width - 12);
        y += fonts.name[1];
      }
      context.fillStyle = isRoot ? rootInk : soft;
      context.font = `${fonts.caption[0]}px ${face}`;
      context.fillText(look.caption, node.x, y + fonts.caption[1] / 2, width - 12);
    }
  }

  /** Form beside colour: one bar is consolidated, two are a joint venture, a second frame is equity method. */
  function writeForm(context, look, left, top, width, height) {
    if (look.form === "consolidated-subsidiary") {
      context.fillStyle = color("consolidated");
      context.fillRect(left, top, 6, height);
    } else if (look.form === "joint-venture") {
      context.fillStyle = color("venture");
      context.fillRect(left, top, 5, height);
      context.fillRect(left + width - 5, top, 5, height);
    } else if (look.form === "equity-method-affiliate") {
      context.strokeStyle = color("equity");
      context.lineWidth = 1;
      context.setLineDash(look.certain ? [] : [5, 3]);
      context.strokeRect(left + 3.5, top + 3.5, width - 7, height - 7);
      context.setLineDash([]);
    }
  }

  function fit() {
    const scale = Math.min((place.clientWidth - 32) / chart.width, (place.clientHeight - 24) / chart.height, 1.6);
    network.moveTo({ position: { x: 0, y: 0 }, scale: Math.max(scale, 0.05) });
  }

  /** What is drawn at a point: a stake, a company, or nothing. */
  function under(point) {
    const node = network.getNodeAt(point);
    const edge = node ? undefined : network.getEdgeAt(point);
    if (!node && !edge) return null;
    const { entity, link } = node ? nodes.get(node) : edges.get(edge);
    if (entity) return { kind: "entity", key: entity };
    const shown = view().day.stakes.map(([key]) => key).filter((key) => isPartOf(chart.links[link], key));
    const own = shown.find((key) => data.stakes[key].holder === chart.links[link].holder);
    return shown.length ? { kind: "stake", key: own === undefined ? shown[0] : own } : null;
  }

  network.on("afterDrawing", write);
  network.on("resize", fit);
  network.on("click", ({ pointer }) => {
    const found = under(pointer.DOM);
    if (found) onChoose(found);
  });
  for (const [event, pointing] of [["hoverNode", true], ["hoverEdge", true], ["blurNode", false], ["blurEdge", false]]) {
    network.on(event, () => place.classList.toggle("pointing", pointing));
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);

  // --- what tests measure ---------------------------------------------------------------------------------------------

  /** The visible boxes with their borders, in coordinates of the drawing (getBoundingBox adds the corners' radius). */
  const boxes = () => view().day.boxes.map(([id]) => {
    const { shape, options } = network.body.nodes[`b:${id}`];
    const { left, top, width, height } = shape;
    const border = options.borderWidth / 2;
    return { id, left: left - border, top: top - border, right: left + width + border, bottom: top + height + border };
  });

  /** The visible labels of lines, in the same coordinates. */
  const labels = () => view().day.links.map(([link]) => {
    const module = network.body.edges[`e:${link}:label`].labelModule;
    const { left, top, width, height } = module.size;
    const text = module.elementOptions.label;
    return { ...chart.links[link], text, left, top, right: left + width, bottom: top + height };
  });

  /** How wide names and captions really are, and the room that they have. */
  function texts() {
    const context = document.createElement("canvas").getContext("2d");
    const measured = (text, font, node) => {
      context.font = `${font}px ${color("font")}`;
      return { text, width: context.measureText(text).width, room: node.box[0] - 12 };
    };
    return view().day.boxes.flatMap(([id, look]) => {
      const node = places.get(id);
      const weight = id === data.root ? "600 " : "";
      return [...node.lines.map((text) => measured(text, weight + fonts.name[0], node)),
        measured(data.looks[look].caption, fonts.caption[0], node)];
    });
  }

  /** Where the middle of a line's label, or of a box, is within the element. */
  function middle(holder, company) {
    const link = chart.links.findIndex((one) => one.holder === holder && one.company === company);
    const [start, end] = ["start", "end"].map((point) => network.getPosition(`j:${link}:${point}`));
    return network.canvasToDOM({ x: (start.x + end.x) / 2, y: start.y });
  }
  const centre = (id) => network.canvasToDOM(network.getPosition(`b:${id}`));

  return { draw, fit, boxes, labels, texts, middle, centre };
}
