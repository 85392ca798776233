import {css} from 'lit';

export const contactPanelStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    contain-intrinsic-inline-size: 320px;
    max-inline-size: 100%;
    min-inline-size: 0;
    background: var(--_color-surface);
    overflow-y: auto;
    overscroll-behavior: contain;
  }

  .base {
    position: relative;
    display: flex;
    flex-direction: column;
  }

  .header {
    position: relative;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: var(--_space-3);
    padding-block: var(--_space-5) var(--_space-4);
    padding-inline: calc(44px + var(--_space-2));
    text-align: center;
  }

  parlor-avatar {
    --parlor-avatar-size: 64px;
  }

  .who {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: var(--_space-1);
    max-inline-size: 100%;
  }

  .close {
    position: absolute;
    inset-block-start: var(--_space-3);
    inset-inline-end: var(--_space-3);
  }

  h2,
  h3,
  p {
    margin: 0;
  }

  h2 {
    font-size: 1.125em;
    font-weight: 600;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }

  h3 {
    font-size: inherit;
    font-weight: 600;
  }

  .body {
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
    padding-block: var(--_space-2) var(--_space-5);
    padding-inline: var(--_space-4);
  }

  .facts {
    display: flex;
    flex-direction: column;
    gap: var(--_space-3);
    margin: 0;
  }

  .fact {
    display: grid;
    grid-template-columns: minmax(0, 7.5em) minmax(0, 1fr);
    gap: 0 var(--_space-3);
    align-items: baseline;
  }

  dt {
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
    overflow-wrap: anywhere;
  }

  dd {
    margin: 0;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  /* Piles of accents stay within their line's block. */
  h2,
  dd bdi {
    max-inline-size: 100%;
    overflow: clip;
    overflow-clip-margin: 0.25em;
  }

  .copyable bdi {
    min-inline-size: 0;
  }

  .words {
    white-space: pre-wrap;
  }

  .source[dir='ltr'],
  .copyable .phone {
    white-space: nowrap;
  }

  .json {
    font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace;
    font-size: 0.92em;
  }

  .source,
  .none {
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
  }

  dd > span.source,
  li > .source {
    display: block;
  }

  dd > bdi.source {
    display: inline-block;
  }

  .copyable {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1);
  }

  .icon.copy {
    inline-size: 28px;
    min-block-size: 28px;
    /* The line is as high as the others. */
    margin-block: -6px;
  }

  .icon.copy .svg-icon {
    inline-size: 16px;
    block-size: 16px;
  }

  .participants {
    display: flex;
    flex-direction: column;
    gap: var(--_space-1);
    margin: 0;
    padding: 0;
    list-style-type: '';
  }

  .metadata {
    display: flex;
    flex-direction: column;
    gap: var(--_space-3);
    padding-block-start: var(--_space-4);
    border-block-start: 1px solid var(--_color-border);
  }

  .message {
    display: flex;
    flex-direction: column;
    gap: var(--_space-2);
    overflow-wrap: anywhere;
  }

  .message .facts {
    margin-block-start: var(--_space-1);
  }

  .section-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space-2);
    min-block-size: 32px;
  }

  button.quiet {
    min-block-size: 32px;
    padding-inline: var(--_space-2);
    border-color: transparent;
    background: none;
    color: var(--_color-accent);
  }

  button.quiet:hover {
    background: var(--_color-surface-hover);
  }

  button.quiet .svg-icon {
    inline-size: 16px;
    block-size: 16px;
  }

  .section-head .quiet {
    margin-inline-end: calc(-1 * var(--_space-2));
  }

  form {
    display: flex;
    flex-direction: column;
    gap: var(--_space-3);
  }

  .rows {
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
    margin: 0;
    padding: 0;
    /* With no style at all, Safari forgets that it is a list. */
    list-style-type: '';
  }

  .row {
    display: flex;
    flex-direction: column;
    gap: 6px;
  }

  .row-head {
    display: flex;
    align-items: center;
    gap: var(--_space-1);
  }

  .row-head > :first-child {
    flex: 1;
  }

  .row-head .icon {
    inline-size: 28px;
    min-block-size: 28px;
  }

  .row-head .icon .svg-icon {
    inline-size: 16px;
    block-size: 16px;
  }

  .label {
    min-inline-size: 0;
  }

  .tag {
    margin-inline-start: var(--_space-1);
    padding-inline: var(--_space-1);
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-s);
    color: var(--_color-text-muted);
    font-size: 0.85em;
    font-weight: 400;
  }

  .row.removed {
    flex-direction: row;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    color: var(--_color-text-muted);
  }

  .row-words {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .gone {
    font-size: var(--_font-size-small);
  }

  .add-field {
    align-self: flex-start;
    margin-inline-start: calc(-1 * var(--_space-2));
  }

  .form-buttons {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
  }

  .save[aria-disabled='true'] {
    cursor: progress;
    opacity: 0.7;
  }

  .conflicts {
    display: flex;
    flex-direction: column;
    gap: var(--_space-2);
    margin: 0;
  }

  .conflicts dt {
    color: inherit;
    font-size: inherit;
    font-weight: 600;
  }

  .conflicts dd {
    display: grid;
    grid-template-columns: minmax(0, 4.5em) minmax(0, 1fr);
    gap: var(--_space-2);
  }

  .side {
    color: var(--_color-text-muted);
  }

  .loading {
    display: grid;
    gap: var(--_space-3);
  }

  .bar {
    inline-size: 70%;
    block-size: 12px;
    border-radius: var(--_radius-full);
    background: var(--_color-surface-hover);
    animation: breathe 1.6s ease-in-out infinite alternate;
  }

  .bar + .bar {
    inline-size: 45%;
  }

  @keyframes breathe {
    to {
      opacity: 0.5;
    }
  }

  /* Below this, names and values side by side leave room for neither. */
  @container (inline-size < 300px) {
    .fact {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  @media (pointer: coarse) {
    .icon.copy,
    .row-head .icon {
      inline-size: 44px;
      min-block-size: 44px;
    }

    .icon.copy {
      margin-block: -12px;
    }

    button.quiet {
      min-block-size: 44px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .bar {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .bar {
      background: GrayText;
    }
  }
`;
