import {css} from 'lit';

export const bulkActionsStyles = css`
  :host {
    display: block;
    padding-block: 0 var(--_space-3);
    padding-inline: var(--_space-4);
  }

  p {
    margin: 0;
  }

  .base {
    display: grid;
    gap: var(--_space-2);
    padding: var(--_space-2);
    border-radius: var(--_radius-m);
    background: var(--_color-surface-sunken);
  }

  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1) var(--_space-2);
    min-inline-size: 0;
  }

  button.end {
    inline-size: 28px;
    min-block-size: 28px;
  }

  .count {
    flex: 1;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }

  .link {
    flex: none;
    font-size: var(--_font-size-small);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }

  .actions button {
    gap: 6px;
    min-block-size: 32px;
    padding-inline: var(--_space-2);
    font-size: var(--_font-size-small);
  }

  .actions .svg-icon {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    color: var(--_color-text-muted);
  }

  button[aria-disabled='true'] {
    color: var(--_color-text-muted);
    cursor: progress;
  }

  .hint,
  .place {
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
    font-variant-numeric: tabular-nums;
  }

  progress {
    flex: 1;
    min-inline-size: 60px;
    block-size: 6px;
    accent-color: var(--_color-accent);
  }

  .report {
    display: grid;
    gap: var(--_space-2);
  }

  .notice {
    font-size: var(--_font-size-small);
  }

  ul {
    display: grid;
    gap: var(--_space-1);
    max-block-size: 8.5em;
    margin: 0;
    padding: 0;
    overflow-y: auto;
    list-style: none;
  }

  li {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 var(--_space-2);
  }

  @media (pointer: coarse) {
    button.end,
    .actions button,
    .link {
      min-block-size: 44px;
    }

    button.end {
      inline-size: 44px;
    }
  }

  @media (forced-colors: active) {
    .base {
      border: 1px solid CanvasText;
    }
  }
`;
