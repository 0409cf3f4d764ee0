/* Drag and drop, and a progress bar for slow lines. Without it the form works just the same. */
"use strict";

(() => {
    const form = document.getElementById("send-form");
    const input = form && form.querySelector("input[type=file]");
    if (!input || !window.FormData) {
        return;
    }
    const drop = document.getElementById("drop");
    const row = document.getElementById("progress");
    const bar = document.getElementById("progress-bar");
    const told = document.getElementById("progress-told");
    const chosen = document.getElementById("chosen");
    const button = form.querySelector("button[type=submit]");
    document.documentElement.classList.add("with-script");

    const tell = (text) => {
        row.hidden = false;
        told.textContent = text;
    };

    const list = () => {
        chosen.replaceChildren(
            ...Array.from(input.files, (file) => {
                const item = document.createElement("li");
                item.textContent = `${file.name} (${Math.ceil(file.size / 1024).toLocaleString(document.documentElement.lang)} KiB)`;
                return item;
            })
        );
        chosen.hidden = input.files.length < 2;
    };

    const over = (is) => (event) => {
        event.preventDefault();
        drop.classList.toggle("over", is);
    };

    const stop = (text) => {
        button.disabled = false;
        bar.hidden = true;
        tell(text);
        told.classList.add("errornote");
    };

    drop.addEventListener("dragover", over(true));
    drop.addEventListener("dragleave", over(false));
    drop.addEventListener("drop", (event) => {
        over(false)(event);
        if (event.dataTransfer.files.length) {
            input.files = event.dataTransfer.files;
            list();
        }
    });
    input.addEventListener("change", list);

    form.addEventListener("submit", (event) => {
        event.preventDefault();
        const request = new XMLHttpRequest();
        request.upload.addEventListener("progress", (step) => {
            const percent = step.lengthComputable ? Math.floor((100 * step.loaded) / step.total) : 0;
            bar.value = percent;
            tell(percent < 100 ? `${form.dataset.sending} ${percent} %` : form.dataset.checking);
        });
        request.addEventListener("load", () => {
            let answer = {};
            try {
                answer = JSON.parse(request.responseText);
            } catch (error) {
                // Not ours: a proxy's page, or a sign-in that has ended. The plain way shows it.
                form.submit();
                return;
            }
            if (answer.next) {
                window.location.assign(answer.next);
            } else {
                stop((answer.errors || [form.dataset.broken]).join(" "));
            }
        });
        request.addEventListener("error", () => stop(form.dataset.broken));
        request.open("POST", form.action || window.location.href);
        request.setRequestHeader("Accept", "application/json");
        told.classList.remove("errornote");
        bar.hidden = false;
        bar.value = 0;
        button.disabled = true;
        tell(form.dataset.sending);
        request.send(new FormData(form));
    });

    // Back to the page by the browser's button: it must be usable again.
    window.addEventListener("pageshow", () => {
        button.disabled = false;
    });
})();
