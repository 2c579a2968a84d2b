// A colleague walks up; ten minutes later she holds a working device.

import * as api from "./api.js";
import * as app from "./kiosk-app.js";
import * as deviceList from "./kiosk-devices.js";
import * as fob from "./kiosk-fob.js";
import * as key from "./kiosk-key.js";
import * as reader from "./key-reader.js";
import * as recovery from "./kiosk-recovery.js";
import * as removal from "./kiosk-remove.js";
import { begin, restart } from "./sign-in.js";
import { arrived, leave, mustShowFactor, person } from "./kiosk-session.js";
import { element, explain, onClick, recoverBy, say, show } from "./page.js";

let devices = [];

function stage(name) {
  let past = true;
  for (const item of document.querySelectorAll("[data-stage]")) {
    const here = item.dataset.stage === name;
    past &&= !here;
    item.classList.toggle("past", past);
    if (here) {
      item.setAttribute("aria-current", "step");
    } else {
      item.removeAttribute("aria-current");
    }
  }
}

async function signInAgain(why, tone) {
  await api.signOut();
  element("who").hidden = true;
  app.forget();
  recovery.forget();
  stage("sign-in");
  restart(why, tone);
}

async function overview() {
  app.forget();
  recovery.forget();
  devices = await person().devices.list();
  await recovery.offer(devices);
  stage("choose");
  deviceList.list(devices, (device) => change(() => removal.ask(device, devices.length === 1)));
}

/** Begins a change of devices, for which the sign-in must be recent and with a device if there is one. */
async function change(ask) {
  if (mustShowFactor(devices)) {
    await signInAgain("To change your devices, sign in again with one you have.", "note");
    return;
  }
  stage("enrol");
  await ask();
}

async function done(what) {
  devices = await person().devices.list();
  stage("done");
  element("done-what").textContent = what;
  show("done");
}

const added = (what) => done(`${what} is ready. From now on you need it to sign in, so keep it with you.`);

/** A sign-in that is no longer fresh, or no longer there, is asked for again. */
async function recovered(failure) {
  const again = failure.status === 401 || failure.code === "AccessDenied";
  if (again) {
    await signInAgain(explain(failure));
  }
  return again;
}

async function signedIn(session) {
  arrived(session);
  await overview();
}

deviceList.prepare({
  app: () => change(() => app.ask(deviceList.freeName(devices, "app"))),
  key: () => change(() => key.ask(deviceList.freeName(devices, "key"))),
  fob: () => change(() => fob.ask()),
  done: () => done("You can go: nothing of you stays on this screen."),
});
app.prepare(added);
key.prepare(added);
fob.prepare(added);
removal.prepare(overview);
recovery.prepare(() => change(recovery.make));
for (const step of ["app-name", "app-codes", "key", "fob", "recovery", "remove"]) {
  onClick(element(`step-${step}`).querySelector("[data-back]"), overview);
}
onClick(element("more"), overview);
onClick(element("next-person"), leave);
onClick(element("leave"), leave);
// A page that comes back out of the browser's memory would show the last person's.
window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());

recoverBy(recovered);
stage("sign-in");
const start = () => begin(signedIn).catch((failure) => say(explain(failure)));
reader.whenPaired(start);
