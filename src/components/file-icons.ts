import {svg} from 'lit';
import {icon} from './icons.js';

export const fileIcon = icon(svg`<path d="M5.5 3h6l3.5 3.5V17h-9.5zM11.5 3v3.5H15"/>`);
export const imageIcon = icon(
  svg`<path d="M3.5 4.5h13v11h-13zM3.5 13.5l4-4 3.5 3.5 2-2 3.5 3.5"/><circle cx="12.8" cy="8" r="1.1"/>`,
);
export const videoIcon = icon(svg`<path d="M3 5.5h9.5v9H3zM12.5 9l4.5-2.5v7L12.5 11"/>`);
export const audioIcon = icon(svg`<path d="M3.5 8.5v3m3.2-5.5v8M10 3.5v13m3.3-10.5v8m3.2-5.5v3"/>`);
export const linkIcon = icon(
  svg`<path d="m8.5 11.5 3-3M9.3 6.2l1.5-1.5a3.2 3.2 0 0 1 4.5 4.5l-1.5 1.5M10.7 13.8l-1.5 1.5a3.2 3.2 0 0 1-4.5-4.5l1.5-1.5"/>`,
);
