import {css} from 'lit';

/** The composer: field, chips, media row, footer. */
export const replyBoxStyles = css`
  :host {
    --_control: 36px;

    position: relative;
    display: block;
    container-type: inline-size;
    contain-intrinsic-inline-size: 640px;
    max-inline-size: 100%;
    /* Where there is little room it gives way, down to what fits, and scrolls. */
    min-block-size: 0;
    overflow: hidden auto;
    padding: var(--parlor-reply-box-padding, var(--_space-2) var(--_space-3) var(--_space-1));
    background: var(--_color-surface);
  }

  .base {
    display: flex;
    flex-direction: column;
    gap: var(--_space-1);
    max-inline-size: var(--parlor-thread-max-inline-size, 60rem);
    margin-inline: auto;
  }

  /* What stands above the text never takes its room. */
  .extras {
    display: flex;
    flex-direction: column;
    gap: var(--_space-1);
    flex: none;
    max-block-size: max(3lh, 30cqb);
    overflow: hidden auto;
    overscroll-behavior: contain;
  }

  /* One that announces stays: what comes into it is heard. */
  .extras:not([role], :has(> *)) {
    display: none;
  }

  .extras > * {
    flex: none;
  }

  /* A sentence keeps its own direction, and stands where the page begins its lines. */
  p,
  .hint,
  .note-words {
    margin: 0;
    text-align: -webkit-match-parent;
    text-align: match-parent;
    unicode-bidi: plaintext;
  }

  .field {
    display: flex;
    align-items: flex-end;
    gap: var(--_space-1);
    padding: 3px;
    border: 1px solid var(--_color-border-strong);
    border-radius: calc(var(--_control) / 2 + 4px);
    background: var(--_color-surface);
    transition: border-color var(--_motion);
  }

  .field:has(textarea:focus) {
    border-color: var(--_color-accent);
    outline: 1px solid var(--_color-accent);
    outline-offset: 0;
  }

  .field.drop {
    border-style: dashed;
    border-color: var(--_color-accent);
    background: var(--_color-surface-selected);
  }

  .field:has(textarea:disabled) {
    border-color: var(--_color-border);
    background: var(--_color-surface-sunken);
  }

  textarea {
    flex: 1;
    min-inline-size: 0;
    min-block-size: var(--_control);
    max-block-size: var(
      --parlor-reply-box-input-max-block-size,
      max(2lh, min(7lh + var(--_control), 40cqb, 60cqb - 96px))
    );
    margin: 0;
    padding-block: calc((var(--_control) - 1lh) / 2);
    padding-inline: var(--_space-2);
    border: 0;
    outline: 0;
    background: none;
    color: inherit;
    font: inherit;
    overflow-wrap: anywhere;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    resize: none;
    field-sizing: content;
  }

  .field > slot:first-child + textarea {
    padding-inline-start: var(--_space-3);
  }

  /* What a page puts beside the text looks like ours, until its own styles say otherwise. */
  .field > ::slotted(button) {
    flex: none;
    min-inline-size: var(--_control);
    min-block-size: var(--_control);
    border: 0;
    border-radius: var(--_radius-full);
    background: none;
    color: var(--_color-text-muted);
    font: inherit;
    cursor: pointer;
  }

  /* The field shows the focus of what it frames. */
  textarea:focus-visible {
    outline: none;
  }

  textarea::placeholder {
    color: var(--_color-text-muted);
    opacity: 1;
  }

  /*
   * A placeholder in one line, however long the contact's language makes it. Not by white-space: where that changes,
   * Firefox forgets what can be undone.
   */
  textarea:placeholder-shown {
    overflow: hidden;
    text-wrap: nowrap;
    text-overflow: ellipsis;
  }

  textarea:disabled {
    color: var(--_color-text-muted);
    cursor: not-allowed;
  }

  button.send {
    flex: none;
    inline-size: var(--_control);
    min-block-size: var(--_control);
    padding: 0;
    border-radius: var(--_radius-full);
  }

  /* A press goes to the field, which keeps the focus in the text. */
  .field button:disabled {
    pointer-events: none;
  }

  button.attach {
    inline-size: var(--_control);
    min-block-size: var(--_control);
  }

  button.icon:disabled {
    background: none;
    opacity: 0.6;
  }

  :host(:dir(rtl)) .mirrored {
    transform: scaleX(-1);
  }

  .footer {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: space-between;
    column-gap: var(--_space-4);
    /* As high as its button, so that nothing moves when that comes. */
    min-block-size: 24px;
    padding-inline: var(--_space-3);
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
  }

  .hint {
    visibility: hidden;
  }

  .base:focus-within .hint {
    visibility: visible;
  }

  .hint[hidden] {
    display: none;
  }

  .note {
    display: flex;
    flex: 1 1 0;
    align-items: center;
    gap: var(--_space-2);
    min-inline-size: 0;
  }

  .note button {
    flex: none;
    white-space: nowrap;
  }

  .note:has(button) .note-words,
  .note:has(+ .hint + .count > *) .note-words {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .count {
    min-inline-size: 0;
    margin-inline-start: auto;
    font-variant-numeric: tabular-nums;
  }

  .counter {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  /* Nothing to say about keys where there are none, and no room for it on a narrow screen. */
  @container (inline-size < 480px) {
    .hint,
    .encoding {
      display: none;
    }

    .note:has(button) {
      flex: none;
    }

    .note:has(button) .note-words {
      position: absolute;
      clip-path: inset(50%);
    }
  }

  @media (pointer: coarse) {
    :host {
      --_control: 44px;
    }

    .hint {
      display: none;
    }

    .footer {
      min-block-size: 32px;
    }

    /* Smaller text makes iOS zoom into the page. */
    textarea {
      font-size: max(16px, 1rem);
    }
  }

  @media (forced-colors: active) {
    .field:has(textarea:focus) {
      outline: 2px solid Highlight;
    }

    .field:has(textarea:disabled) {
      border-color: GrayText;
    }

    .field > ::slotted(button) {
      border: 1px solid ButtonText;
    }
  }
  @media print {
    :host {
      display: none;
    }
  }
`;
