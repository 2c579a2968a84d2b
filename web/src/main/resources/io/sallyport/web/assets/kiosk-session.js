// Who stands at the kiosk: her session, and its end.

import * as api from "./api.js";
import { element } from "./page.js";

const IDLE_MINUTES = 5;

let current;
let timer;

/** The session and its devices' calls. */
export const person = () => current;

/** Whether another sign-in is due: once there is a device, only a sign-in with one may change devices. */
export const mustShowFactor = (devices) => devices.length > 0 && current.session.mfa === null;

export function arrived(session) {
  current = {
    session,
    devices: api.devicesOf(session),
    recoveryCodes: api.recoveryCodesOf(session),
    name: session.user ?? "root",
  };
  element("who-name").textContent = current.name;
  element("who").hidden = false;
  rest();
}

/** Signs out and forgets everything: a fresh page holds nothing of who was here. */
export async function leave() {
  await api.signOut();
  window.location.replace("/kiosk");
}

/** Somebody who walks away is signed out. */
function rest() {
  window.clearTimeout(timer);
  timer = window.setTimeout(leave, IDLE_MINUTES * 60_000);
}

for (const event of ["keydown", "pointerdown"]) {
  document.addEventListener(event, () => current && rest());
}
