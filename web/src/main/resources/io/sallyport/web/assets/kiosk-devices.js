// What she has, and what she may add.

import { TYPES, day, element, onClick, show } from "./page.js";
import { person } from "./kiosk-session.js";

function row(device, onRemove) {
  const item = document.createElement("li");
  const words = document.createElement("div");
  const name = document.createElement("strong");
  name.textContent = device.name;
  const kind = document.createElement("span");
  kind.textContent = TYPES[device.type] + (device.enabledAt === null ? "" : `, since ${day(device.enabledAt)}`);
  words.append(name, kind);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "secondary small";
  button.textContent = "Remove";
  button.setAttribute("aria-label", `Remove ${device.name}`);
  button.addEventListener("click", () => onRemove(device));
  button.hidden = person().session.mayOnlyEnrol;
  item.append(words, button);
  return item;
}

/** A name that none of the devices has: hers, and what it is. */
export function freeName(devices, kind) {
  const taken = new Set(devices.map((device) => device.name));
  let name = `${person().name}-${kind}`;
  while (taken.has(name)) {
    name = nextName(name);
  }
  return name;
}

/** zoe-app, zoe-app-2, zoe-app-3 */
export function nextName(name) {
  const [, stem, number] = name.match(/^(.*?)(?:-(\d+))?$/);
  return `${stem}-${Number(number ?? 1) + 1}`;
}

export function list(devices, onRemove) {
  element("device-list").replaceChildren(...devices.map((device) => row(device, onRemove)));
  element("no-devices").hidden = devices.length > 0;
  show("devices");
}

/** @param on what to do for app, key, fob and when she is done */
export function prepare(on) {
  onClick(element("choose-app"), on.app);
  onClick(element("choose-key"), on.key);
  onClick(element("choose-fob"), on.fob);
  onClick(element("finish"), on.done);
}
