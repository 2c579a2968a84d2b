// A security key: a name, then a touch.

import * as webauthn from "./webauthn.js";
import { element, onSubmit, show } from "./page.js";
import { person } from "./kiosk-session.js";

export function ask(name) {
  element("key-name").value = name;
  show("key");
  element("key-name").select();
}

export function prepare(onAdded) {
  onSubmit(element("form-key"), async () => {
    const { registration, publicKey } = await person().devices.newKey();
    const credential = await webauthn.register(publicKey);
    await person().devices.finishKey(registration, element("key-name").value, credential);
    await onAdded("Your security key");
  });
}
