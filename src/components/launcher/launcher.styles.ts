import {css} from 'lit';
import {unleaked} from '../../styles/base.styles.js';

export const launcherStyles = css`
  :host {
    position: fixed;
    inset-block-end: calc(var(--_space-4) + env(safe-area-inset-bottom, 0px));
    inset-inline-end: var(--_space-4);
    z-index: var(--parlor-launcher-z-index, 1000);
    display: inline-block;
  }

  :host([inline]) {
    position: relative;
    inset: auto;
    z-index: auto;
  }

  :host([theme='light']) {
    color-scheme: light;
  }

  :host([theme='dark']) {
    color-scheme: dark;
  }

  :host([theme='auto']) {
    color-scheme: light dark;
  }

  .launch {
    position: relative;
    inline-size: 56px;
    min-block-size: 56px;
    padding: 0;
    border-radius: var(--_radius-full);
    box-shadow: 0 6px 20px rgb(0 0 0 / 24%);
  }

  .launch .svg-icon,
  ::slotted([slot='icon']) {
    inline-size: 26px;
    block-size: 26px;
  }

  :host([inline]) .launch {
    inline-size: 40px;
    min-block-size: 40px;
    border-color: var(--_color-border);
    background: var(--_color-surface);
    box-shadow: none;
    color: var(--_color-text);
  }

  :host([inline]) .launch:hover {
    background: var(--_color-surface-hover);
  }

  .launch .count {
    position: absolute;
    inset-block-start: -4px;
    inset-inline-end: -4px;
    outline: 2px solid var(--_color-surface);
  }

  .panel {
    inset: auto;
    inline-size: min(var(--parlor-launcher-panel-inline-size, 400px), calc(100vw - 24px));
    max-inline-size: none;
    block-size: var(--parlor-launcher-panel-block-size, 640px);
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-l);
    background: var(--_color-surface);
    box-shadow: 0 16px 48px rgb(0 0 0 / 28%);
    overflow: hidden;
    ${unleaked}
  }

  .panel:popover-open,
  .panel[open] {
    display: flex;
    flex-direction: column;
    animation: appear var(--_motion-move) ease-out;
  }

  .panel:focus-visible {
    outline: none;
  }

  /* Above the inbox, which would cover the panel's own. */
  .panel:focus-visible::after {
    content: '';
    position: absolute;
    inset: 0;
    z-index: 1;
    border-radius: inherit;
    outline: var(--_focus-ring);
    outline-offset: -2px;
    pointer-events: none;
  }

  /* Never from transparent: what is in it would not count as seen. */
  @keyframes appear {
    from {
      translate: 0 6px;
    }
  }

  .panel::backdrop {
    background: none;
  }

  .panel[open]::backdrop {
    background: rgb(10 12 16 / 45%);
  }

  .panel-header {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: space-between;
    padding-block: var(--_space-1);
    padding-inline: var(--_space-4) var(--_space-2);
    border-block-end: 1px solid var(--_color-border);
  }

  .panel-header h2 {
    margin: 0;
    font-size: 1em;
    font-weight: 600;
  }

  .panel parlor-inbox,
  .missing {
    flex: 1;
    min-block-size: 0;
  }

  .missing {
    display: grid;
    place-content: center;
    padding: var(--_space-4);
    text-align: center;
  }

  @media (max-width: 480px) {
    .panel {
      inset: 0;
      inline-size: 100vw;
      block-size: 100dvh;
      border: 0;
      border-radius: 0;
    }

    .panel:popover-open,
    .panel[open] {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .panel {
      border: 1px solid CanvasText;
    }
  }
`;
