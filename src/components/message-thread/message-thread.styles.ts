import {css} from 'lit';

export const messageThreadStyles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    block-size: 100%;
    /* Where nothing else bounds it. */
    max-block-size: 100dvh;
    background: var(--_color-surface);
  }

  .scroller {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overflow-anchor: none;
    scrollbar-color: var(--_color-border-strong) transparent;
    scrollbar-width: thin;
    overscroll-behavior: contain;
  }

  .scroller:focus-visible {
    outline-offset: -2px;
  }

  /* A short conversation stands at the bottom, where the next message will be. */
  .content {
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    min-block-size: 100%;
    max-inline-size: var(--parlor-thread-max-inline-size, 60rem);
    margin-inline: auto;
    padding-block: var(--_space-3) var(--_space-4);
    padding-inline: clamp(var(--_space-3), 4%, var(--_space-4));
  }

  .note {
    flex: none;
    margin: 0;
    padding-block: var(--_space-2);
    padding-inline: var(--_space-4);
    border-block-end: 1px solid var(--_color-border);
    background: var(--_color-surface-sunken);
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
    text-align: center;
    unicode-bidi: plaintext;
  }

  /* Where rows would be that are not drawn. */
  .space {
    flex: none;
  }

  .list {
    flex: none;
    margin: 0;
    padding: 0;
    /* Unlike \`none\`, this leaves WebKit's assistive technology a list. */
    list-style-type: '';
  }

  .message {
    padding-block-start: 3px;
  }

  .message.startsGroup {
    padding-block-start: var(--_space-3);
  }

  /* Round the message, not its row: that begins with room, which a ring would close. */
  .found parlor-message-bubble {
    border-radius: var(--_radius-m);
    outline: var(--_focus-ring);
    outline-offset: 1px;
  }

  .day,
  .consent {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: var(--_space-2);
    padding-block-start: var(--_space-5);
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
    text-align: center;
  }

  .day {
    font-weight: 600;
  }

  .consent {
    padding-block-start: var(--_space-4);
  }

  .consent .svg-icon {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
  }

  .consent time {
    margin-inline-start: var(--_space-1);
  }

  .unread {
    display: flex;
    align-items: center;
    gap: var(--_space-3);
    padding-block-start: var(--_space-4);
    color: var(--_color-accent);
    font-size: var(--_font-size-small);
    font-weight: 600;
  }

  .unread::before,
  .unread::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid currentColor;
    opacity: 0.5;
  }

  .start {
    margin: 0;
    padding-block: var(--_space-5) 0;
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
    text-align: center;
  }

  .older {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: var(--_space-1);
  }

  .older p,
  .ending p,
  .state p {
    unicode-bidi: plaintext;
  }

  .older p,
  .ending p {
    margin: 0;
    color: var(--_color-danger);
    font-size: var(--_font-size-small);
    text-align: center;
  }

  button.quiet {
    border-color: transparent;
    background: none;
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
  }

  button.quiet:hover {
    background: var(--_color-surface-hover);
  }

  .ending {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: var(--_space-2) var(--_space-3);
    margin-block-start: var(--_space-4);
  }

  .state {
    display: flex;
    flex: 1;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: var(--_space-1);
    padding: var(--_space-5);
    color: var(--_color-text-muted);
    text-align: center;
  }

  .state p {
    max-inline-size: 36ch;
    margin: 0;
  }

  .state .what {
    color: var(--_color-text);
    font-weight: 600;
  }

  .state button {
    margin-block-start: var(--_space-3);
  }

  .sign {
    display: grid;
    place-items: center;
    inline-size: 48px;
    block-size: 48px;
    margin-block-end: var(--_space-2);
    border-radius: var(--_radius-full);
    background: var(--_color-surface-hover);
  }

  .sign.danger {
    background: var(--_color-danger-surface);
    color: var(--_color-danger);
  }

  .skeleton {
    display: flex;
    flex-direction: column;
    gap: var(--_space-3);
    animation: breathe 1.6s ease-in-out infinite alternate;
  }

  .skeleton span {
    block-size: 38px;
    border-radius: var(--_radius-l);
    background: var(--_color-surface-hover);
  }

  .skeleton .out {
    align-self: flex-end;
  }

  .skeleton .width-1 {
    inline-size: 24%;
  }

  .skeleton .width-2 {
    inline-size: 42%;
  }

  .skeleton .width-3 {
    inline-size: 60%;
  }

  .sticky-day {
    z-index: 1;
    display: flex;
    flex: none;
    align-items: flex-start;
    justify-content: center;
    /* Over the messages, which it moves by nothing. */
    block-size: 0;
  }

  /* Where there is room for few lines, it would cover them. */
  @container (block-size < 320px) {
    .sticky-day {
      display: none;
    }
  }

  .sticky-day > * {
    margin-block-start: var(--_space-2);
    min-block-size: 24px;
    padding-block: 0;
    padding-inline: var(--_space-3);
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-full);
    background: var(--_color-surface);
    box-shadow: 0 1px 4px rgb(0 0 0 / 12%);
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
    font-weight: 600;
    line-height: 24px;
  }

  .jump {
    position: absolute;
    inset-block-end: var(--_space-4);
    inset-inline-start: 50%;
    translate: -50% 0;
    max-inline-size: calc(100% - 2 * var(--_space-4));
    padding-inline: var(--_space-3);
    border-color: transparent;
    border-radius: var(--_radius-full);
    background: var(--_color-accent);
    color: var(--_color-on-accent);
    box-shadow: 0 2px 10px rgb(0 0 0 / 20%);
    transition: opacity var(--_motion);
  }

  @starting-style {
    .jump {
      opacity: 0;
    }
  }

  .jump:hover {
    background: color-mix(in srgb, var(--_color-accent) 88%, var(--_color-text));
  }

  button.jump.icon {
    inset-inline: auto var(--_space-4);
    translate: none;
    border-color: var(--_color-border);
    background: var(--_color-surface);
    color: var(--_color-text);
  }

  :host(:dir(rtl)) .jump:not(.icon) {
    translate: 50% 0;
  }

  @keyframes breathe {
    to {
      opacity: 0.55;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .skeleton {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .found parlor-message-bubble {
      outline-color: Highlight;
    }

    .skeleton span,
    .jump {
      border: 1px solid CanvasText;
    }
  }

  /* On paper there is no scrolling, and nothing to press. */
  @media print {
    :host,
    .scroller {
      display: block;
      block-size: auto;
      overflow: visible;
    }

    .sticky-day,
    .jump,
    .older {
      display: none;
    }

    .message {
      break-inside: avoid;
    }
  }
`;
