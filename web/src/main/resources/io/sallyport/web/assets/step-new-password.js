// The third step, where the password was good for one sign-in only.

import * as api from "./api.js";
import { element, explain, onSubmit, refuse, say, show } from "./page.js";

let signin;

export function ask(step, userName) {
  signin = step.signin;
  element("form-new-password").reset();
  element("new-password-user").value = userName;
  show("new-password");
}

export function prepare(onStep, onLost) {
  onSubmit(element("form-new-password"), async () => {
    const password = element("new-password");
    const again = element("new-password-again");
    if (password.value !== again.value) {
      refuse(again, "The two passwords are not the same.");
      return;
    }
    let next;
    try {
      next = await api.withNewPassword(signin, password.value);
    } catch (failure) {
      if (failure.status === 404) {
        onLost(explain(failure));
        return;
      }
      say(explain(failure));
      password.focus();
      return;
    }
    element("form-new-password").reset();
    await onStep(next);
  });
}
