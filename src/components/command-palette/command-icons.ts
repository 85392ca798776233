import {svg, type TemplateResult} from 'lit';
import {archiveIcon, conversationIcon, draftIcon, icon, personIcon, selectIcon, starIcon} from '../icons.js';
import {savedIcon} from '../message-icons.js';
import type {CommandId} from './commands.js';

export const lensIcon = icon(svg`<circle cx="8.8" cy="8.8" r="5"/><path d="m12.6 12.6 4 4"/>`);
const plusIcon = icon(svg`<path d="M10 4.5v11M4.5 10h11"/>`);
const keyboardIcon = icon(svg`<path d="M2.5 5.5h15v9h-15zM5.5 8.5v.1m3-.1v.1m3-.1v.1m3-.1v.1M6.5 11.7h7"/>`);
const calendarIcon = icon(svg`<path d="M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5"/>`);
const downIcon = icon(svg`<path d="M10 4v12m-4.5-4.5L10 16l4.5-4.5"/>`);
const upIcon = icon(svg`<path d="M10 16V4M5.5 8.5 10 4l4.5 4.5"/>`);
const unreadIcon = icon(svg`<path d="M11 4.5H3.5v11h13V9"/><circle cx="15.5" cy="5" r="2.2" fill="currentColor"/>`);
const doneIcon = icon(svg`<path d="M4 4.5h12v11H4zM7 10.2l2.1 2.1 4-4.4"/>`);
const listIcon = icon(svg`<path d="M7.5 5.5H17M7.5 10H17M7.5 14.5H17M3.5 5.5v.1m0 4.4v.1m0 4.4v.1"/>`);
const copyIcon = icon(svg`<path d="M7 7h9.5v9.5H7zM4.8 13H3.5V3.5H13v1.3"/>`);
const callIcon = icon(
  svg`<path d="M6.5 3.5 8.2 7.2 6.4 8.8a9 9 0 0 0 4.8 4.8l1.6-1.8 3.7 1.7v2.3a1.2 1.2 0 0 1-1.3 1.2A12.6 12.6 0 0 1 3 4.8a1.2 1.2 0 0 1 1.2-1.3z"/>`,
);
const sendIcon = icon(svg`<path d="M3.5 10h9M9 6l4 4-4 4M16.5 4.5v11"/>`, true);

/** The sign of each command. */
export const COMMAND_ICONS: Readonly<Record<CommandId, TemplateResult>> = {
  palette: lensIcon,
  shortcuts: keyboardIcon,
  back: upIcon,
  next: downIcon,
  previous: upIcon,
  'next-unread': unreadIcon,
  'reply-and-next': sendIcon,
  'archive-and-next': archiveIcon,
  'close-and-next': doneIcon,
  star: starIcon,
  unread: unreadIcon,
  search: lensIcon,
  select: selectIcon,
  'search-messages': lensIcon,
  'go-to-date': calendarIcon,
  'saved-replies': savedIcon,
  'focus-list': listIcon,
  'focus-messages': conversationIcon,
  'focus-reply': draftIcon,
  details: personIcon,
  'copy-number': copyIcon,
  call: callIcon,
  start: plusIcon,
};
