// Ten codes on paper for the day the device is lost.

import { day, element, onClick, show } from "./page.js";
import { person } from "./kiosk-session.js";

/** They are secrets: they go when the step does. */
export function forget() {
  element("recovery-list").replaceChildren();
}

/** How many she has, for whoever has a device that they could stand in for. */
export async function offer(devices) {
  const { session, recoveryCodes } = person();
  const hers = devices.length > 0 && !session.mayOnlyEnrol;
  element("recovery-codes").hidden = !hers;
  if (hers) {
    const { left, madeAt } = await recoveryCodes.count();
    element("recovery-left").textContent =
      madeAt === null ? "You have no codes yet." : `${left} of 10 left, made on ${day(madeAt)}.`;
  }
}

export async function make() {
  const codes = await person().recoveryCodes.create();
  element("recovery-list").replaceChildren(
    ...codes.map((code) => {
      const item = document.createElement("li");
      const text = document.createElement("code");
      text.textContent = code;
      item.append(text);
      return item;
    }),
  );
  const { session, name } = person();
  element("recovery-owner").textContent = `${name} at ${session.accountName}`;
  element("recovery-day").textContent = day(Date.now());
  show("recovery");
}

export function prepare(onWanted) {
  onClick(element("choose-recovery"), onWanted);
  onClick(element("print"), () => window.print());
}
