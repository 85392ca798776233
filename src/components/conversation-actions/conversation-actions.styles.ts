import {css} from 'lit';

export const conversationActionsStyles = css`
  :host {
    display: block;
    flex: none;
  }

  :host([idle]) .base > button {
    display: none;
  }

  .base {
    position: relative;
    display: flex;
    align-items: center;
    gap: var(--_space-1);
  }

  .icon[aria-expanded='true'] {
    background: var(--_color-surface-hover);
    color: var(--_color-text);
  }

  .icon.unstar {
    color: var(--_color-accent);
  }

  button[aria-disabled='true'] {
    cursor: progress;
  }

  .popup {
    position: fixed;
    inset: auto;
    inset-block-start: var(--_popup-start);
    inset-inline-end: var(--_popup-end);
    box-sizing: border-box;
    inline-size: max-content;
    max-inline-size: min(360px, calc(100vw - var(--_popup-end) - var(--_space-2)));
    max-block-size: calc(100dvh - var(--_popup-start) - var(--_space-2));
    margin: 0;
    padding: var(--_space-2);
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-m);
    background: var(--_color-surface);
    box-shadow: 0 8px 28px rgb(0 0 0 / 18%);
    color: var(--_color-text);
    overflow: auto;
  }

  .menu {
    flex-direction: column;
    min-inline-size: 200px;
    padding: var(--_space-1);
  }

  .popup:popover-open {
    display: flex;
    animation: appear var(--_motion-move) ease-out;
  }

  #notice {
    align-items: center;
    gap: var(--_space-2);
    padding-inline-start: var(--_space-4);
  }

  #notice.failed {
    align-items: flex-start;
    padding: 0;
    border-color: transparent;
    background: var(--_color-danger-surface);
  }

  #notice .notice {
    flex: 1;
    background: none;
    padding-inline-end: 0;
  }

  .notice-words {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
  }

  .undo {
    flex: none;
    border-color: transparent;
    background: none;
    color: var(--_color-accent);
  }

  .dismiss {
    color: inherit;
  }
`;
