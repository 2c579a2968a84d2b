// An authenticator app: a name, a picture to scan, two codes.

import { nextName } from "./kiosk-devices.js";
import { digits, element, onSubmit, refuse, say, show } from "./page.js";
import { person } from "./kiosk-session.js";

let serial;

/** The picture and the key are secrets: they go when the step does. */
export function forget() {
  element("app-qr").removeAttribute("src");
  element("app-secret").textContent = "";
  element("step-app-codes").querySelector("details").open = false;
  element("form-app-codes").reset();
}

export function ask(name) {
  forget();
  element("app-name").value = name;
  show("app-name");
  element("app-name").select();
}

/** Names of apps are the whole account's, those that were begun and left included. */
async function create(name) {
  try {
    return await person().devices.newApp(name.value);
  } catch (failure) {
    if (failure.code !== "EntityAlreadyExists") {
      throw failure;
    }
    const taken = name.value;
    name.value = nextName(taken);
    name.select();
    say(`The name ${taken} is taken. Use this one, or choose another.`);
    return undefined;
  }
}

export function prepare(onAdded) {
  onSubmit(element("form-app-name"), async () => {
    const app = await create(element("app-name"));
    if (app === undefined) {
      return;
    }
    serial = app.serial;
    element("app-qr").src = `data:image/png;base64,${app.qr}`;
    element("app-secret").textContent = app.secret.match(/.{1,4}/g).join(" ");
    show("app-codes");
  });
  onSubmit(element("form-app-codes"), async () => {
    const [code1, code2] = [element("app-code1"), element("app-code2")];
    if (digits(code1) === digits(code2)) {
      refuse(code2, "That is the same code twice. Wait until the app shows the next one.");
      return;
    }
    try {
      await person().devices.enable(serial, digits(code1), digits(code2));
    } catch (failure) {
      element("form-app-codes").reset();
      code1.focus();
      throw failure;
    }
    forget();
    await onAdded("Your authenticator app");
  });
}
