"use strict";
function openPanel(data, place, view, go) {
  return { show() { place.replaceChildren(make("h2", { tabIndex: -1, textContent: view().chosen ? JSON.stringify(view().chosen) : "Says who?" })); } };
}
