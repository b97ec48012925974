// Ends e-mails with the link of one. It takes a click, because mail filters open every link.

import { find, h } from "/assets/shell/dom.js";
import { post } from "/assets/shell/http.js";
import { fill } from "/assets/shell/states.js";

const token = decodeURIComponent(location.pathname.split("/").pop());
const button = find("#unsubscribe");

async function unsubscribe() {
  const { data } = await post("/api/v1/notifications/unsubscribe", { token });
  find("#question").hidden = true;
  button.hidden = true;
  find("#title").textContent = "No more e-mails";
  const inbox = h("a", { href: "/inbox" }, "in your inbox");
  return h("p", {}, `You get no more e-mails of this kind: ${data.about}. You can switch them on again `, inbox, ".");
}

button.addEventListener("click", () => fill(find("#answer"), unsubscribe));
