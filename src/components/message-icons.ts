import {svg} from 'lit';
import {icon} from './icons.js';

// Messages, how far they got, and what they carry.
export const sendIcon = icon(svg`<path d="M3.5 10 16.5 4l-4 12.5-3-5.5zM9.5 11l7-7"/>`, true);
export const attachIcon = icon(
  svg`<path d="m15.5 9.5-5.6 5.6a3.4 3.4 0 0 1-4.8-4.8l6-6a2.3 2.3 0 0 1 3.2 3.2l-6 6a1.1 1.1 0 0 1-1.6-1.6l5.5-5.5"/>`,
);
export const checkIcon = icon(svg`<path d="m4.5 10.5 3.7 3.7 7.3-8"/>`);
export const doubleCheckIcon = icon(svg`<path d="m2.5 10.5 3.7 3.7 7.3-8M9.8 13l1.2 1.2 7-7.8"/>`);
export const downIcon = icon(svg`<path d="M10 4v12m-5-5 5 5 5-5"/>`);
export const acceptedIcon = icon(svg`<circle cx="10" cy="10" r="6.8"/><path d="m7 10.2 2.1 2.1 3.9-4.4"/>`);
export const readIcon = icon(
  svg`<path d="M2.5 10S5.2 5.2 10 5.2s7.5 4.8 7.5 4.8-2.7 4.8-7.5 4.8S2.5 10 2.5 10z"/><circle cx="10" cy="10" r="2.2"/>`,
);
export const fileIcon = icon(svg`<path d="M5.5 3h6l3.5 3.5V17h-9.5zM11.5 3v3.5H15"/>`);
export const imageIcon = icon(
  svg`<path d="M3.5 4.5h13v11h-13zM3.5 13.5l4-4 3.5 3.5 2-2 3.5 3.5"/><circle cx="12.8" cy="8" r="1.1"/>`,
);
export const videoIcon = icon(svg`<path d="M3 5.5h9.5v9H3zM12.5 9l4.5-2.5v7L12.5 11"/>`);
export const audioIcon = icon(svg`<path d="M3.5 8.5v3m3.2-5.5v8M10 3.5v13m3.3-10.5v8m3.2-5.5v3"/>`);
export const linkIcon = icon(
  svg`<path d="m8.5 11.5 3-3M9.3 6.2l1.5-1.5a3.2 3.2 0 0 1 4.5 4.5l-1.5 1.5M10.7 13.8l-1.5 1.5a3.2 3.2 0 0 1-4.5-4.5l1.5-1.5"/>`,
);
export const savedIcon = icon(svg`<path d="M6 3.5h8v13l-4-3-4 3z"/>`);
