/* Buttons that print or copy recovery codes. Without it the browser's own menu does the same. */
"use strict";

(() => {
    const print = document.getElementById("print-codes");
    const copy = document.getElementById("copy-codes");
    print.hidden = false;
    print.addEventListener("click", () => window.print());
    if (!navigator.clipboard) {
        return;
    }
    copy.hidden = false;
    copy.addEventListener("click", async () => {
        const codes = Array.from(document.querySelectorAll("#codes code"), (code) => code.textContent);
        await navigator.clipboard.writeText(`${codes.join("\n")}\n`);
        copy.textContent = copy.dataset.done;
    });
})();
