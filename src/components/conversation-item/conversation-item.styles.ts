import {css} from 'lit';

/** Every row has the same height, known before it is drawn. It grows with the reader's own font size. */
export const rowSize = css`
  :host {
    --_row-size: var(--parlor-conversation-row-size, max(72px, 4.5rem));
  }

  :host([compact]) {
    --_row-size: var(--parlor-conversation-row-size-compact, max(56px, 3.5rem));
  }
`;

export const conversationItemStyles = css`
  :host {
    --_avatar-size: var(--parlor-avatar-size, 40px);

    position: relative;
    display: block;
    block-size: var(--_row-size);
    overflow: hidden;
    background: var(--_color-surface);
  }

  :host::after {
    content: '';
    position: absolute;
    inset-block-end: 0;
    inset-inline: calc(var(--_space-4) + var(--_avatar-size) + var(--_space-3)) 0;
    border-block-end: 1px solid var(--_color-border);
  }

  :host(:hover) {
    background: var(--_color-surface-hover);
  }

  :host([selected]) {
    background: var(--_color-surface-selected);
  }

  :host([selected])::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 3px;
    background: var(--_color-accent);
  }

  :host([compact]) {
    --_avatar-size: 32px;
  }

  .base {
    display: grid;
    grid-template-columns: var(--_avatar-size) minmax(0, 1fr);
    align-items: center;
    gap: var(--_space-3);
    block-size: 100%;
    padding-inline: var(--_space-4);
  }

  /* By the page; ours may be within. */
  .drawn {
    display: flex;
  }

  .drawn .base {
    flex: 1;
    min-inline-size: 0;
    padding: 0;
  }

  .avatar {
    --parlor-avatar-size: var(--_avatar-size);
  }

  .line {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    min-inline-size: 0;
  }

  /* As high as the highest sign, so that the text stands on one line with and without signs. */
  .line + .line {
    block-size: calc(1.4 * var(--_font-size-small) + 6px);
    font-size: var(--_font-size-small);
  }

  .title,
  .text {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    /* Its direction follows the text, its side follows the list. */
    text-align: match-parent;
    unicode-bidi: isolate;
  }

  .title {
    font-weight: 500;
  }

  .account {
    /* Cut short first, the beginnings of two would read the same. */
    flex: none;
    max-inline-size: 40%;
    padding-inline: 6px;
    overflow: hidden;
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-s);
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
    line-height: 1.3;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  /* A direction of their own for figures and units, without turning the box round. */
  .time,
  .mark.unread {
    unicode-bidi: plaintext;
  }

  .time {
    flex: none;
    margin-inline-start: auto;
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
    font-variant-numeric: tabular-nums;
  }

  .preview {
    display: flex;
    flex: 1;
    min-inline-size: 0;
    color: var(--_color-text-muted);
    white-space: pre;
    /* A space or margin of its own would stand on the side of its word's direction, not on that of the list. */
    column-gap: 0.3em;
  }

  /* The words around the text leave it at least half of the room. */
  .preview bdi {
    flex: none;
    max-inline-size: 50%;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .preview bdi:empty {
    display: none;
  }

  .preview.draft {
    color: var(--_color-accent);
  }

  .preview.note .text {
    font-style: italic;
  }

  .unread .title {
    font-weight: 700;
  }

  .preview.failed {
    color: var(--_color-danger);
  }

  .preview.unconfirmed {
    color: var(--_color-warning);
  }

  .unread .preview:not(.draft, .unsent) {
    color: var(--_color-text);
    font-weight: 600;
  }

  .unread .time {
    color: var(--_color-accent);
    font-weight: 600;
  }

  .mark {
    display: inline-flex;
    flex: none;
    align-items: center;
    color: var(--_color-text-muted);
  }

  .mark svg {
    inline-size: 16px;
    block-size: 16px;
  }

  .mark.starred,
  .mark.unconfirmed {
    color: var(--_color-warning);
  }

  .mark.failed {
    color: var(--_color-danger);
  }

  /* Only where something depends on it: every container is laid out by itself. */
  .base.blocked {
    container-type: inline-size;
  }

  /* Where the message would have no room, the sign and its title remain. */
  @container (inline-size < 368px) {
    .probably-opted-out::part(label) {
      display: none;
    }

    .probably-opted-out::part(base) {
      padding-inline: var(--_space-1);
    }
  }

  @container (inline-size < 288px) {
    .opted-out::part(label) {
      display: none;
    }

    .opted-out::part(base) {
      padding-inline: var(--_space-1);
    }
  }

  :host(:dir(rtl)) .mirrored {
    transform: scaleX(-1);
  }

  .mark.unread {
    justify-content: center;
    min-inline-size: 20px;
    block-size: 20px;
    padding-inline: 6px;
    border-radius: var(--_radius-full);
    background: var(--_color-accent);
    color: var(--_color-on-accent);
    font-size: 12px;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
    line-height: 1;
  }

  .mark.unread.dot {
    min-inline-size: 10px;
    block-size: 10px;
    padding: 0;
  }

  @media (forced-colors: active) {
    :host([selected])::before,
    .mark.unread {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
