"use strict";

for (const button of document.querySelectorAll("button")) {
  const said = document.getElementById(button.getAttribute("aria-describedby"));
  button.addEventListener("click", async () => {
    button.disabled = true;
    said.className = "";
    said.textContent = "running …";
    const begun = performance.now();
    try {
      const answer = await fetch(`${button.value}?scale=${document.getElementById("scale").value}`, { cache: "no-store" });
      await answer.text();
      said.className = answer.ok ? "" : "failed";
      said.textContent = `${answer.status} in ${((performance.now() - begun) / 1000).toFixed(3)} s`;
      const [, profile] = /\bprofile;desc="([0-9a-f]+)"/.exec(answer.headers.get("Server-Timing")) ?? [];
      if (profile) {
        const link = document.createElement("a");
        link.href = `PROFILES/${profile}`;
        link.textContent = "profile";
        said.append(", ", link);
      }
    } catch (e) {
      said.className = "failed";
      said.textContent = e.message;
    }
    button.disabled = false;
  });
}
