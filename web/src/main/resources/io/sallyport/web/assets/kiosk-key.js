// A security key: a name, then a touch. Where the machine has a key reader of ours, it is plugged in, touched and tried.

import * as reader from "./key-reader.js";
import * as webauthn from "./webauthn.js";
import { element, onSubmit, show } from "./page.js";
import { person } from "./kiosk-session.js";

let byReader = false;

export async function ask(name) {
  byReader = await reader.isThere();
  element("key-by-reader").hidden = !byReader;
  element("key-by-browser").hidden = byReader;
  element("key-name").value = name;
  element("key-passkey").checked = false;
  show("key");
  element("key-name").select();
}

export function prepare(onAdded) {
  onSubmit(element("form-key"), async () => {
    const { devices } = person();
    const name = element("key-name").value;
    const { registration, publicKey } = await devices.newKey(element("key-passkey").checked);
    if (byReader) {
      show("reader");
      try {
        const { credential, proven } = await reader.enrol(registration, (made) => devices.proveKey(registration, made));
        await devices.finishKey(registration, name, credential, proven);
      } catch (failure) {
        await ask(name);
        throw failure;
      }
    } else {
      await devices.finishKey(registration, name, await webauthn.register(publicKey));
    }
    await onAdded("Your security key");
  });
  reader.prepare();
}
