import {css} from 'lit';
import {tokens} from './tokens.styles.js';

/** What an element starts from in place of what a page's own CSS hands down. */
export const unleaked = css`
  caret-color: auto;
  color: var(--_color-text);
  fill-opacity: 1;
  /* As a whole: it takes back everything that a page can say about fonts. */
  font: 400 var(--_font-size) / 1.4 var(--_font-family);
  hyphens: manual;
  image-orientation: from-image;
  image-rendering: auto;
  letter-spacing: normal;
  line-break: auto;
  overflow-wrap: normal;
  paint-order: normal;
  stroke-dasharray: none;
  stroke-opacity: 1;
  tab-size: 8;
  text-align: start;
  text-align-last: auto;
  text-emphasis: none;
  text-indent: 0;
  text-orientation: mixed;
  text-rendering: auto;
  text-shadow: none;
  text-transform: none;
  text-underline-offset: auto;
  text-underline-position: auto;
  text-wrap-style: auto;
  white-space: normal;
  word-break: normal;
  word-spacing: normal;
  writing-mode: horizontal-tb;
  user-select: text;
  -webkit-user-select: text;
  -webkit-text-fill-color: currentcolor;
  -webkit-text-security: none;
  -webkit-text-size-adjust: 100%;
  -webkit-text-stroke: 0;
  -webkit-user-modify: read-only;
`;

/** What every element starts from, whatever the host page's own CSS leaks in by inheritance. */
const base = css`
  :host {
    box-sizing: border-box;
    ${unleaked}
  }

  :host([hidden]) {
    display: none !important;
  }

  /* Not for ::before and ::after: with a rule for those of every element, browsers look for them at every element. */
  * {
    box-sizing: border-box;
  }

  /* Words run in the direction of their own language, on the side of the page's. */
  p {
    text-align: match-parent;
    unicode-bidi: plaintext;
  }

  /* Drawings keep a colour of their own in the reader's colours, where nothing says that it can be seen. */
  @media (forced-colors: active) {
    .svg-icon {
      color: inherit !important;
    }
  }

  :focus-visible {
    outline: var(--_focus-ring);
    outline-offset: 2px;
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
    border: 0;
    white-space: nowrap;
  }
`;

/**
 * Buttons: plain (text), primary (filled), icon (round). At least 24 px to hit, 44 px where fingers point. And what turns
 * while that which they ask for is on its way.
 */
export const buttons = css`
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--_space-2);
    min-block-size: 36px;
    margin: 0;
    padding-block: var(--_space-1);
    padding-inline: var(--_space-3);
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-m);
    background: var(--_color-surface);
    color: var(--_color-text);
    font: inherit;
    font-weight: 500;
    cursor: pointer;
    transition: background-color var(--_motion);
  }

  button:hover {
    background: var(--_color-surface-hover);
  }

  button:disabled {
    color: var(--_color-text-muted);
    cursor: not-allowed;
  }

  button.primary {
    border-color: transparent;
    background: var(--_color-accent);
    color: var(--_color-on-accent);
  }

  button.primary:hover {
    background: color-mix(in srgb, var(--_color-accent) 88%, var(--_color-text));
  }

  button.primary:disabled {
    background: var(--_color-surface-hover);
    color: var(--_color-text-muted);
  }

  button.link {
    min-block-size: 24px;
    padding: 0;
    border: 0;
    border-radius: var(--_radius-s);
    background: none;
    color: var(--_color-accent);
    text-decoration: underline;
    text-underline-offset: 2px;
  }

  button.icon {
    flex: none;
    inline-size: 36px;
    padding: 0;
    border-color: transparent;
    border-radius: var(--_radius-full);
    background: none;
    color: var(--_color-text-muted);
  }

  button.icon:hover {
    background: var(--_color-surface-hover);
    color: var(--_color-text);
  }

  .spinner {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    border: 2px solid var(--_color-border-strong);
    border-block-start-color: transparent;
    border-radius: var(--_radius-full);
    animation: spin 800ms linear infinite;
  }

  @keyframes spin {
    to {
      rotate: 1turn;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation-duration: 3s;
    }
  }

  @media (pointer: coarse) {
    button {
      min-block-size: 44px;
    }

    button.icon {
      inline-size: 44px;
    }

    button.link {
      min-block-size: 32px;
    }
  }

  @media (forced-colors: active) {
    button.icon,
    button.primary {
      border-color: ButtonText;
    }
  }
`;

export const baseStyles = [tokens, base];
