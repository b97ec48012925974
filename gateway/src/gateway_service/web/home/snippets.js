// Commands and configuration to copy.

import { h } from "/assets/shell/dom.js";

// Where agents reach the MCP service: the configured address, or the port of MCP on the host of this page.
export function agentAddress() {
  const { mcpUrl, mcpPort } = document.body.dataset;
  const base = mcpUrl || `${location.protocol}//${location.hostname}:${mcpPort}`;
  return base.endsWith("/mcp") ? base : `${base.replace(/\/$/, "")}/mcp`;
}

export function snippet(title, text) {
  const button = h("button", { type: "button", "aria-label": `Copy: ${title}` }, "Copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Press Ctrl+C";
      getSelection().selectAllChildren(code);
    }
    setTimeout(() => (button.textContent = "Copy"), 2000);
  });
  const code = h("pre", { tabindex: 0, "aria-label": title }, h("code", {}, text));
  return h("div", { class: "code" }, h("div", { class: "spread" }, h("h3", {}, title), button), code);
}
