import {css} from 'lit';

export const threadSearchStyles = css`
  :host {
    display: block;
    flex: none;
    container-type: inline-size;
    contain-intrinsic-inline-size: 480px;
    max-inline-size: 100%;
    border-block-end: 1px solid var(--_color-border);
    background: var(--_color-surface);
  }

  .base {
    display: flex;
    flex-direction: column;
    gap: var(--_space-1);
    padding-block: var(--_space-2);
    padding-inline: var(--_space-3) var(--_space-2);
  }

  .line {
    display: flex;
    align-items: center;
    gap: var(--_space-1);
  }

  .field {
    display: flex;
    flex: 1;
    align-items: center;
    gap: var(--_space-2);
    min-inline-size: 0;
    margin-inline-end: var(--_space-1);
    padding-inline: var(--_space-3);
    border: 1px solid var(--_color-border-strong);
    border-radius: var(--_radius-m);
  }

  .field:has(:focus-visible) {
    border-color: transparent;
    outline: var(--_focus-ring);
    outline-offset: -1px;
  }

  input {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 34px;
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    unicode-bidi: plaintext;
    appearance: none;
  }

  /* The box around it shows the focus. */
  input:focus-visible {
    outline: none;
  }

  input::placeholder {
    color: var(--_color-text-muted);
    opacity: 1;
  }

  input::-webkit-search-cancel-button {
    display: none;
  }

  .position,
  .hint {
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
  }

  .position {
    position: relative;
    flex: none;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .icon[aria-disabled='true'] {
    opacity: 0.5;
    cursor: default;
  }

  .hint {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--_space-2);
    margin: 0;
  }

  .hint.failed {
    color: var(--_color-danger);
  }

  .hint button {
    font-size: inherit;
  }

  .hint button[aria-disabled='true'] {
    color: inherit;
    text-decoration: none;
    cursor: progress;
  }

  /* Three buttons for fingers leave little room beside them. */
  @container (inline-size < 340px) {
    .base {
      padding-inline: var(--_space-2) var(--_space-1);
    }

    .line {
      gap: 0;
    }

    .field {
      gap: var(--_space-1);
      padding-inline: var(--_space-2);
    }
  }

  @media (pointer: coarse) {
    /* Smaller text makes iOS zoom into the page. */
    input {
      min-block-size: 42px;
      font-size: max(16px, 1rem);
    }
  }

  @media (forced-colors: active) {
    .icon[aria-disabled='true'] {
      border-color: GrayText;
      color: GrayText;
      opacity: 1;
    }
  }
`;
