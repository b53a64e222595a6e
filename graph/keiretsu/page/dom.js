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
