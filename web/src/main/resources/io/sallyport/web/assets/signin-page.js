import * as api from "./api.js";
import { begin } from "./sign-in.js";
import { element, explain, onClick, say, show } from "./page.js";

function signedIn(session) {
  element("signed-in-arn").textContent = session.arn;
  element("signed-in-account").textContent =
    session.accountName === session.account ? session.account : `${session.accountName} (${session.account})`;
  element("signed-in-mfa").textContent =
    session.mfa === null
      ? "None: by password alone"
      : session.mayOnlyEnrol
        ? "Recovery code"
        : `${session.mfa.method.toUpperCase()}, ${session.mfa.serial}`;
  element("signed-in-enrol").hidden = !session.mayOnlyEnrol;
  show("signed-in");
}

onClick(element("sign-out"), async () => {
  await api.signOut();
  window.location.replace("/signin");
});

begin(signedIn).catch((failure) => say(explain(failure)));
