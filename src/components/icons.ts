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
export const selectIcon = icon(svg`<path d="M4 4h12v12H4zM7 10.2l2.1 2.1 4-4.4"/>`);
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
export const clockIcon = icon(svg`<circle cx="10" cy="10" r="6.8"/><path d="M10 6.2V10l2.6 1.6"/>`);
export const draftIcon = icon(svg`<path d="m4 16 .8-3.2 8.6-8.6 2.4 2.4-8.6 8.6zM11.6 6l2.4 2.4"/>`);
export const reopenIcon = icon(svg`<path d="M4.2 9.2A6 6 0 1 1 5 13M4 4.8v4.6h4.6"/>`);
