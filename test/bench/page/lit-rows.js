// Lit row templates shared by the lit-virtualizer and tanstack-lit baselines.
import {html, nothing} from 'lit';
import {parts} from './baseline.js';
export const rowT = (m) =>
  html`<div class="row ${m.dir}" id=${m.id}>
    <div class="bubble">
      <div class="tx">${parts(m.text).map((p, i) => (i % 2 ? html`<a href=${p}>${p}</a>` : p))}</div>
      <div class="meta">${m.time}${m.dir === 'out' ? html` <span class="st">${m.status}</span>` : nothing}</div>
    </div>
  </div>`;
export const convT = (c) =>
  html`<div class="conv" id=${c.id}>
    <div class="av">${c.name[0]}</div>
    <div class="nm">${c.name}</div>
    <div class="tm">${c.time}</div>
    <div class="pv">${c.preview}</div>
    ${c.unread ? html`<div class="ur">${c.unread}</div>` : html`<div></div>`}
  </div>`;
