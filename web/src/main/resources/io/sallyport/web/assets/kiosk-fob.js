// A fob: what is printed on its back, and two codes.

import { digits, element, onSubmit, refuse, show } from "./page.js";
import { person } from "./kiosk-session.js";

export function ask() {
  element("form-fob").reset();
  show("fob");
}

export function prepare(onAdded) {
  onSubmit(element("form-fob"), async () => {
    const [code1, code2] = [element("fob-code1"), element("fob-code2")];
    if (digits(code1) === digits(code2)) {
      refuse(code2, "That is the same code twice. Wait for the next one.");
      return;
    }
    await person().devices.addFob(element("fob-serial").value.trim(), digits(code1), digits(code2));
    element("form-fob").reset();
    await onAdded("Your fob");
  });
}
