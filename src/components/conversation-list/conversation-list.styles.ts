import {css} from 'lit';

export const conversationListStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    block-size: 100%;
    /* Where nothing else bounds it. */
    max-block-size: 100dvh;
    min-block-size: 0;
    background: var(--_color-surface);
  }

  p {
    margin: 0;
  }

  .header {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    /* In a low place it scrolls, before it takes the room of the last row. */
    flex: 0 1 auto;
    min-block-size: 0;
    overflow: hidden auto;
    border-block-end: 1px solid var(--_color-border);
    background: var(--_color-surface);
  }

  .header.bare {
    border-block-end-color: transparent;
  }

  /* In a low place of an inbox, what can be done to those that are chosen goes before the search. */
  @container (block-size < 440px) {
    .header {
      display: flex;
      flex-direction: column;
    }

    .header > * {
      flex: none;
    }

    parlor-bulk-actions {
      order: -1;
      padding-block-start: var(--_space-2);
    }
  }

  .tools {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--_space-2);
    padding-block: var(--_space-3);
    padding-inline: var(--_space-4);
  }

  .search {
    position: relative;
    display: block;
  }

  .search-sign {
    position: absolute;
    inset-block: 0;
    inset-inline-start: var(--_space-3);
    display: flex;
    align-items: center;
    color: var(--_color-text-muted);
    pointer-events: none;
  }

  .search-sign svg {
    inline-size: 18px;
    block-size: 18px;
  }

  input {
    inline-size: 100%;
    min-block-size: 36px;
    margin: 0;
    padding-block: var(--_space-1);
    padding-inline: calc(var(--_space-3) + 26px) 36px;
    border: 1px solid var(--_color-border-strong);
    border-radius: var(--_radius-m);
    background: var(--_color-surface);
    color: inherit;
    font: inherit;
    text-align: start;
    /* The text has a direction of its own; the field and its signs do not turn with it. */
    unicode-bidi: plaintext;
    appearance: none;
  }

  input::placeholder {
    color: var(--_color-text-muted);
    opacity: 1;
  }

  input::-webkit-search-cancel-button {
    display: none;
  }

  input:focus-visible {
    border-color: transparent;
    outline-offset: -1px;
  }

  .search .clear {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 2px;
    inline-size: 32px;
    min-block-size: 32px;
    block-size: 32px;
    margin-block: auto;
  }

  .hint {
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
  }

  .hint,
  .filters {
    grid-column: 1 / -1;
  }

  .filters {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-1) 6px;
  }

  .filter {
    min-block-size: 28px;
    padding-block: 0;
    border-radius: var(--_radius-full);
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
    white-space: nowrap;
  }

  select {
    justify-self: start;
    max-inline-size: 100%;
    padding-inline: var(--_space-2);
    border: 1px solid var(--_color-border);
    background: var(--_color-surface);
    font: inherit;
    text-overflow: ellipsis;
  }

  .tools > [aria-pressed='true'],
  .filter[aria-pressed='true'],
  .filter[aria-pressed='true']:hover {
    border-color: var(--_color-accent);
    background: var(--_color-accent);
    color: var(--_color-on-accent);
  }

  .missing {
    display: flex;
    gap: var(--_space-2);
    margin: 0;
    padding: var(--_space-2) var(--_space-4);
    color: var(--_color-warning);
    font-size: var(--_font-size-small);
  }

  .missing svg {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
  }

  .unsent {
    display: flex;
    padding-block-end: var(--_space-2);
    padding-inline: var(--_space-4);
  }

  .unsent:first-of-type {
    padding-block-start: var(--_space-2);
  }

  .unsent-chip {
    gap: 6px;
    min-block-size: 30px;
    max-inline-size: 100%;
    padding-block: 0;
    padding-inline: var(--_space-2) var(--_space-3);
    border-color: transparent;
    border-radius: var(--_radius-full);
    background: var(--_color-danger-surface);
    color: var(--_color-danger);
    font-size: var(--_font-size-small);
    font-weight: 600;
  }

  .unsent-chip:hover {
    border-color: currentColor;
    background: var(--_color-danger-surface);
  }

  .unsent-chip svg {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
  }

  /* Takes no room of its own: a list that is read again must not jump. */
  .progress {
    position: absolute;
    inset-block-end: 0;
    inset-inline: 0;
    block-size: 2px;
    overflow: hidden;
  }

  .progress::before {
    content: '';
    display: block;
    inline-size: 40%;
    block-size: 100%;
    background: var(--_color-accent);
    animation: progress 1.2s ease-in-out infinite alternate;
  }

  .scroller {
    position: relative;
    flex: 1 0 min(var(--_row-size), 60%);
    min-block-size: min(var(--_row-size), 60%);
    overflow-y: auto;
    overscroll-behavior: contain;
    /* The list holds its rows itself, the same in every browser. */
    overflow-anchor: none;
  }

  .rows {
    position: relative;
    outline: none;
  }

  /* Each at its own place, since those out of sight are not drawn. */
  .row {
    position: absolute;
    inset-inline: 0;
    block-size: var(--_row-size);
    cursor: pointer;
    user-select: none;
    -webkit-user-select: none;
    -webkit-tap-highlight-color: transparent;
  }

  /* Without script nothing gives them a place, nor the list a height: one after another. */
  .rows:not([style]) .row {
    position: relative;
  }

  .selecting parlor-conversation-item {
    padding-inline-start: 36px;
  }

  .selecting .row::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: var(--_space-4);
    z-index: 1;
    inline-size: 20px;
    block-size: 20px;
    margin-block: auto;
    border: 1.5px solid var(--_color-border-strong);
    border-radius: var(--_radius-s);
    color: var(--_color-on-accent);
    line-height: 18px;
    text-align: center;
  }

  .selecting [aria-selected='true']::before {
    content: '✓' / '';
    border-color: var(--_color-accent);
    background: var(--_color-accent);
  }

  /* Above the row's own background. */
  .rows:focus-visible .row.active::after {
    content: '';
    position: absolute;
    inset: 2px;
    border-radius: var(--_radius-s);
    outline: var(--_focus-ring);
    pointer-events: none;
  }

  /* Reaches up from the end, so that the next page is asked for before the reader gets there. */
  .near-end {
    position: absolute;
    inset-block-end: 0;
    inset-inline-start: 0;
    inline-size: 1px;
    block-size: min(calc(6 * var(--_row-size)), 100%);
    pointer-events: none;
  }

  .more,
  .notice {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: var(--_space-2);
    padding: var(--_space-3) var(--_space-4);
    text-align: center;
  }

  .more p,
  .notice p {
    color: var(--_color-danger);
    font-size: var(--_font-size-small);
  }

  .notice {
    background: var(--_color-danger-surface);
  }

  button[aria-disabled='true'] {
    color: var(--_color-text-muted);
    cursor: progress;
  }

  @keyframes progress {
    from {
      margin-inline-start: -10%;
    }

    to {
      margin-inline-start: 70%;
    }
  }

  @media (pointer: coarse) {
    input {
      min-block-size: 44px;
      padding-inline-end: 46px;
      /* Below 16 px a phone zooms in on focus. */
      font-size: max(16px, var(--_font-size));
    }

    .search .clear {
      inline-size: 44px;
      min-block-size: 44px;
      block-size: 44px;
    }

    .filter,
    .unsent-chip {
      min-block-size: 44px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .progress::before {
      animation: none;
    }

    .progress::before {
      inline-size: 100%;
    }
  }

  @media (forced-colors: active) {
    .unsent-chip {
      border-color: ButtonBorder;
    }

    .selecting [aria-selected='true']::before,
    .filter[aria-pressed='true'],
    .filter[aria-pressed='true']:hover {
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
