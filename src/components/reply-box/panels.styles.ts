import {css} from 'lit';

/** What stands around the field or in its place: the blocked panel, the error line, attached media, the numbers. */
export const panelStyles = css`
  .blocked,
  .error {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: var(--_space-2) var(--_space-3);
    padding: var(--_space-3);
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-m);
    background: var(--_color-surface-sunken);
  }

  .blocked-icon,
  .error-icon {
    display: flex;
    flex: none;
    color: var(--_color-text-muted);
  }

  .blocked-words,
  .error-words {
    flex: 1 1 12em;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .blocked-title,
  .error-title {
    font-weight: 600;
  }

  .blocked-facts,
  .blocked-kept,
  .error-detail {
    margin-block-start: var(--_space-1);
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
  }

  .error-detail {
    color: inherit;
  }

  .kept-text {
    overflow-y: auto;
    max-block-size: 4lh;
    margin-block-start: var(--_space-1);
    border-radius: var(--_radius-s);
    white-space: pre-wrap;
    user-select: text;
  }

  .recheck {
    align-self: center;
  }

  .recheck[aria-disabled='true'] {
    color: var(--_color-text-muted);
    cursor: progress;
  }

  .error {
    flex-wrap: nowrap;
    margin-block-end: var(--_space-1);
    padding-block: var(--_space-2);
    padding-inline: var(--_space-3) var(--_space-1);
    border-color: transparent;
    background: var(--_color-danger-surface);
  }

  .error-icon {
    padding-block-start: 1px;
  }

  .error-icon,
  .error-title {
    color: var(--_color-danger);
  }

  .error.doubtful {
    background: var(--_color-warning-surface);
  }

  .doubtful .error-icon,
  .doubtful .error-title {
    color: var(--_color-warning);
  }

  .error .icon {
    margin-block: calc(-1 * var(--_space-1));
    color: inherit;
  }

  .error .icon:hover {
    background: color-mix(in srgb, currentcolor 10%, transparent);
  }

  .from {
    display: flex;
    min-inline-size: 0;
    align-items: center;
    min-block-size: 28px;
    gap: var(--_space-2);
    padding-inline: var(--_space-3);
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    column-gap: var(--_space-2);
  }

  .options {
    flex: 1 1 10em;
    min-inline-size: 0;
  }

  .options[open] {
    flex-basis: 100%;
  }

  .options,
  .notes {
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
  }

  p.notes,
  .options {
    padding-inline: var(--_space-3);
  }

  summary {
    min-block-size: 28px;
    line-height: 28px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    cursor: pointer;
  }

  summary .notes {
    margin-inline-start: var(--_space-2);
    unicode-bidi: plaintext;
  }

  .option-list {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-1) var(--_space-4);
    padding-block: var(--_space-1);
  }

  .option {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    min-block-size: 28px;
    color: var(--_color-text);
  }

  .option :is(select, input) {
    margin: 0;
    font: inherit;
  }

  .quoted {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .from label {
    flex: none;
  }

  .from select {
    min-inline-size: 0;
    min-block-size: 28px;
    margin: 0;
    padding-block: 0;
    padding-inline: var(--_space-1);
    border: 1px solid transparent;
    border-radius: var(--_radius-s);
    background: none;
    color: var(--_color-text);
    font: inherit;
    text-overflow: ellipsis;
    cursor: pointer;
  }

  .from select:hover {
    background: var(--_color-surface-hover);
  }

  .from option {
    background: var(--_color-surface);
    color: var(--_color-text);
  }

  .note .link {
    font-size: inherit;
    vertical-align: baseline;
  }

  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-1);
    margin-block: 0 var(--_space-1);
    margin-inline: 0;
    padding: 0;
    /* With no style at all, Safari forgets that it is a list. */
    list-style-type: '';
  }

  .chip {
    display: inline-flex;
    align-items: center;
    gap: var(--_space-1);
    max-inline-size: 100%;
    padding-inline-start: var(--_space-2);
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-full);
    background: var(--_color-surface-sunken);
    font-size: var(--_font-size-small);
  }

  .chip .svg-icon {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
  }

  .thumbnail {
    flex: none;
    inline-size: 36px;
    block-size: 36px;
    margin-inline-start: calc(-1 * var(--_space-1));
    border-radius: var(--_radius-s);
    object-fit: cover;
  }

  .chip:has(.thumbnail) {
    padding-block: 2px;
    border-radius: var(--_radius-m);
  }

  .chip.failed {
    border-color: var(--_color-danger);
    color: var(--_color-danger);
  }

  .chip-name {
    min-inline-size: 0;
    max-inline-size: 16em;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .chip:has(p) .chip-name {
    flex: none;
    max-inline-size: 30cqi;
    font-weight: 600;
  }

  .chip .icon {
    inline-size: 28px;
    min-block-size: 28px;
  }

  .media-entry {
    display: flex;
    flex-direction: column;
    gap: var(--_space-1);
    margin-block-end: var(--_space-1);
    padding: var(--_space-2) var(--_space-3) var(--_space-3);
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-m);
    background: var(--_color-surface-sunken);
  }

  .media-entry label {
    font-size: var(--_font-size-small);
    font-weight: 500;
  }

  .media-controls {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
  }

  .media-controls input {
    flex: 1 1 12em;
    min-inline-size: 0;
    min-block-size: var(--_control);
    margin: 0;
    padding-inline: var(--_space-3);
    border: 1px solid var(--_color-border-strong);
    border-radius: var(--_radius-m);
    background: var(--_color-surface);
    color: inherit;
    font: inherit;
  }

  .media-controls input::placeholder {
    color: var(--_color-text-muted);
    opacity: 1;
  }

  .media-controls input[aria-invalid='true'] {
    border-color: var(--_color-danger);
  }

  .media-error {
    color: var(--_color-danger);
    font-size: var(--_font-size-small);
  }

  @media (pointer: coarse) {
    .chip .icon {
      inline-size: 44px;
      min-block-size: 44px;
    }

    /* Smaller text makes iOS zoom into the page. */
    .media-controls input,
    .from select {
      font-size: max(16px, 1rem);
    }

    .from,
    .from select {
      min-block-size: 44px;
    }
  }

  @media (forced-colors: active) {
    .error {
      border-color: CanvasText;
    }
  }
`;
