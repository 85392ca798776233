import {svg} from 'lit';
import {icon} from '../icons.js';

// What is done to a conversation.
export const moreIcon = icon(
  svg`<circle cx="10" cy="4.8" r="0.9" fill="currentColor"/><circle cx="10" cy="10" r="0.9" fill="currentColor"/><circle cx="10" cy="15.2" r="0.9" fill="currentColor"/>`,
);
export const detailsIcon = icon(svg`<circle cx="10" cy="10" r="6.8"/><path d="M10 9.3v4M10 6.6v.1"/>`);
export const starOutlineIcon = icon(
  svg`<path d="m10 3 2.1 4.4 4.8.6-3.5 3.3.9 4.8L10 13.8l-4.3 2.3.9-4.8L3.1 8l4.8-.6z"/>`,
);
export const inboxIcon = icon(svg`<path d="M3.5 11 5.6 4.5h8.8l2.1 6.5v5h-13zM3.5 11h3.8l1 2h3.4l1-2h3.8"/>`);
export const deleteIcon = icon(svg`<path d="M4 5.5h12M8 5.5V4h4v1.5M5.5 5.5l.7 11h7.6l.7-11M8.5 8.5v5m3-5v5"/>`);
export const closedIcon = icon(svg`<path d="M4 4.5h12v11H4zM7 10.2l2.1 2.1 4-4.4"/>`);
export const searchMessagesIcon = icon(
  svg`<path d="M17 8.5V5a1 1 0 0 0-1-1H4a1 1 0 0 0-1 1v7.5a1 1 0 0 0 1 1h2v3l2.5-2.2"/><circle cx="12.8" cy="12.4" r="2.8"/><path d="m14.9 14.5 2.6 2.6"/>`,
);
export const unreadIcon = icon(
  svg`<path d="M11 4.5H3.5v11h13V9"/><circle cx="15.5" cy="5" r="2.2" fill="currentColor"/>`,
);
export const dateIcon = icon(svg`<path d="M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5"/>`);
export const commandsIcon = icon(svg`<path d="M2.5 5.5h15v9h-15zM5.5 8.5v.1m3-.1v.1m3-.1v.1m3-.1v.1M6.5 11.7h7"/>`);
export const exportIcon = icon(svg`<path d="M10 3.5v8.5M6.8 9l3.2 3.2L13.2 9M4 13v3.5h12V13"/>`);
