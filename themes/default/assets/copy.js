// Puts a button before each text that is there to be taken elsewhere. Without scripts it can be selected.

"use strict";

for (const text of document.querySelectorAll(".cite pre")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(text);
    }
  });
  text.before(button);
}
