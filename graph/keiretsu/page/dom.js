// Makers of elements, for all scripts. Data is text: it enters the page by textContent and as text nodes, nowhere else.
"use strict";

function fill(element, dataset, children) {
  Object.assign(element.dataset, dataset);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** An element with properties (and `dataset`, and `attributes`) and children, which are elements or text. */
function make(tag, given, ...children) {
  const { dataset, attributes, ...properties } = given || {};
  const element = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
  return fill(element, dataset, children);
}

/** An element of SVG with attributes and children. */
function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
  return fill(element, {}, children);
}

/**
 * The data, in which whatever is looked up by an id holds nothing but what was put there: an id may be `constructor`,
 * which every object of JavaScript inherits.
 */
function withoutInherited(data) {
  const { names, discrepancies, nodes, figures, reckoned } = data.facts;
  const byCompany = ["effective", "undisclosed", "control"].flatMap((kind) => reckoned[kind] || []);
  const byHolder = byCompany.flatMap(Object.values);
  for (const found of [data.entities, data.documents, names, discrepancies, nodes, figures.series, figures.segments,
    ...byCompany, ...byHolder]) Object.setPrototypeOf(found, null);
  return data;
}
