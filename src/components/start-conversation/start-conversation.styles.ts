import {css} from 'lit';

export const startConversationStyles = css`
  :host {
    --_dialog-size: 480px;

    display: contents;
  }

  dialog[open] {
    display: flex;
    flex-direction: column;
  }

  form {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }

  .header,
  .footer {
    flex: none;
    padding-inline: var(--_space-5);
  }

  .header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space-2);
    padding-block: var(--_space-4) var(--_space-2);
  }

  .header .icon {
    margin-inline-end: calc(-1 * var(--_space-2));
  }

  .body {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: var(--_space-3);
    min-block-size: 96px;
    padding-block: var(--_space-2);
    padding-inline: var(--_space-5);
    overflow-y: auto;
    overscroll-behavior: contain;
  }

  .footer {
    display: flex;
    flex-direction: column;
    padding-block: var(--_space-3) var(--_space-4);
  }

  .footer .notice {
    margin-block-end: var(--_space-3);
  }

  .footer-buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: var(--_space-2);
  }

  textarea {
    min-block-size: calc(3lh + 16px);
  }

  .kinds {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-1) var(--_space-4);
  }

  .kind,
  .recipient {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    min-block-size: 32px;
    cursor: pointer;
  }

  .recipients {
    display: flex;
    flex-direction: column;
    max-block-size: 13.5em;
    padding-block: var(--_space-1);
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-m);
    overflow-y: auto;
    overscroll-behavior: contain;
  }

  .recipients.wrong {
    border-color: var(--_color-danger);
  }

  .recipient {
    flex: none;
    gap: var(--_space-3);
    padding-block: var(--_space-1);
    padding-inline: var(--_space-3);
  }

  .recipient:hover {
    background: var(--_color-surface-hover);
  }

  .recipient:has(:checked) {
    background: var(--_color-surface-selected);
  }

  .recipient-words {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  /* On its own ground the muted text would be too pale. */
  .recipient:has(:checked) .field-hint {
    color: inherit;
  }

  .recipients > p {
    margin: 0;
    padding-inline: var(--_space-3);
  }

  .recipients > p:not(:empty) {
    padding-block: var(--_space-1);
  }

  .count {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 var(--_space-4);
    min-block-size: 1lh;
    font-variant-numeric: tabular-nums;
  }

  .count .counter {
    margin-inline-start: auto;
  }

  .loading {
    margin: auto;
    color: var(--_color-text-muted);
  }

  @media (max-width: 400px) {
    .header,
    .body,
    .footer {
      padding-inline: var(--_space-4);
    }
  }

  @media (pointer: coarse) {
    .kind,
    .recipient {
      min-block-size: 44px;
    }
  }
`;
