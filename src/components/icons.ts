import {svg, html, type TemplateResult} from 'lit';

/** One 20 × 20 drawing, stroked in the text colour. Decoration: the words beside it say what it means. */
export const icon = (paths: TemplateResult, mirrored = false): TemplateResult => html`
  <svg
    class=${mirrored ? 'svg-icon mirrored' : 'svg-icon'}
    viewBox="0 0 20 20"
    width="20"
    height="20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    ${paths}
  </svg>
`;

export const backIcon = icon(svg`<path d="M12 4.5 6.5 10l5.5 5.5"/>`, true);
export const searchIcon = icon(svg`<circle cx="9" cy="9" r="5.2"/><path d="m13 13 4 4"/>`);
export const closeIcon = icon(svg`<path d="m5.5 5.5 9 9m0-9-9 9"/>`);
export const starIcon = icon(
  svg`<path d="m10 3 2.1 4.4 4.8.6-3.5 3.3.9 4.8L10 13.8l-4.3 2.3.9-4.8L3.1 8l4.8-.6z" fill="currentColor"/>`,
);
export const archiveIcon = icon(svg`<path d="M3.5 4h13v3.5h-13zM4.8 7.5V16h10.4V7.5M8.2 10.5h3.6"/>`);
export const needsReplyIcon = icon(svg`<path d="M3.5 4.5h13v9H10l-3.5 3v-3h-3zM7 9v.1M10 9v.1M13 9v.1"/>`, true);
export const blockedIcon = icon(svg`<circle cx="10" cy="10" r="6.8"/><path d="m5.3 5.3 9.4 9.4"/>`);
export const questionIcon = icon(
  svg`<circle cx="10" cy="10" r="6.8"/><path d="M8 8a2 2 0 1 1 2.8 1.8c-.6.3-.8.7-.8 1.4M10 13.8v.1"/>`,
);
export const warningIcon = icon(svg`<path d="M10 3.5 17.2 16H2.8zM10 8.2v3.6M10 13.9v.1"/>`);
export const personIcon = icon(svg`<circle cx="10" cy="7" r="3.2"/><path d="M3.8 17a6.3 6.3 0 0 1 12.4 0"/>`);
export const groupIcon = icon(
  svg`<circle cx="7.5" cy="7.5" r="2.7"/><path d="M2.5 16a5 5 0 0 1 10 0M12.8 5.1a2.7 2.7 0 0 1 0 4.8M14.2 11.6A5 5 0 0 1 17.5 16"/>`,
);
export const conversationIcon = icon(
  svg`<path d="M4 4h12a1 1 0 0 1 1 1v7.5a1 1 0 0 1-1 1H9.5L6 16.5v-3H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1z"/>`,
);
export const newConversationIcon = icon(
  svg`<path d="M10 16.5H4.5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1h11a1 1 0 0 1 1 1v5M14.5 12.5v5M12 15h5"/>`,
);

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
export const copyIcon = icon(svg`<path d="M7 7h9.5v9.5H7zM4.8 13H3.5V3.5H13v1.3"/>`);
export const plusIcon = icon(svg`<path d="M10 4.5v11M4.5 10h11"/>`);
export const searchMessagesIcon = icon(
  svg`<path d="M17 8.5V5a1 1 0 0 0-1-1H4a1 1 0 0 0-1 1v7.5a1 1 0 0 0 1 1h2v3l2.5-2.2"/><circle cx="12.8" cy="12.4" r="2.8"/><path d="m14.9 14.5 2.6 2.6"/>`,
);

// Messages, and how far they got.
export const sendIcon = icon(svg`<path d="M3.5 10 16.5 4l-4 12.5-3-5.5zM9.5 11l7-7"/>`, true);
export const attachIcon = icon(
  svg`<path d="m15.5 9.5-5.6 5.6a3.4 3.4 0 0 1-4.8-4.8l6-6a2.3 2.3 0 0 1 3.2 3.2l-6 6a1.1 1.1 0 0 1-1.6-1.6l5.5-5.5"/>`,
);
export const clockIcon = icon(svg`<circle cx="10" cy="10" r="6.8"/><path d="M10 6.2V10l2.6 1.6"/>`);
export const checkIcon = icon(svg`<path d="m4.5 10.5 3.7 3.7 7.3-8"/>`);
export const doubleCheckIcon = icon(svg`<path d="m2.5 10.5 3.7 3.7 7.3-8M9.8 13l1.2 1.2 7-7.8"/>`);
export const downIcon = icon(svg`<path d="M10 4v12m-5-5 5 5 5-5"/>`);
export const acceptedIcon = icon(svg`<circle cx="10" cy="10" r="6.8"/><path d="m7 10.2 2.1 2.1 3.9-4.4"/>`);
export const readIcon = icon(
  svg`<path d="M2.5 10S5.2 5.2 10 5.2s7.5 4.8 7.5 4.8-2.7 4.8-7.5 4.8S2.5 10 2.5 10z"/><circle cx="10" cy="10" r="2.2"/>`,
);
export const draftIcon = icon(svg`<path d="m4 16 .8-3.2 8.6-8.6 2.4 2.4-8.6 8.6zM11.6 6l2.4 2.4"/>`);
export const reopenIcon = icon(svg`<path d="M4.2 9.2A6 6 0 1 1 5 13M4 4.8v4.6h4.6"/>`);

// Files.
export const fileIcon = icon(svg`<path d="M5.5 3h6l3.5 3.5V17h-9.5zM11.5 3v3.5H15"/>`);
export const imageIcon = icon(
  svg`<path d="M3.5 4.5h13v11h-13zM3.5 13.5l4-4 3.5 3.5 2-2 3.5 3.5"/><circle cx="12.8" cy="8" r="1.1"/>`,
);
export const videoIcon = icon(svg`<path d="M3 5.5h9.5v9H3zM12.5 9l4.5-2.5v7L12.5 11"/>`);
export const audioIcon = icon(svg`<path d="M3.5 8.5v3m3.2-5.5v8M10 3.5v13m3.3-10.5v8m3.2-5.5v3"/>`);
export const linkIcon = icon(
  svg`<path d="m8.5 11.5 3-3M9.3 6.2l1.5-1.5a3.2 3.2 0 0 1 4.5 4.5l-1.5 1.5M10.7 13.8l-1.5 1.5a3.2 3.2 0 0 1-4.5-4.5l1.5-1.5"/>`,
);
