// Removing a device, after a second thought.

import { element, onClick, show } from "./page.js";
import { person } from "./kiosk-session.js";

let device;

export function ask(wanted, last) {
  device = wanted;
  element("remove-name").textContent = wanted.name;
  element("remove-last").hidden = !last;
  show("remove");
}

export function prepare(onRemoved) {
  onClick(element("remove"), async () => {
    await person().devices.remove(device.serial);
    await onRemoved();
  });
}
