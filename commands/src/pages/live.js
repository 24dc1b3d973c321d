
(() => {
  const news = document.getElementById("news");
  let tag = "";
  let failed = false;
  const merge = (page) => {
    let added = 0;
    for (const fresh of page.querySelectorAll("[data-live]")) {
      const old = document.getElementById(fresh.id);
      if (!old || old.isEqualNode(fresh)) continue;
      if (fresh.tagName !== "OL") {
        old.replaceWith(fresh);
        continue;
      }
      const known = new Map([...old.children].map((item) => [item.id, item]));
      const items = [...fresh.children].map((item) => {
        const before = known.get(item.id);
        if (before && before.isEqualNode(item)) return before;
        if (!before) {
          item.classList.add("new");
          added += 1;
        }
        return item;
      });
      old.replaceChildren(...items);
    }
    return added;
  };
  const look = async () => {
    if (document.hidden) return;
    const headers = tag ? { "if-none-match": tag } : {};
    const answer = await fetch(location.href, { headers, cache: "no-store", redirect: "error" });
    if (answer.status === 200) {
      tag = answer.headers.get("etag") ?? "";
      const added = merge(new DOMParser().parseFromString(await answer.text(), "text/html"));
      if (added) news.textContent = added === 1 ? "1 new entry" : `${added} new entries`;
      else if (failed) news.textContent = "Following again";
      failed = false;
    } else if (answer.status === 404) {
      news.textContent = "This page is not yours to see any more.";
      return "over";
    } else if (answer.status !== 304) {
      throw new Error(`status ${answer.status}`);
    }
  };
  const follow = async () => {
    try {
      if ((await look()) === "over") return;
    } catch {
      failed = true;
      news.textContent = "No connection: this page does not follow what happens. It goes on trying.";
    }
    setTimeout(follow, 3000);
  };
  document.addEventListener("visibilitychange", () => look().catch(() => {}));
  follow();
})();
