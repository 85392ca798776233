import {svg} from 'lit';
import {icon} from '../icons.js';

// What is done to a message.
export const replyIcon = icon(svg`<path d="M8.5 5 4 9.5 8.5 14M4 9.5h7.5a4.5 4.5 0 0 1 4.5 4.5v1"/>`, true);
export const reactIcon = icon(
  svg`<circle cx="10" cy="10" r="6.8"/><path d="M7.3 11.6a3.3 3.3 0 0 0 5.4 0M7.6 8v.1M12.4 8v.1"/>`,
);
export const copyIcon = icon(svg`<path d="M7.5 7.5h9v9h-9zM4.5 12.5h-1v-9h9v1"/>`);
export const detailsIcon = icon(svg`<circle cx="10" cy="10" r="6.8"/><path d="M10 9.3v4M10 6.6v.1"/>`);
