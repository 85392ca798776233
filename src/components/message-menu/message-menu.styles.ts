import {css} from 'lit';

export const messageMenuStyles = css`
  :host {
    display: contents;
  }

  .popup {
    position: fixed;
    inset: auto;
    inline-size: max-content;
    max-inline-size: min(320px, calc(100vw - 8px));
    margin: 0;
    padding: var(--_space-1);
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-m);
    background: var(--_color-surface);
    box-shadow: 0 8px 28px rgb(0 0 0 / 18%);
    color: var(--_color-text);
    overflow: auto;
  }

  .menu:popover-open {
    display: flex;
    flex-direction: column;
    min-inline-size: 180px;
  }

  .sign {
    inline-size: 1.5em;
    text-align: center;
  }

  .outcome {
    padding-inline: var(--_space-3);
  }

  .menu-item[aria-disabled='true'] {
    color: var(--_color-text-muted);
    cursor: default;
  }
`;
