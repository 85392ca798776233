// Row content shared by the baseline pages.
const URL_RE = /(https?:\/\/[^\s]+)/;
const esc = (s) => s.replace(/[&<>"]/g, (c) => ({'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'})[c]);
export const parts = (s) => s.split(URL_RE); // odd entries are links
export const linkHTML = (s) =>
  parts(s)
    .map((p, i) => (i % 2 ? `<a href="${esc(p)}">${esc(p)}</a>` : esc(p)))
    .join('');
export const rowHTML = (m) =>
  `<div class="row ${m.dir}" id="${m.id}"><div class="bubble"><div class="tx">${linkHTML(m.text)}</div>` +
  `<div class="meta">${m.time}${m.dir === 'out' ? ` <span class="st">${m.status}</span>` : ''}</div></div></div>`;
export const convHTML = (c) =>
  `<div class="conv" id="${c.id}"><div class="av">${esc(c.name[0])}</div><div class="nm">${esc(c.name)}</div>` +
  `<div class="tm">${c.time}</div><div class="pv">${esc(c.preview)}</div>${c.unread ? `<div class="ur">${c.unread}</div>` : '<div></div>'}</div>`;
export const bumped = (convs, id, m) => {
  const c = convs.find((x) => x.id === id);
  return [{...c, preview: m.text, time: m.time, ts: m.ts, unread: c.unread + 1}, ...convs.filter((x) => x !== c)];
};
export const app = () => document.getElementById('app');
export const nextFrame = () => new Promise((r) => requestAnimationFrame(r));
export const nearBottom = (s) => s.scrollHeight - s.scrollTop - s.clientHeight < 60;
