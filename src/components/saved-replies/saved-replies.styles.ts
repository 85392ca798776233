import {css} from 'lit';

export const savedRepliesStyles = css`
  :host {
    display: block;
  }

  .base {
    display: flex;
    flex-direction: column;
    overflow: hidden;
    border: 1px solid var(--_color-border-strong);
    border-radius: var(--_radius-m);
    background: var(--_color-surface);
  }

  .search {
    display: flex;
    flex: none;
    align-items: center;
    gap: var(--_space-2);
    padding-inline: var(--_space-3);
    border-block-end: 1px solid var(--_color-border);
    color: var(--_color-text-muted);
  }

  .search .svg-icon {
    flex: none;
  }

  .search input:not([type='radio']) {
    flex: 1;
    min-inline-size: 0;
    padding-inline: 0;
    border: 0;
    border-radius: 0;
    background: none;
    color: var(--_color-text);
    text-align: start;
    unicode-bidi: plaintext;
  }

  /* The frame shows the focus of what it frames: nothing else in it can have it but a button. */
  .search input:focus-visible {
    outline: none;
  }

  .base:has(input:focus) {
    border-color: var(--_color-accent);
    outline: 1px solid var(--_color-accent);
  }

  /* At least one and a half of them: whoever sees half a reply knows that there are more. */
  .list {
    max-block-size: max(4.5lh, min(16.5rem, 36vb));
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: var(--_space-1);
  }

  .list:empty {
    display: none;
  }

  .item {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    column-gap: var(--_space-3);
    padding-block: var(--_space-1);
    padding-inline: var(--_space-3);
    border-radius: var(--_radius-s);
    cursor: pointer;
  }

  .item.active {
    background: var(--_color-surface-selected);
  }

  .title {
    font-weight: 500;
    overflow-wrap: anywhere;
  }

  .shortcut,
  .text,
  .hint,
  .line {
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
  }

  .shortcut {
    max-inline-size: 12em;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .text,
  .hint {
    grid-column: 1 / -1;
    text-align: -webkit-match-parent;
    text-align: match-parent;
    unicode-bidi: plaintext;
  }

  .text {
    display: -webkit-box;
    overflow: hidden;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  mark {
    border-block-end: 1px dashed currentcolor;
    background: none;
    color: var(--_color-warning);
  }

  .line {
    padding-block: var(--_space-2);
    padding-inline: var(--_space-4);
  }

  @media (pointer: coarse) {
    .item {
      min-block-size: 44px;
      align-content: center;
    }
  }

  @media (forced-colors: active) {
    .item.active {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
