// A sign-in from its first step to its last, the same on every page.

import * as api from "./api.js";
import * as factor from "./step-factor.js";
import * as newPassword from "./step-new-password.js";
import * as password from "./step-password.js";
import { element, say, show } from "./page.js";

/** Starts over, with a word why. */
export function restart(why = "", tone = "bad") {
  for (const form of ["form-factor", "form-new-password"]) {
    element(form).reset();
  }
  element("password").value = "";
  show("password");
  say(why, tone);
}

/** Shows the page to whoever is signed in already, or asks who it is. */
export async function begin(onSignedIn) {
  const onStep = async (step) => {
    switch (step.status) {
      case "FACTOR_REQUIRED":
        factor.ask(step);
        break;
      case "PASSWORD_CHANGE_REQUIRED":
        newPassword.ask(step, password.claimedName());
        break;
      default:
        await onSignedIn(await api.session());
    }
  };
  const { account, signedIn } = await api.known();
  password.prepare(account, onStep);
  factor.prepare(onStep, restart);
  newPassword.prepare(onStep, restart);
  for (const id of ["step-factor", "step-new-password"]) {
    element(id).querySelector("[data-back]").addEventListener("click", () => restart());
  }
  if (signedIn) {
    await onSignedIn(await api.session());
  } else {
    restart();
  }
}
