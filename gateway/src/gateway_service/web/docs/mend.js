// Loads a library that is no module, and mends what it draws.

import { h } from "/assets/shell/dom.js";

export function load(address) {
  return new Promise((resolve, reject) => document.head.append(h("script", { src: address, load: resolve, error: reject })));
}

// Applies a mend to every element that matches its selector, now and whenever something is drawn.
export function mend(root, mends) {
  const apply = () => {
    for (const [selector, change] of Object.entries(mends)) root.querySelectorAll(selector).forEach(change);
  };
  new MutationObserver(apply).observe(root, { childList: true, subtree: true });
}
