import {css} from 'lit';

export const messageBubbleStyles = css`
  :host {
    --_menu-size: 36px;

    display: block;
  }

  @media (pointer: coarse) {
    :host {
      --_menu-size: 44px;
    }
  }

  article {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 3px;
  }

  article.outbound {
    align-items: flex-end;
  }

  .sender {
    max-inline-size: 100%;
    padding-inline: var(--_space-3);
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
    font-weight: 600;
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
  }

  .body {
    position: relative;
    display: flex;
    flex-direction: column;
    align-items: inherit;
    gap: 3px;
    max-inline-size: min(34rem, 82%);
  }

  /* Ours within what the page draws. */
  .body .body {
    max-inline-size: 100%;
  }

  .bubble,
  .file {
    max-inline-size: 100%;
    padding-block: 7px;
    padding-inline: var(--_space-3);
    border: 1px solid transparent;
    background: var(--_bubble-inbound-background);
    color: var(--_bubble-inbound-text);
  }

  /* Neither theirs nor ours, as far as anybody knows. */
  article.unknown {
    align-items: center;
  }

  .unknown .bubble,
  .unknown .file {
    border: 1px dashed var(--_color-border-strong);
    background: var(--_color-surface);
    color: var(--_color-text);
  }

  .bubble button.link {
    color: inherit;
  }

  /* A letter under a pile of accents cannot be broken, however wide or high it gets. */
  .bubble:not(.emoji),
  .sender,
  .file-words,
  .reactions li {
    overflow: clip;
  }

  .outbound .bubble,
  .outbound .file {
    background: var(--_bubble-outbound-background);
    color: var(--_bubble-outbound-text);
  }

  .bubble,
  .file,
  .image {
    border-radius: var(--_radius-l);
  }

  /* Messages of one group stand close, and their inner corners on the sender's side are drawn in. */
  article:not(.outbound, .startsGroup) .body > :first-child {
    border-start-start-radius: var(--_radius-s);
  }

  article:not(.outbound, .endsGroup) .body > :nth-last-child(1 of :not(.more)) {
    border-end-start-radius: var(--_radius-s);
  }

  .outbound:not(.startsGroup) .body > :first-child {
    border-start-end-radius: var(--_radius-s);
  }

  .outbound:not(.endsGroup) .body > :nth-last-child(1 of :not(.more)) {
    border-end-end-radius: var(--_radius-s);
  }

  /* Beside the message, where the other side's would be: seen by whoever points at it, comes by keys, or has no pointer. */
  .body > .more {
    position: absolute;
    inset-block-start: 0;
    inset-inline-end: 0;
    opacity: 0;
  }

  .outbound .body > .more {
    inset-inline: 0 auto;
  }

  /* Its room is in the body, and takes none from what is around. */
  .body:has(> .more) {
    box-sizing: border-box;
    max-inline-size: calc(min(34rem, 82%) + var(--_menu-size));
    padding-inline-end: var(--_menu-size);
    margin-inline-end: calc(-1 * var(--_menu-size));
  }

  .outbound .body:has(> .more) {
    padding-inline: var(--_menu-size) 0;
    margin-inline: calc(-1 * var(--_menu-size)) 0;
  }

  .more::before {
    content: '⋯' / '';
    font-size: 1.25em;
  }

  article:hover .more,
  .more:focus-visible,
  .more[aria-expanded='true'] {
    opacity: 1;
  }

  @media (hover: none) {
    .body > .more {
      opacity: 0.7;
    }
  }

  .text {
    overflow-wrap: anywhere;
    text-align: start;
    unicode-bidi: plaintext;
    white-space: pre-wrap;
  }

  .text::highlight(parlor-match) {
    background-color: Mark;
    color: MarkText;
  }

  .outbound .bubble :focus-visible {
    outline-color: currentColor;
  }

  .bubble.emoji,
  .outbound .bubble.emoji {
    padding-block: 0;
    padding-inline: var(--_space-1);
    background: none;
    color: inherit;
    font-size: 2.4em;
    line-height: 1.2;
  }

  .placeholder {
    margin: 0;
    font-style: italic;
    overflow-wrap: anywhere;
  }

  blockquote {
    margin: 0;
    margin-block-end: var(--_space-1);
    padding-inline-start: var(--_space-2);
    border-inline-start: 3px solid currentColor;
    font-size: var(--_font-size-small);
    overflow: hidden;
    overflow-wrap: anywhere;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    unicode-bidi: plaintext;
  }

  .reactions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-1);
    margin: 0;
    padding: 0;
    padding-inline: var(--_space-1);
    list-style: none;
    max-inline-size: min(34rem, 90%);
    overflow-wrap: anywhere;
  }

  .reactions li {
    padding-inline: var(--_space-2);
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-full);
    background: var(--_color-surface);
    font-size: var(--_font-size-small);
  }

  .reactions .own {
    border-color: var(--_color-accent);
  }

  /* On its way, in doubt, or not there at all: said in words as well. */
  .reactions .unsettled {
    border-style: dashed;
    color: var(--_color-text-muted);
  }

  .foot,
  .hint,
  .actions {
    max-inline-size: min(34rem, 90%);
    padding-inline: var(--_space-1);
    font-size: var(--_font-size-small);
  }

  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    column-gap: var(--_space-2);
    color: var(--_color-text-muted);
  }

  .outbound .foot,
  .outbound .actions {
    justify-content: flex-end;
  }

  parlor-delivery-status::part(base) {
    vertical-align: top;
  }

  .outbound parlor-delivery-status::part(base) {
    justify-content: flex-end;
    text-align: end;
  }

  .mark {
    padding-inline: var(--_space-2);
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-full);
  }

  .hint {
    margin: 0;
    color: var(--_color-warning);
  }

  .outbound .hint {
    text-align: end;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    column-gap: var(--_space-4);
  }

  .text a {
    color: inherit;
    text-decoration: underline;
    text-underline-offset: 2px;
    unicode-bidi: isolate;
  }

  .image {
    display: block;
    max-inline-size: min(100%, 320px);
    overflow: hidden;
    background: var(--_color-surface-hover);
    line-height: 0;
  }

  button.image {
    min-block-size: 0;
    padding: 0;
    border: 0;
  }

  audio,
  video {
    inline-size: 320px;
    max-inline-size: 100%;
  }

  .image img {
    max-inline-size: 100%;
    max-block-size: 320px;
    min-inline-size: 64px;
    min-block-size: 44px;
    object-fit: cover;
  }

  .image.loading {
    inline-size: 240px;
    aspect-ratio: 4 / 3;
  }

  .image.loading img {
    inline-size: 100%;
    block-size: 100%;
    opacity: 0;
  }

  .hint,
  .placeholder,
  .file-notice {
    unicode-bidi: plaintext;
  }

  /* The next picture waits, unseen, until it is there. */
  .image {
    position: relative;
  }

  .image .next {
    position: absolute;
    inset: 0;
    opacity: 0;
  }

  .image.still {
    display: grid;
  }

  .image.still > * {
    grid-area: 1 / 1;
  }

  .image.still img {
    visibility: hidden;
  }

  .image canvas {
    max-inline-size: 100%;
    max-block-size: 320px;
    object-fit: cover;
  }

  .animation {
    position: relative;
    max-inline-size: 100%;
  }

  .play {
    position: absolute;
    inset-block-end: var(--_space-2);
    inset-inline-start: var(--_space-2);
    font-size: var(--_font-size-small);
  }

  button.file {
    font: inherit;
    text-align: start;
    cursor: pointer;
  }

  .file {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    min-block-size: 44px;
    text-decoration: none;
  }

  .file .svg-icon {
    flex: none;
  }

  .file-words {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .file-name {
    display: block;
  }

  a.file .file-name {
    text-decoration: underline;
    text-underline-offset: 2px;
  }

  .file-notice {
    display: block;
    font-size: var(--_font-size-small);
  }

  @media (prefers-contrast: more) {
    .bubble:not(.emoji),
    .file {
      border-color: var(--_color-border);
    }
  }

  @media (forced-colors: active) {
    .bubble:not(.emoji),
    .file,
    .image {
      border: 1px solid CanvasText;
    }
  }
`;
