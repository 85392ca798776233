import {css} from 'lit';

export const commandPaletteStyles = css`
  :host {
    display: contents;
    --_dialog-size: 580px;
  }

  dialog {
    max-block-size: min(72dvh, 560px);
    margin-block: max(12px, min(14dvh, 128px)) auto;
    border-radius: calc(var(--_radius-m) + 4px);
    box-shadow:
      0 2px 6px rgb(0 0 0 / 10%),
      0 24px 64px rgb(0 0 0 / 26%);
  }

  dialog[open] {
    display: flex;
    flex-direction: column;
  }

  dialog::backdrop {
    background: rgb(10 12 16 / 32%);
  }

  dialog.shortcuts {
    --_dialog-size: 780px;

    max-block-size: min(84dvh, 720px);
    margin-block: auto;
  }

  dialog.date {
    --_dialog-size: 360px;
  }

  h3 {
    margin: 0;
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
    font-weight: 500;
  }

  .search {
    display: flex;
    flex: none;
    align-items: center;
    gap: var(--_space-3);
    padding-inline: var(--_space-4);
    border-block-end: 1px solid var(--_color-border);
    color: var(--_color-text-muted);
  }

  .search input:not([type='radio']) {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 52px;
    padding: 0;
    border: 0;
    border-radius: 0;
    background: none;
    color: var(--_color-text);
    font-size: 1.0625em;
    text-align: start;
    unicode-bidi: plaintext;
  }

  /* Nothing else in the dialog can have the focus. */
  .search input:focus-visible {
    outline: none;
  }

  .items {
    /* Not 0%: WebKit takes that for nothing in a dialog that is as high as what is in it. */
    flex: 1 1 auto;
    min-block-size: 0;
    padding: var(--_space-2);
    overflow-y: auto;
    overscroll-behavior: contain;
    scroll-padding-block: var(--_space-6) var(--_space-2);
  }

  .items h3 {
    padding-block: var(--_space-2) var(--_space-1);
    padding-inline: var(--_space-3);
  }

  .item {
    display: flex;
    align-items: center;
    gap: var(--_space-3);
    min-block-size: 40px;
    padding-block: var(--_space-1);
    padding-inline: var(--_space-3);
    border-radius: var(--_radius-m);
    cursor: pointer;
    --parlor-avatar-size: 28px;
  }

  .item .svg-icon {
    flex: none;
    margin-inline: 4px;
    color: var(--_color-text-muted);
  }

  .item.active {
    background: var(--_color-surface-selected);
  }

  .item.active .svg-icon {
    color: var(--_color-accent);
  }

  .what {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
    text-align: match-parent;
    unicode-bidi: plaintext;
  }

  .hint {
    margin-inline-start: var(--_space-2);
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
  }

  .what.message {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .unread {
    flex: none;
    color: var(--_color-accent);
    font-size: var(--_font-size-small);
    font-weight: 500;
  }

  .caps,
  .keys,
  .keys > span:first-child {
    display: inline-flex;
    flex: none;
    align-items: center;
    gap: 3px;
    direction: ltr;
  }

  .keys {
    position: relative;
  }

  kbd {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-inline-size: 22px;
    min-block-size: 22px;
    padding-inline: 5px;
    border: 1px solid var(--_color-border);
    border-block-end-width: 2px;
    border-radius: 5px;
    background: var(--_color-surface-sunken);
    color: var(--_color-text-muted);
    font: inherit;
    font-size: var(--_font-size-small);
    line-height: 1;
  }

  .nothing {
    margin: 0;
    padding: var(--_space-4) var(--_space-5) var(--_space-5);
    color: var(--_color-text-muted);
    text-align: center;
  }

  .footer {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    gap: var(--_space-1) var(--_space-4);
    padding-block: var(--_space-2);
    padding-inline: var(--_space-4);
    border-block-start: 1px solid var(--_color-border);
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
  }

  .footer span {
    display: inline-flex;
    align-items: center;
    gap: 4px;
  }

  .header {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: space-between;
    padding-block: var(--_space-3);
    padding-inline: var(--_space-5) var(--_space-3);
    border-block-end: 1px solid var(--_color-border);
  }

  .sheet {
    flex: 1 1 auto;
    min-block-size: 0;
    padding-block: var(--_space-4);
    padding-inline: var(--_space-5);
    overflow-y: auto;
    columns: 2 300px;
    column-gap: var(--_space-6);
  }

  .sheet:focus-visible {
    outline-offset: -2px;
  }

  .sheet .group {
    margin-block-end: var(--_space-4);
    break-inside: avoid;
  }

  .sheet h3 {
    margin-block-end: var(--_space-1);
    color: var(--_color-text);
    font-weight: 600;
  }

  dl {
    margin: 0;
  }

  dl > div {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space-3);
    min-block-size: 36px;
    padding-block: 3px;
    border-block-end: 1px solid var(--_color-border);
  }

  dl > div:last-child {
    border-block-end: 0;
  }

  dt {
    flex: 1 1 8em;
    min-inline-size: 0;
  }

  dd {
    display: flex;
    flex: 0 1 auto;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 4px 6px;
    margin: 0;
  }

  .or {
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
  }

  .switch {
    flex: none;
    padding-block: var(--_space-3);
    padding-inline: var(--_space-5);
    border-block-start: 1px solid var(--_color-border);
    background: var(--_color-surface-sunken);
  }

  .switch label {
    display: inline-flex;
    align-items: center;
    gap: var(--_space-2);
    min-block-size: 28px;
    font-weight: 500;
    cursor: pointer;
  }

  .switch p {
    margin: 0;
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
  }

  input[type='checkbox']:not([type='radio']) {
    flex: none;
    inline-size: 18px;
    min-block-size: 18px;
    padding: 0;
    accent-color: var(--_color-accent);
  }

  .date form,
  form.date {
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
    padding: var(--_space-4) var(--_space-5) var(--_space-5);
    overflow-y: auto;
  }

  .field-hint {
    margin: 0;
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: var(--_space-2);
  }

  .notice {
    position: fixed;
    inset: auto;
    inset-block-end: calc(var(--_notice-end, 0px) + var(--_space-3));
    left: var(--_notice-middle, 50%);
    translate: -50% 0;
    max-inline-size: calc(100vw - 2 * var(--_space-4));
    margin: 0;
    padding-block: var(--_space-2);
    padding-inline: var(--_space-4);
    border: 1px solid transparent;
    border-radius: var(--_radius-m);
    background: var(--_color-text);
    box-shadow: 0 8px 28px rgb(0 0 0 / 18%);
    color: var(--_color-surface);
    text-align: center;
  }

  @media (pointer: coarse) {
    .item {
      min-block-size: 48px;
    }

    /* Nobody presses keys on a screen. */
    .caps,
    .footer {
      display: none;
    }
  }

  @media (width < 480px) {
    dialog {
      max-block-size: 84dvh;
      margin-block-start: 12px;
    }

    .caps,
    .footer {
      display: none;
    }

    .sheet {
      padding-inline: var(--_space-4);
    }
  }

  /* In a low place the list of keys would have a line or none: all of its dialog scrolls. */
  @media (height < 440px) {
    dialog.shortcuts {
      max-block-size: calc(100dvh - 2 * var(--_space-3));
      overflow-y: auto;
    }

    .shortcuts .header {
      position: sticky;
      inset-block-start: 0;
      padding-block: var(--_space-1);
      background: var(--_color-surface);
    }

    .sheet {
      flex: none;
      overflow: visible;
    }
  }

  @media (forced-colors: active) {
    .item.active {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }

    .notice {
      border-color: CanvasText;
    }
  }
`;
