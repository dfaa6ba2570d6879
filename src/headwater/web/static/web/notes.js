// Private notes do not stay on a screen that nobody uses: when they close on the server, the page closes, too.
"use strict";
(() => {
  const after = Number(document.getElementById("notes").dataset.closesAfter);
  setTimeout(() => location.reload(), (after + 1) * 1000);
})();
