// Applies the chosen theme before the first paint. Without a choice, the page follows the system.
(() => {
  try {
    const theme = localStorage.getItem("altsports.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is blocked: the page follows the system.
  }
})();
